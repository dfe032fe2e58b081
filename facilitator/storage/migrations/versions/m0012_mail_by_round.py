"""The log of mails says of which round what was sent is, so that a follow-up's handout can be mailed too."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Take what was sent before for the round that had begun by then."""
    op.add_column("mail_delivery", sa.Column("round", sa.String(), nullable=False, server_default=""))
    begun = sa.text(
        "SELECT mail_delivery.id, network_round.step_id, max(network_round.round) FROM mail_delivery "
        "JOIN participant ON participant.id = mail_delivery.participant_id "
        "JOIN agenda_step ON agenda_step.workshop_id = participant.workshop_id "
        "JOIN network_round ON network_round.step_id = agenda_step.id "
        "WHERE network_round.round > 1 AND network_round.started_at <= mail_delivery.changed_at "
        "GROUP BY mail_delivery.id, network_round.step_id ORDER BY mail_delivery.id, network_round.step_id"
    )
    connection = op.get_bind()
    rounds: dict[int, list[str]] = {}
    for delivery, step, number in connection.execute(begun):
        rounds.setdefault(delivery, []).append(f"{step}.{number}")
    for delivery, parts in rounds.items():
        connection.execute(
            sa.text("UPDATE mail_delivery SET round = :round WHERE id = :id"),
            {"round": " ".join(parts), "id": delivery},
        )
