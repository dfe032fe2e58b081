"""The log of mails says what was sent: handouts so far, worksheets too from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Call everything that was sent until now a handout."""
    op.add_column("mail_delivery", sa.Column("parcel", sa.String(), nullable=False, server_default="handout"))
