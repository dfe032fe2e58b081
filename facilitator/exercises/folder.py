"""How the folder of an exercise is asked: by hooks, each a function of a given name in a module of a given name.

A hook is declared once, as a method of a subclass of `Folder`: its signature, its docstring, and as its body what
happens where a folder has no such function. A folder has the hooks it needs, in modules that are imported when one of
them is first used. What is to be taken for a hook says so, and is checked by the type checker against the declaration:

    @implements(Exercise.metrics)
    def metrics(library: Library, step_id: int) -> dict[str, Any]:

A folder of the core that holds a `questionnaire.json` is asked by that: hooks that it has not itself come from the
package `DESCRIBED`, whose functions are written like the defaults, with the folder as their first argument:

    @supplies(Exercise.standings)
    def standings(folder: Exercise, library: Library, step_id: int) -> list[Standing]:
"""

from collections.abc import Callable
from functools import cache, cached_property, partial, wraps
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound="Folder")

QUESTIONNAIRE = "questionnaire.json"
"""The file by which a folder of the core says what its steps ask."""
CORE = "facilitator.exercises"
"""Where that folder lies, on both sides."""
_DECLARED = "__hook__"
"""The attribute of a declared hook that holds the names of its module and function."""
_IMPLEMENTS = "__implements__"
"""The attribute of a function that holds the same of the hook that it implements."""
_SUPPLIES = "__supplies__"
"""The same for a function that every described exercise has."""


class Folder:
    """The folder of the exercise `kind` below the package `HOME`; one that is not there, or "", has no hooks."""

    HOME: ClassVar[str]
    DESCRIBED: ClassVar[str]
    """The package of what every exercise has that is described by a questionnaire."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._found = cache(self._find)
        self._supplied = cache(self._find_supplied)

    @cached_property
    def is_described(self) -> bool:
        """Whether a questionnaire says what its steps ask."""
        try:
            return bool(self.kind) and files(f"{CORE}.{self.kind}").joinpath(QUESTIONNAIRE).is_file()
        except ModuleNotFoundError:
            return False

    def has(self, hook: Callable[..., object]) -> bool:
        """Whether there is more than the default of a hook, such as `exercise.has(Exercise.picture)`."""
        place = getattr(hook, _DECLARED)
        return self._found(*place) is not None or self._supplied(*place) is not None

    def places(self, hook: Callable[..., object]) -> tuple[str, str]:
        """The modules in which an implementation of a hook may lie, imported with its first use if they are there."""
        module, _name = getattr(hook, _DECLARED)
        return f"{self.HOME}.{self.kind}.{module}", f"{self.DESCRIBED}.{module}"

    def supplied(self, hook: Callable[Concatenate[F, P], R]) -> Callable[P, R]:
        """What an exercise has without its own implementation of a hook, for that one to add to or leave calls to."""
        found: Callable[..., R] = self._supplied(*getattr(hook, _DECLARED)) or getattr(hook, "__wrapped__")  # noqa: B009
        return partial(found, self)

    def module(self, name: str) -> ModuleType | None:
        """Import a module of the folder; None if it has no such one, or if there is no such folder."""
        return _module(f"{self.HOME}.{self.kind}", name) if self.kind else None

    def _find(self, module: str, name: str) -> Callable[..., Any] | None:
        found: Callable[..., Any] | None = getattr(self.module(module), name, None)
        if found is not None and getattr(found, _IMPLEMENTS, None) != (module, name):
            place = f"{self.HOME}.{self.kind}.{module}.{name}"
            raise TypeError(f"{place} has the name of a hook, but is not declared as one by @implements")
        return found

    def _find_supplied(self, module: str, name: str) -> Callable[..., Any] | None:
        if not self.is_described:
            return None
        found: Callable[..., Any] | None = getattr(_module(self.DESCRIBED, module), name, None)
        # Such a module has helpers too, which may have the name of a hook.
        return found if getattr(found, _SUPPLIES, None) == (module, name) else None


def _module(package: str, name: str) -> ModuleType | None:
    try:
        return import_module(f"{package}.{name}")
    except ModuleNotFoundError as error:
        # Anything else that is missing is a fault in what is there.
        if error.name in (package, f"{package}.{name}"):
            return None
        raise


def hook(module: str) -> Callable[[Callable[Concatenate[F, P], R]], Callable[Concatenate[F, P], R]]:
    """Declare a method of a `Folder` as a hook in the module of this name; its body is the default."""

    def declare(default: Callable[Concatenate[F, P], R]) -> Callable[Concatenate[F, P], R]:
        place = module, default.__name__

        @wraps(default)
        def call(folder: F, /, *args: P.args, **kwargs: P.kwargs) -> R:
            own: Callable[P, R] | None = folder._found(*place)
            if own is not None:
                return own(*args, **kwargs)
            supplied: Callable[Concatenate[F, P], R] | None = folder._supplied(*place)
            return (supplied or default)(folder, *args, **kwargs)

        setattr(call, _DECLARED, place)
        return call

    return declare


def implements(hook: Callable[Concatenate[F, P], R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say that a function, or whatever is called like one, is an exercise's own implementation of a hook."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        setattr(function, _IMPLEMENTS, getattr(hook, _DECLARED))
        return function

    return mark


def supplies(
    hook: Callable[Concatenate[F, P], R],
) -> Callable[[Callable[Concatenate[F, P], R]], Callable[Concatenate[F, P], R]]:
    """Say that a function is a hook of every exercise that is described; its first argument is that one's folder."""

    def mark(function: Callable[Concatenate[F, P], R]) -> Callable[Concatenate[F, P], R]:
        setattr(function, _SUPPLIES, getattr(hook, _DECLARED))
        return function

    return mark
