"""Python's own import, in the place of the one that Qt for Python puts there.

Qt for Python lets a module ask for other names of Qt's methods, by `from __feature__ import snake_case`. To know which
of them use Qt it reads the source of each that is imported, of all libraries too, and Python keeps that text. No module
here asks for other names, and reading all takes a tenth of the start.
"""

import builtins

import PySide6.QtCore  # noqa: F401  # which puts its own there


def import_plainly() -> None:
    """From now on import as Python does. To be called before much is imported."""
    # It keeps what was there under this name; a version that does not leaves nothing to be undone.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
