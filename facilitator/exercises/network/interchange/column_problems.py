"""What is said of a column beside contacts that is no question of the step, and what can become of it."""

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.exchanged_tables import field_of
from facilitator.exercises.network.interchange.near_headings import nearest_to
from facilitator.i18n import tr
from facilitator.tabular import Problem


def unmatched(header: str, fact: str) -> Problem:
    """What can become of a column that matches nothing; `fact` is the field that it would be of the participant."""
    if fact:
        sentence = tr(
            "Beside contacts it is taken for the contact’s own. Match it to a question, make it a new question, or "
            "leave it out; say so if it is the participant’s. On the command line: --map "
            '"{column}=QUESTION", --map "{column}=new question", --map "{column}=ignore", or --map "{column}={fact}".',
            column=header,
            fact=fact,
        )
        cause = tr(
            "Beside contacts they are taken for the contacts’ own. Match them to a question each, make them new "
            "questions, or leave them out; say so if they are the participants’. On the command line: --map "
            '"COLUMN=QUESTION", --map "COLUMN=new question", --map "COLUMN=ignore", or, for example, --map '
            '"COLUMN={fact}".',
            fact=fact,
        )
    else:
        sentence = tr(
            "It matches no question. Match it to one, make it a new question, or leave it out. On the command line: "
            '--map "{column}=QUESTION", --map "{column}=new question", --new-factors for all, or --map '
            '"{column}=ignore".',
            column=header,
        )
        cause = tr(
            "They match no question. Match them to one each, make them new questions, or leave them out. On the "
            'command line: --map "COLUMN=QUESTION", --map "COLUMN=new question", --new-factors for all, or --map '
            '"COLUMN=ignore".'
        )
    return Problem(sentence, column=header, cause=cause)


def asked_anew(header: str) -> Problem:
    """The remark on a column of a study: it holds answers, and becomes a question where none is asked that it fits."""
    sentence = tr(
        "It matches no question, and becomes a new one. If that is wrong, match it to a question, or leave it out. On "
        'the command line: --map "{column}=QUESTION", or --map "{column}=ignore".',
        column=header,
    )
    cause = tr(
        "They match no question, and become new ones. If that is wrong, match them to questions, or leave them out. On "
        'the command line: --map "COLUMN=QUESTION", or --map "COLUMN=ignore".'
    )
    return Problem(sentence, column=header, error=False, cause=cause)


def near_heading(header: str, factor: Factor) -> Problem:
    """A column whose heading, or texts, are near to a question's, while nobody has said that it is this."""
    near = tr("Its heading is near to “{question}”.", question=factor.label)
    if nearest_to(header, [factor]) is None:
        near = tr("Its texts are near to the answers to “{question}”.", question=factor.label)
    choice = tr(
        "Say by its tick in the preview that it is this, match it to another, make it a new question, or leave it out. "
        'On the command line: --map "{column}={key}", --map "{column}=new question", or --accept-near for all that is '
        "near.",
        column=header,
        key=field_of(factor.key),
    )
    return Problem(f"{near} {choice}", column=header)


def of_people(header: str, fact: str) -> str:
    """Why a column of names or addresses can't become a question; `fact` as in `unmatched`."""
    sentence = tr("It holds names or addresses of people, which are no answers to a question.")
    if fact != "email":
        return f"{sentence} {leave_out(header)}"
    choice = tr(
        "Leave it out, or say so if it is the participant’s own address. On the command line: "
        '--map "{column}=ignore", or --map "{column}=participant_email".',
        column=header,
    )
    return f"{sentence} {choice}"


def leave_out(header: str) -> str:
    """What is left to do where no other choice is."""
    return tr('Leave it out, or mend the file. On the command line: --map "{column}=ignore".', column=header)
