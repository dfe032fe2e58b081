"""The columns that every table of answers has beside these: whose a row is, with whom they answered, which round."""

from facilitator.i18n import tr

PARTICIPANT, EMAIL, WITH, ANSWER = "participant", "email", "with", "answer"
ROUND, SENT = "round", "sent"
FIELD, QUESTION = "field", "question"
WHOSE = (PARTICIPANT, EMAIL, WITH, ROUND, SENT)
"""The columns before the answers."""


def whose_by() -> dict[str, str]:
    """The words in place of these columns' keys."""
    return {
        PARTICIPANT: tr("Participant"),
        EMAIL: tr("Email"),
        WITH: tr("Answers with"),
        ROUND: tr("Round"),
        SENT: tr("Sent"),
    }
