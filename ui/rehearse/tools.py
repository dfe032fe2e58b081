"""What a rehearsal does with windows: press keys, wait for them, take their pictures and compare those."""

import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from time import monotonic

import numpy as np
from PySide6.QtCore import (
    QAbstractAnimation,
    QEventLoop,
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from facilitator.i18n import tr
from ui.charts.overlay import SpiderOverlay
from ui.exercises.contract import Mismatch

_PATIENCE = 60.0
"""Seconds to wait for what a window does in a thread."""
_EASE = 1.0
"""Seconds in which whatever eases in has done so."""
_VISIBLE = 20
"""From so many of 255 levels of grey on, a difference is one."""
_COMES_BACK = 4
"""Among so many of the latest pictures one that is equal is looked for."""
_QUALITY = 80
"""Of a PNG this is how little it is compressed: it is a fifth larger than the smallest, and written in less time."""
_LOOKED_AT = (240, 135)
"""In how many points pictures are compared: two views of one title may differ in a small line below it alone."""


class Camera:
    """Takes numbered pictures of windows into one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken = 0
        self._latest: deque[tuple[QImage, Path]] = deque(maxlen=_COMES_BACK)
        """Pictures with their files: what is blank or frozen looks as it did before, and is copied."""

    def shoot(self, window: QWidget, name: str, step: str) -> QImage:
        """Let `window` settle and keep its picture as `NN-name-step.png`."""
        wait(60)
        stand_still(window)
        self.taken += 1
        self._folder.mkdir(exist_ok=True)
        picture = window.grab().toImage()
        path = self._folder / f"{self.taken:02d}-{name}-{step}.png"
        for known, file in self._latest:
            if picture == known:
                copyfile(file, path)
                break
        else:
            picture.save(str(path), "PNG", _QUALITY)  # type: ignore[call-overload]  # the stubs ask for bytes
            self._latest.append((picture, path))
        return picture


def press(window: QWidget, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Bring a window to the front, as shortcuts need it, and press a key there: a letter, or a name that Qt knows."""
    bring_to_front(window)
    QTest.keyClick(window, getattr(Qt.Key, f"Key_{key.upper() if len(key) == 1 else key}"), modifier)
    settle()


def bring_to_front(window: QWidget) -> None:
    """Make keys go to this window."""
    window.activateWindow()
    settle()


def visible_windows() -> Iterator[QWidget]:
    """All windows that are on a screen."""
    return (each for each in QApplication.topLevelWidgets() if each.isVisible())


def open_dialog(name: str = "") -> QDialog:
    """The dialog that is open, or that of this object name; waits for it. Raises Mismatch if none comes."""
    until(lambda: bool(_dialogs(name)), tr("a window over the other one"))
    return _dialogs(name)[0]


def is_shown(*names: str) -> bool:
    """Whether a window of one of these object names is on a screen."""
    return any(each.objectName() in names for each in visible_windows())


def _dialogs(name: str) -> list[QDialog]:
    found = [each for each in visible_windows() if isinstance(each, QDialog)]
    return [each for each in found if name in ("", each.objectName())]


def until(done: Callable[[], bool], what: str) -> None:
    """Wait until something is so. Raises Mismatch, naming `what`, when it does not come."""
    end = monotonic() + _PATIENCE
    while not done():
        if monotonic() > end:
            raise Mismatch(tr("waited in vain for {what}", what=what))
        wait(20)


def expect(wanted: object, found: object, what: str) -> None:
    """Raise Mismatch, naming `what`, unless the two are equal."""
    if wanted != found:
        raise Mismatch(tr("{what}: expected {wanted}, found {found}", what=what, wanted=wanted, found=found))


def alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures show the same, apart from the edges of letters, which may fall between two pixels."""
    small, other_small = (
        picture.scaled(*_LOOKED_AT, mode=Qt.TransformationMode.SmoothTransformation).convertedTo(
            QImage.Format.Format_Grayscale8
        )
        for picture in (one, other)
    )
    mine, theirs = (np.frombuffer(each.constBits(), np.uint8).astype(np.int16) for each in (small, other_small))
    return bool((np.abs(mine - theirs) < _VISIBLE).all())


def settle() -> None:
    """Let windows do what they have been told."""
    for _ in range(3):
        QApplication.processEvents()


def wait(milliseconds: int) -> None:
    """Let time pass in the windows."""
    # Not QTest.qWait: it keeps Python to itself, and the threads that are waited for get none.
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def stand_still(window: QWidget) -> None:
    """Wait until nothing in a window eases in any more, and all lines of its charts are painted, for a second at most.

    What pulses on and on is pictured as it is.
    """
    end = monotonic() + _EASE
    while _is_moving(window) and monotonic() < end:
        wait(20)


def _is_moving(window: QWidget) -> bool:
    eases = any(each.state() is QAbstractAnimation.State.Running for each in window.findChildren(QAbstractAnimation))
    return eases or any(each.is_settling for each in window.findChildren(SpiderOverlay) if each.isVisible())


def quieten_offscreen() -> None:
    """Leave out what Qt says on every window where there is no screen; everything else goes where it went."""
    before: list[Callable[[QtMsgType, QMessageLogContext, str], object] | None] = []

    def listen(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.startswith("This plugin does not support"):
            return
        if before[0] is not None:
            before[0](kind, context, message)
        else:
            print(message, file=sys.stderr)

    before.append(qInstallMessageHandler(listen))
