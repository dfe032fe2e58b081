"""Each window says what it says in the language that it was made in, whoever calls it.

The station and the projector are read by the room, every other window by the facilitator. So whoever opens one of the
two makes it within `speaking`, and whatever is a `Speaker` in it keeps to that language from then on: what it says at a
click or a key, when a timer runs out, when an answer comes in or the console chooses another view.
"""

from collections.abc import Callable
from functools import update_wrapper
from inspect import CO_VARARGS, CO_VARKEYWORDS, isgeneratorfunction
from types import FunctionType
from typing import Any, Self

from facilitator.i18n import as_asked_for, asked_for


class Speaker:
    """Speaks the language it was made in: each of its methods and properties does, those of subclasses too.

    It stands before the class of Qt: `class Page(Speaker, QWidget)`. A function beside the class speaks as its caller.
    """

    speaks: str
    """The language, "" for the program's own."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Note the language that is spoken where it is made; what `__init__` says is said there too."""
        made = super().__new__(cls, *given, **named)
        made.speaks = asked_for()
        return made

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        for name, member in list(vars(cls).items()):
            if name.startswith("__"):
                continue
            if isinstance(member, FunctionType) and not isgeneratorfunction(member):
                setattr(cls, name, _as_made(member))
            elif isinstance(member, property) and isinstance(member.fget, FunctionType):
                setattr(cls, name, member.getter(_as_made(member.fget)))


def _as_made(method: FunctionType) -> FunctionType:
    """A method in the language of its object, which takes what the method takes.

    Qt looks into a slot's code for how many of a signal's arguments it takes, hence no `*given` where there is none.
    What is painted at each answer goes through here often: where the language is right already, nothing else is called.
    """
    code = method.__code__
    taken = [*code.co_varnames[: code.co_argcount]]
    if code.co_flags & CO_VARARGS:
        taken.append("*_more")
    if code.co_flags & CO_VARKEYWORDS or code.co_kwonlyargcount:
        taken.append("**_named")
    handed, speaker = ", ".join(taken), taken[0]
    source = f"lambda {handed}: _method({handed}) if _asked_for() == {speaker}.speaks else _say(_method, {handed})"
    known = {"__name__": __name__, "_asked_for": asked_for, "_say": _say, "_method": method}
    made: FunctionType = eval(source, known)  # noqa: S307  # names of parameters, nothing else
    made.__defaults__ = method.__defaults__
    update_wrapper(made, method)
    return made


def _say(method: Callable[..., object], self: Speaker, *given: Any, **named: Any) -> object:
    with as_asked_for(self.speaks):
        return method(self, *given, **named)
