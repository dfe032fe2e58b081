"""How long tests of windows wait for what must come: until then a condition is looked at, and it goes on at once."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

PATIENCE = 60_000
"""Milliseconds: a busy machine takes ten times as long as a quiet one, and what never comes fails all the same."""


class PatientBot(QtBot):
    """pytest-qt's own waits five seconds, which a busy machine needs for a document or a start."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **about: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **about)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(widget, timeout=timeout)
