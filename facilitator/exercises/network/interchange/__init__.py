"""Networks in the forms that people and other programs exchange, written here and read back here."""

from facilitator.exercises.network.interchange.bundle import answer_modes_used, exchange_tables, released_facts
from facilitator.exercises.network.interchange.contact_table import export_table
from facilitator.exercises.network.interchange.graphml import exchange_graph, unpack
from facilitator.exercises.network.interchange.plans import import_fields, match_table, parts, plan_import
from facilitator.exercises.network.interchange.side_by_side import unfold
from facilitator.exercises.network.interchange.studies import join_tables

__all__ = [
    "answer_modes_used",
    "exchange_graph",
    "exchange_tables",
    "export_table",
    "import_fields",
    "join_tables",
    "match_table",
    "parts",
    "plan_import",
    "released_facts",
    "unfold",
    "unpack",
]
