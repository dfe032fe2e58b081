"""Words in charts are measured as they are wrapped."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from facilitator.charts.frame import Type, Weight
from ui.charts.painting import typesetter

WEIGHTS: tuple[Weight, ...] = ("regular", "medium", "semibold")


@given(st.text("Connect Ask, Überführung WAVE", min_size=1), st.integers(8, 48), st.sampled_from(WEIGHTS))
def test_what_fits_a_width_just_so_stays_on_one_line(qapp: QApplication, text: str, size: int, weight: Weight) -> None:
    setter, type_ = typesetter(qapp.font().family()), Type(float(size), weight)
    words = " ".join(text.split()) or "Connect"
    assert len(setter.lines(words, type_, setter.line(words, type_).width)) == 1
