"""Three short hours of a workshop in the real windows; `bootstrap.py trust soak` plays a whole day of a full room."""

from PySide6.QtWidgets import QApplication
from soaking import soak

from facilitator.storage.library import Library


def test_what_an_hour_opens_is_gone_after_it(qapp: QApplication, library: Library, workshop: int) -> None:
    library.close()
    _, second, third = soak(library.path, workshop, hours=3, people=1)
    assert (third.handles, third.widgets, third.windows) == (second.handles, second.widgets, second.windows)
    # The same windows leave the same objects, but for some hundred that come and go, and what one can undo. One
    # picture of the projector that stays is eight megabytes.
    assert third.objects - second.objects < 1_000
    assert third.taken - second.taken < 1
