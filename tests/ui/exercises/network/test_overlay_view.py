"""The overlay as the room sees it: as large as its screen lets it be, and every term explained where it stands."""

import re

import pytest
from prepared import add_sample
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.network.projector_views import OVERLAY, OverlayView
from ui.exercises.registry import exercise_ui

MEANT = {
    "en": ("people answered", "half lie below, half above", "Middle half of the people"),
    "de": ("haben geantwortet", "die Hälfte darunter, die Hälfte darüber", "Mittlere Hälfte der Personen"),
}


def shown_to_the_room(qtbot: QtBot, library: Library, bridge: LibraryBridge, size: tuple[int, int]) -> OverlayView:
    workshop = add_sample(library)
    (step,) = (step.id for step, _ in exercise_steps(library, workshop) if step.exercise == "network")
    view = exercise_ui("network").projector_view(OVERLAY, bridge, step)
    assert isinstance(view, OverlayView)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    settle(qtbot, view)
    return view


def settle(qtbot: QtBot, view: OverlayView) -> None:
    qtbot.waitUntil(lambda: view.shapes.overlay._sheet is not None and not view.shapes.overlay.is_settling)
    view.grab()


@pytest.mark.parametrize("longer", [False, True], ids=["words", "longer words"])
@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)], ids=str)
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_spider_takes_sixty_per_cent_of_the_width(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, language: str, size: tuple[int, int], longer: bool
) -> None:
    with speaking(language):
        view = shown_to_the_room(qtbot, library, bridge, size)
    overlay = view.shapes.overlay
    if longer:
        # A third and more: every vowel twice.
        overlay.set_axes([re.sub("[aeiouäöü]", r"\g<0>\g<0>", label) for label in overlay._labels])
        settle(qtbot, view)
    look = overlay._sheet.style  # type: ignore[union-attr]
    assert look.spider.across >= 0.6 * size[0]
    # Nothing of it is in the column of the words, or past the screen.
    left = look.layout.origin.x() + min(box.left for _, box in look.spider.labels)
    assert left >= view.header.width() and left + look.spider.across <= size[0]
    assert look.spider.radius >= (0.31 if longer else 0.35) * size[1]
    assert look.number_type.size >= 0.03 * size[1]


@pytest.mark.parametrize("scale", [1.0, 1.4])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)], ids=str)
@pytest.mark.parametrize("language", ["en", "de"])
def test_n_median_and_middle_half_are_explained_where_they_stand(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, language: str, size: tuple[int, int], scale: float
) -> None:
    with speaking(language):
        view = shown_to_the_room(qtbot, library, bridge, size)
        view.set_text_scale(scale)
        settle(qtbot, view)
    overlay = view.shapes.overlay
    legend = [each for each in overlay._legend if hasattr(each, "words")]
    said = " ".join(each.words.text for each in legend)
    assert "n = 18" in said
    assert all(words in said for words in MEANT[language])
    # All of it has room, in letters that are read from the back.
    box = overlay._legend_rect()
    for each in legend:
        assert each.base - each.type.size >= 0 and each.base <= box.height()
        assert each.x + each.words.width <= box.width() + 1
        assert each.type.size >= 0.027 * size[1]
