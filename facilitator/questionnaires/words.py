"""Answers as a person reads them."""

from facilitator.i18n import number, short_day, tr
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Answer
from facilitator.questionnaires.model import Question, Questionnaire
from facilitator.questionnaires.names import Names


def hints_of(question: Question) -> list[str]:
    """What stands below a question where it is asked: its help, and who else reads the answer."""
    hints = [question.help] if question.help else []
    if getattr(question, "to_room", False):
        hints.append(tr("The room and the summary show what you write here, without your name."))
    return hints


def in_words(questionnaire: Questionnaire, names: Names, answer: Answer) -> str:
    """An answer as a person reads it: an option's label, a point's, a name, a day or what was written."""
    value = answer.value
    question = questionnaire.by_key[answer.question]
    if value.missing:
        ways_out = {"declined": tr("Rather not say"), "skipped": tr("Passed over")}
        return ways_out.get(value.missing) or str(getattr(question, "not_applicable", ""))
    if value.option:
        labels = {option.key: option.label for option in questionnaire.options(answer.question)}
        label = labels.get(value.option, value.option)
        return label if value.number is None else f"{label}: {number(value.number)}"
    if value.person is not None:
        return names.person(value.person)
    if value.team is not None:
        return names.team(value.team)
    if value.day is not None:
        return tr("Agreed") if isinstance(question, model.Consent) else short_day(value.day)
    if isinstance(question, model.Scale) and value.number is not None:
        return question.labels[int(value.number) - question.lowest]
    if value.word is not None:
        return value.word
    return f"{number(value.number or 0)} {getattr(question, 'unit', '')}".strip()
