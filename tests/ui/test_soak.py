"""Three short hours of a workshop in the real windows; `bootstrap.py trust soak` plays a whole day of a full room."""

from PySide6.QtWidgets import QApplication
from soaking import soak

from facilitator.storage.library import Library


def test_what_an_hour_opens_is_gone_after_it(qapp: QApplication, library: Library, workshop: int) -> None:
    library.close()
    _, second, third = soak(library.path, workshop, hours=3, people=1)
    assert (third.handles, third.widgets, third.windows) == (second.handles, second.widgets, second.windows)
    # The same windows leave the same objects: a listener or a row that stays would come once an hour.
    assert third.objects - second.objects < second.objects / 100
