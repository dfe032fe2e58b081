"""When a rule holds, as a line of text in a content file: a small language of shares, counts and comparisons.

    group: share(1) >= .65 and n(2,3,4) >= 3
    density >= .6
    groups >= 2
    judged >= 4 and over(.6) <= 1 and group.n(1) >= 2 and not upward

`n(codes)` counts the contacts with one of these answers, `share(codes)` divides that by all who were rated. They are
of the question before the colon, or of the one before the dot. `N` is the length of the list, `density` and `groups`
are those among the contacts without oneself, `judged` is how many of the standard questions are rated for enough
contacts and `over(x)` on how many of these one answer has a larger share than x. A bare name is another rule that
holds. Comparisons may be chained; `and`, `or`, `not` and brackets join them, and nothing else is understood.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from facilitator.i18n import tr

_COMPARE: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}
_TURNED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.Eq,
}
_LONGEST = 400
_WHOLE = ("N", "density", "groups", "judged")
"""Numbers of a network as a whole, by name."""
_OF_CODES = ("n", "share")


class World(Protocol):
    """What a condition asks a network. A number that is not defined is None, and then nothing can be judged."""

    def counts(self, factor: str) -> Sequence[int] | None:
        """Contacts per answer of a question."""

    def whole(self, name: str) -> float | None:
        """One of the numbers of the network as a whole."""

    def over(self, share: float) -> float:
        """On how many of the standard questions one answer has a larger share than this."""

    def holds(self, rule: str) -> bool:
        """Whether another rule holds."""


Test = Callable[[World], bool]


class Undefined(Exception):
    """A condition asks for what a network doesn't have."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number that a condition speaks of: `kind` is "n", "share", "over" or one of the whole network.

    `codes` are the answers of `n` and `share`, `at` is the share of `over`.
    """

    kind: str
    factor: str | None = None
    codes: tuple[int, ...] = ()
    at: float = 0.0

    def value(self, world: World) -> float:
        """The number. Raises Undefined."""
        if self.kind == "over":
            return world.over(self.at)
        if self.kind not in _OF_CODES:
            return _defined(world.whole(self.kind))
        counts = _counts(world, self.factor)
        held = sum(counts[code - 1] for code in self.codes)
        return held if self.kind == "n" else held / sum(counts)


@dataclass(frozen=True, slots=True)
class Limit:
    """One comparison of a term with a number, as the term stands on the left of the sign."""

    term: Term
    sign: type[ast.cmpop]
    number: float

    def holds(self, world: World) -> bool:
        """Whether it does. Raises Undefined."""
        return _COMPARE[self.sign](self.term.value(world), self.number)

    def excess(self, value: float) -> float | None:
        """How far beyond the limit a value is, 0 at the limit and 1 as far as it can be; None for "nobody".

        For a share or a density (value − limit) / (1 − limit); for a number of contacts that is small, how much of the
        way from the first number that is too large down to 0 it has come.
        """
        if self.sign is ast.Eq:
            return None
        if self.sign in (ast.Lt, ast.LtE):
            too_large = self.number if self.sign is ast.Lt else self.number + 1
            return max(0.0, (too_large - value) / too_large)
        if self.term.kind in ("share", "density"):
            return max(0.0, (value - self.number) / (1 - self.number))
        return 0.0


@dataclass(frozen=True, slots=True)
class Condition:
    """A line that was understood. `factor` is the question before the colon, None for the network as a whole.

    `rules` are the others it speaks of. Of its comparisons, `first` is the one by which observations are ordered and
    whose contacts are counted: the first share, else the first of all.
    """

    text: str
    factor: str | None
    limits: tuple[Limit, ...]
    rules: tuple[str, ...]
    holds: Test
    """Whether it holds. Raises Undefined where that can't be judged."""

    @property
    def first(self) -> Limit:
        """The comparison that the observation speaks of."""
        return next((limit for limit in self.limits if limit.term.kind == "share"), self.limits[0])

    @property
    def is_nobody(self) -> bool:
        """Whether it says that somebody is missing."""
        return self.first.sign is ast.Eq

    @property
    def threshold(self) -> float | None:
        """The share or density from which it holds; None where it rests on no such."""
        first = self.first
        return first.number if first.term.kind in ("share", "density") else None


def parse(text: str) -> Condition:
    """Understand a line. Raises ValueError, which says what is wrong with it."""
    if not isinstance(text, str) or len(text) > _LONGEST:
        # Whoever edits the file may have put anything in its place.
        raise ValueError(tr("a condition is a text of at most {most} letters", most=_LONGEST))
    before, colon, after = text.partition(":")
    factor, expression = (before.strip(), after) if colon else (None, text)
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
        holds, limits = _compile(tree, factor), tuple(_limits(tree, factor))
    except (SyntaxError, _NotUnderstood) as wrong:
        what = str(wrong) if isinstance(wrong, _NotUnderstood) else expression.strip()
        raise ValueError(tr("“{text}” is no condition: {what}", text=text, what=what)) from wrong
    if not limits:
        raise ValueError(tr("“{text}” is no condition: {what}", text=text, what=tr("it compares nothing")))
    return Condition(text, factor, limits, tuple(_rules(tree)), holds)


def parse_term(text: str, factor: str | None) -> Term:
    """Understand one number, such as `n(1)`; `factor` is the question it is of. Raises ValueError."""
    try:
        found = _term(ast.parse(text.strip(), mode="eval").body, factor)
    except (SyntaxError, _NotUnderstood) as wrong:
        raise ValueError(tr("“{text}” is no condition: {what}", text=text, what=text)) from wrong
    return found


class _NotUnderstood(Exception):
    """A part of a line that the language doesn't have."""


def _compile(node: ast.expr, factor: str | None) -> Test:
    """What a part of a line says of a network. Raises _NotUnderstood for what the language doesn't have."""
    if isinstance(node, ast.BoolOp):
        parts = [_compile(value, factor) for value in node.values]
        together = all if isinstance(node.op, ast.And) else any
        # All of them, so that a condition can be judged or not whatever its first part says.
        return lambda world: together([part(world) for part in parts])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _compile(node.operand, factor)
        return lambda world: not inner(world)
    if isinstance(node, ast.Compare):
        limits = list(_limits(node, factor))
        return lambda world: all(limit.holds(world) for limit in limits)
    if isinstance(node, ast.Name):
        name = node.id
        return lambda world: world.holds(name)
    raise _NotUnderstood(ast.unparse(node))


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]  # it is one of the two
    return None


def _term(node: ast.expr, factor: str | None) -> Term:
    """The number that a node means. Raises _NotUnderstood."""
    if isinstance(node, ast.Name) and node.id in _WHOLE:
        return Term(node.id)
    if isinstance(node, ast.Call) and not node.keywords:
        numbers = [_number(argument) for argument in node.args]
        whole = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, int)]
        called = node.func
        if isinstance(called, ast.Name) and called.id == "over" and len(numbers) == 1 and numbers[0] is not None:
            return Term("over", at=numbers[0])
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            factor, kind = called.value.id, called.attr
        else:
            kind = called.id if isinstance(called, ast.Name) else ""
        codes = tuple(int(code) for code in whole if code >= 1)
        if kind in _OF_CODES and factor and codes and len(codes) == len(numbers) == len(set(codes)):
            return Term(kind, factor, codes)
    raise _NotUnderstood(ast.unparse(node))


def _limits(node: ast.expr, factor: str | None) -> Iterator[Limit]:
    """Every comparison that has to hold or may hold, in the order of the line, with its term on the left."""
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _limits(value, factor)
    elif isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
            low, high = _number(left), _number(right)
            if type(sign) not in _TURNED or (low is None) == (high is None):
                raise _NotUnderstood(ast.unparse(node))
            if high is not None:
                yield Limit(_term(left, factor), type(sign), high)
            elif low is not None:
                yield Limit(_term(right, factor), _TURNED[type(sign)], low)


def _rules(node: ast.expr) -> Iterator[str]:
    """The other rules that a condition speaks of."""
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _rules(value)
    elif isinstance(node, ast.UnaryOp):
        yield from _rules(node.operand)
    elif isinstance(node, ast.Name):
        yield node.id


def _counts(world: World, factor: str | None) -> Sequence[int]:
    counts = None if factor is None else world.counts(factor)
    if not counts or not sum(counts):
        raise Undefined
    return counts


def _defined(value: float | None) -> float:
    if value is None:
        raise Undefined
    return value
