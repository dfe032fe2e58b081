"""The answers in one column of a file: read, or asked about where the words are near to an answer or none at all.

Nothing is guessed in silence. A text that is near to an answer counts once a person has said that it is meant, and is
then known in the next file too; one that is no answer may become one; numbers that count from 0 are said.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from facilitator.exercises.network.answer_words import AnswerWords, missing_word
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.setup import with_answers
from facilitator.i18n import tr
from facilitator.import_plans import Choice, Offer, Options
from facilitator.tabular import Problem
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line
from facilitator.workshop.table_import import Row, whole_number


@dataclass
class AnswerColumn:
    """One column that holds answers to `factor`; `new` are texts that become answers of it.

    `confirmed` are the texts that a person has said to mean an answer, with that; `problems` what is to be said of the
    column as a whole.
    """

    factor: Factor
    header: str
    options: Options
    texts: Collection[str]
    confirmed: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look through all texts once: what they mean is the same in every row."""
        self._words = AnswerWords(self.factor)
        self._refused: dict[str, Problem] = {}
        self._codes: dict[str, int] = {}
        lines = {line for text in self.texts if (line := one_line(text))}
        self._from_zero = self._counts_from_zero(lines)
        for line in sorted(lines):
            self._look_at(line)
        if self.new:
            extended = with_answers(self.factor, self.new)
            words = AnswerWords(extended)
            self._codes = {line: code for line in lines if (code := self._code(line, words)) is not None}
            self.factor = extended

    def __call__(self, row: Row, place: int) -> int | None:
        """The code in a row; None for an empty cell, or with a problem for what is no answer."""
        text = row.cells[place]
        if not text or text.isspace():
            return None
        line = one_line(text)
        code = self._codes.get(line)
        if code is None and line in self._refused:
            row.reading.problems.append(row.at(place, replace(self._refused[line], row=row.number)))
        return code

    def _look_at(self, line: str) -> None:
        code = self._code(line, self._words)
        near = self._words.near(line) if code is None else None
        said = self._said(line)
        several = self._several(line)
        if said is not None:
            self._confirm(line, said)
        elif several:
            self._ask_which(line, several)
        elif code is not None:
            self._codes[line] = code
        elif near is not None and self.options.near:
            self._confirm(line, near)
        elif self.options.adds(line) and self.factor.yearly is None and missing_word(line) is None:
            self.new.append(line)
            self.offers.append(Offer(Choice.ANSWER, self.factor.label, line, taken=True))
        elif near is not None:
            self._ask(line, near)
        else:
            self._refuse(line)

    def _code(self, line: str, words: AnswerWords) -> int | None:
        if line in self.confirmed:
            return words.read(self.confirmed[line])
        if self._from_zero and line.partition(".")[0].isdecimal() and words.labelled(line) is None:
            return int(line.partition(".")[0]) + 1
        code = words.read(line)
        # Forms end a list of ticks with the sign between them, be it a list of one.
        return words.read(line.rstrip("; ")) if code is None and line.endswith(";") else code

    def _said(self, line: str) -> int | None:
        """What a person said that a text means, where that is an answer to this question."""
        meant = next((answer for text, answer in self.options.answers.items() if caseless(text) == caseless(line)), "")
        return self._words.read(meant) if meant else None

    def _confirm(self, line: str, code: int) -> None:
        answer = self._words.write(code)
        if self._words.read(line) != code:
            self.confirmed[line] = answer
            self.offers.append(Offer(Choice.NEAR, self.factor.label, line, answer, taken=True))
            sentence = tr("“{text}” is taken for “{answer}”.", text=line, answer=answer)
            cause = tr("Words that mean an answer are taken for it:")
            value = f"{line} = {answer}"
            self.problems.append(Problem(sentence, column=self.header, error=False, cause=cause, value=value))
        self._codes[line] = code

    def _ask(self, line: str, near: int) -> None:
        answer = self._words.write(near)
        self.offers.append(Offer(Choice.NEAR, self.factor.label, line, answer))
        sentence = tr(
            "“{text}” is near to “{answer}”. Say that it means that, by its tick in the preview. On the command line: "
            '--answer "{text}={answer}", or --accept-near for all.',
            text=line,
            answer=answer,
        )
        cause = tr(
            "These are near to an answer. Say that they mean that, by their ticks in the preview: On the command line: "
            "--answer TEXT=ANSWER for each, or --accept-near for all."
        )
        self._refused[line] = Problem(sentence, cause=cause, value=f"{line} = {answer}")

    def _several(self, line: str) -> list[int]:
        """The answers that a cell names together, as forms write ticks; none where it does not."""
        if self._is_answer(line) or line in self.confirmed or whole_number(line) is not None:
            return []
        codes = [self._code(piece, self._words) for piece in pieces_of(line, self._is_answer)]
        known = list(dict.fromkeys(code for code in codes if code is not None and code > 0))
        return known if len(known) > 1 and None not in codes else []

    def _is_answer(self, piece: str) -> bool:
        return self._words.labelled(piece) is not None

    def _ask_which(self, line: str, codes: Sequence[int]) -> None:
        """Ask which of several answers counts: the question takes one. Offered is the nearest, strongest or first."""
        code = max(codes) if self.factor.kind in ("strength", "reliance") else min(codes)
        if self.options.near:
            self._confirm(line, code)
            return
        answer = self._words.write(code)
        self.offers.append(Offer(Choice.NEAR, self.factor.label, line, answer))
        sentence = tr(
            "“{text}” are several answers, and “{question}” takes one. Say by its tick in the preview that “{answer}” "
            'counts. On the command line: --answer "{text}=ANSWER".',
            text=line,
            question=self.factor.label,
            answer=answer,
        )
        cause = tr(
            "These are several answers, and “{question}” takes one. Say which one counts, by ticks in the preview: "
            "On the command line: --answer TEXT=ANSWER for each, or --accept-near for all.",
            question=self.factor.label,
        )
        self._refused[line] = Problem(sentence, cause=cause, value=f"{line} = {answer}")

    def _refuse(self, line: str) -> None:
        question, possible = self.factor.label, self._words.allowed()
        sentence = tr(
            "“{value}” is not an answer to “{question}”. Possible are: {all}.",
            value=line,
            question=question,
            all=possible,
        )
        cause = tr("Not an answer to “{question}” (possible are: {all}):", question=question, all=possible)
        if self.factor.yearly is None and missing_word(line) is None:
            self.offers.append(Offer(Choice.ANSWER, question, line))
            more = tr("Or add this answer: tick it in the preview. On the command line: --add-answer.")
            sentence = f"{sentence} {more}"
        self._refused[line] = Problem(sentence, cause=cause, value=line)

    def _counts_from_zero(self, lines: Collection[str]) -> bool:
        """Whether numbers count from 0: there is a 0, and never the highest number that counting from 1 needs."""
        bare = {line.removesuffix(".0") for line in (*lines, *map(one_line, self.options.texts_of(self.header)))}
        numbers = {whole_number(line) for line in bare if line.isdecimal() and self._words.labelled(line) is None}
        most = len(self.factor.codes)
        if self._words.are_numbers or 0 not in numbers or any(each is None or each >= most for each in numbers):
            return False
        first, last = self.factor.codes[0], self.factor.codes[-1]
        sentence = tr(
            "Its numbers count from 0: 0 is taken for “{first}”, and {most} would be “{last}”.",
            first=first,
            most=most - 1,
            last=last,
        )
        self.problems.append(Problem(sentence, column=self.header, error=False))
        return True


def pieces_of(line: str, known: Callable[[str], bool]) -> list[str]:
    """What a cell lists between semicolons, else between commas, which a `known` text may hold too."""
    if ";" in line:
        return [piece.strip() for piece in line.split(";") if piece.strip()]
    words = line.split(",")
    pieces = []
    at = 0
    while at < len(words):
        ends = range(len(words), at, -1)
        end = next(end for end in ends if end == at + 1 or known(",".join(words[at:end]).strip()))
        pieces.append(",".join(words[at:end]).strip())
        at = end
    return [piece for piece in pieces if piece]


def unasked(factors: Collection[Factor], answered: Collection[str]) -> list[Factor]:
    """The questions of single contacts that nobody has answered, where others are answered."""
    idle = [each for each in factors if each.active and not each.private and each.key not in answered]
    return idle if answered else []
