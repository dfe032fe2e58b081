"""What every table shares: constraint names that later migrations can find, and columns that point to a parent."""

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

NEVER_REUSED = {"sqlite_autoincrement": True}
"""Table argument: ids of removed rows stay free, so that an undo always finds its old id unused."""


def parent(target: str, *, primary_key: bool = False, index: bool | None = None) -> "Column[int]":
    """A column that points to `target` ("table.column") and whose row goes when the target goes.

    It has an index of its own unless it leads the primary key; `index` says otherwise.
    """
    return Column(
        Integer,
        ForeignKey(target, ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
        index=not primary_key if index is None else index,
    )
