"""How the folder of an exercise is asked: by hooks, each a function of a given name in a module of a given name.

A hook is declared once, as a method of a subclass of `Folder`: its signature, its docstring, and as its body what
happens where a folder has no such function. A folder has the hooks it needs, in modules that are imported when one of
them is first used. What is to be taken for a hook says so, and is checked by the type checker against the declaration:

    @implements(Exercise.metrics)
    def metrics(library: Library, step_id: int) -> dict[str, Any]:
"""

from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound="Folder")

_DECLARED = "__hook__"
"""The attribute of a declared hook that holds the names of its module and function."""
_IMPLEMENTS = "__implements__"
"""The attribute of a function that holds the same of the hook that it implements."""


class Folder:
    """The folder of the exercise `kind` below the package `HOME`; one that is not there, or "", has no hooks."""

    HOME: ClassVar[str]

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._found = cache(self._find)

    def has(self, hook: Callable[..., object]) -> bool:
        """Whether the folder implements a hook, such as `exercise.has(Exercise.picture)`."""
        return self._found(*getattr(hook, _DECLARED)) is not None

    def module(self, name: str) -> ModuleType | None:
        """Import a module of the folder; None if it has no such one, or if there is no such folder."""
        if not self.kind:
            return None
        folder = f"{self.HOME}.{self.kind}"
        try:
            return import_module(f"{folder}.{name}")
        except ModuleNotFoundError as error:
            # Anything else that is missing is a fault in what is there.
            if error.name in (folder, f"{folder}.{name}"):
                return None
            raise

    def _find(self, module: str, name: str) -> Callable[..., Any] | None:
        found: Callable[..., Any] | None = getattr(self.module(module), name, None)
        if found is not None and getattr(found, _IMPLEMENTS, None) != (module, name):
            place = f"{self.HOME}.{self.kind}.{module}.{name}"
            raise TypeError(f"{place} has the name of a hook, but is not declared as one by @implements")
        return found


def hook(module: str) -> Callable[[Callable[Concatenate[F, P], R]], Callable[Concatenate[F, P], R]]:
    """Declare a method of a `Folder` as a hook in the module of this name; its body is the default."""

    def declare(default: Callable[Concatenate[F, P], R]) -> Callable[Concatenate[F, P], R]:
        place = module, default.__name__

        @wraps(default)
        def call(folder: F, /, *args: P.args, **kwargs: P.kwargs) -> R:
            own: Callable[P, R] | None = folder._found(*place)
            return default(folder, *args, **kwargs) if own is None else own(*args, **kwargs)

        setattr(call, _DECLARED, place)
        return call

    return declare


def implements(hook: Callable[Concatenate[F, P], R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say that a function, or whatever is called like one, is an exercise's own implementation of a hook."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        setattr(function, _IMPLEMENTS, getattr(hook, _DECLARED))
        return function

    return mark
