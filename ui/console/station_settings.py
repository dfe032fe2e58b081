"""The form in which the facilitator sets the station up, and the page that says what no program can prevent."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from facilitator.content_files import content
from facilitator.errors import Invalid
from facilitator.i18n import tr, tr_as
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.pin import FEWEST_DIGITS, MOST_DIGITS, change_pin, has_pin, set_pin
from facilitator.workshop.station import TEXT_SIZES, change_station, station_settings
from ui.dialogs import Form, Panel, paragraph
from ui.screen_preferences import station_screen
from ui.screens import ScreenIdentity, numbered, screen_choice_to_json

_HELP = (640, 460)


class StationForm(Form):
    """Screen, text, waiting and late arrivals; taken up by an open station at once."""

    def __init__(self, parent: QWidget | None, library: Library) -> None:
        super().__init__(parent, tr("Station settings"), "station-settings")
        settings = station_settings(library)
        self.screens = self.named(QComboBox(), "station-screen", tr("Screen"))
        self._fill_screens(station_screen(settings))
        self.text = self.named(QComboBox(), "station-text", tr_as("size of letters", "Text"))
        for size, words in zip(TEXT_SIZES, (tr("Small"), tr("Usual"), tr("Large")), strict=True):
            self.text.addItem(words, size)
        self.text.setCurrentIndex(max(self.text.findData(settings.text), 0))
        self.idle = self.named(QSpinBox(), "station-idle", tr("Seconds without a touch before it asks who is there"))
        self.idle.setRange(10, 1800)
        self.idle.setSingleStep(10)
        self.idle.setValue(round(settings.idle_seconds))
        self.late = QCheckBox(tr("Late arrivals may add themselves to the list"))
        self.late.setObjectName("station-late")
        self.late.setChecked(settings.late_arrivals)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(tr("Screen"), self.screens)
        form.addRow(tr_as("size of letters", "Text"), self.text)
        form.addRow(tr("Asks who is there after"), self.idle)
        self.idle.setSuffix(tr(" seconds"))
        form.addRow("", self.late)
        self.content.addLayout(form)
        self.say(
            tr(
                "A participant can choose larger text for themselves on the list of names. A forgotten PIN is cleared "
                "by the command “facilitator forget-pin”, from your own account on this computer."
            ),
            "caption",
        )
        self.button(tr("What can’t be prevented…"), "station-help", "quiet", lambda: station_help(self))
        change = self.button(tr("Change PIN…"), "station-pin", "quiet", lambda: PinForm(self, library).open())
        change.setVisible(has_pin(library))
        self.end_with(tr("Save"), lambda: self._save(library))
        self.screens.setFocus()

    def _fill_screens(self, wish: ScreenIdentity | None) -> None:
        self.screens.addItem(tr("This screen, over the console"), None)
        for screen in QGuiApplication.screens():
            identity = ScreenIdentity.of(screen)
            self.screens.addItem(numbered(screen), identity)
            if wish is not None and wish.likeness(identity):
                self.screens.setCurrentIndex(self.screens.count() - 1)
        if wish is not None and self.screens.currentIndex() == 0:
            self.screens.addItem(tr("{screen} (not connected)", screen=wish.label), wish)
            self.screens.setCurrentIndex(self.screens.count() - 1)

    def _save(self, library: Library) -> None:
        wish = self.screens.currentData()
        change_station(
            library,
            screen=screen_choice_to_json(wish) if isinstance(wish, ScreenIdentity) else None,
            text=self.text.currentData(),
            idle_seconds=float(self.idle.value()),
            late_arrivals=self.late.isChecked(),
        )


def _pin_fields(form: Form, fields: Sequence[tuple[str, str]]) -> list[QLineEdit]:
    """Add a row for each PIN, by the name and the words of its field; nobody reads along."""
    rows = QFormLayout()
    made = [form.named(QLineEdit(), name, words) for name, words in fields]
    for field, (_, words) in zip(made, fields, strict=True):
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(MOST_DIGITS)
        rows.addRow(words, field)
    form.content.addLayout(rows)
    return made


class PinForm(Form):
    """Asks for the PIN there is and twice for the new one; wrong tries wait as they do at the station."""

    def __init__(self, parent: QWidget | None, library: Library) -> None:
        super().__init__(parent, tr("Change PIN"), "change-pin")
        fields = (
            ("old-pin", tr("PIN until now")),
            ("new-pin", tr("New PIN")),
            ("new-pin-again", tr("New PIN again")),
        )
        self.old, self.new, self.again = _pin_fields(self, fields)
        self.end_with(tr("Change"), lambda: self._change(library))
        self.old.setFocus()

    def _change(self, library: Library) -> None:
        if self.new.text() != self.again.text():
            raise Invalid(tr("The two new PINs are not the same."))
        change_pin(library, self.old.text(), self.new.text())


class ChoosePinForm(Form):
    """Asks twice for the first PIN of the station, before it is first opened."""

    def __init__(self, parent: QWidget | None, library: Library) -> None:
        super().__init__(parent, tr("Choose a PIN for the station"), "choose-pin")
        self.say(tr("{fewest} or more digits. Nobody leaves the station without them.", fewest=FEWEST_DIGITS))
        fields = (("new-pin", tr("New PIN")), ("new-pin-again", tr("The same PIN again")))
        self.new, self.again = _pin_fields(self, fields)
        self.end_with(tr("Choose"), lambda: self._choose(library))
        self.new.setFocus()

    def _choose(self, library: Library) -> None:
        if self.new.text() != self.again.text():
            raise Invalid(tr("The two PINs are not the same."))
        set_pin(library, self.new.text())


def choose_pin_form(parent: QWidget | None, library: Library) -> ChoosePinForm:
    """Open the form for the first PIN."""
    form = ChoosePinForm(parent, library)
    form.open()
    return form


def station_form(parent: QWidget | None, library: Library) -> StationForm:
    """Open the form."""
    form = StationForm(parent, library)
    form.open()
    return form


def station_help(parent: QWidget | None) -> Panel:
    """What the station does, what it can't, and how to use the system's own kiosk mode."""
    words = HelpText.read()
    panel = Panel(parent, tr(words.title), "station-help-page", _HELP)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 8, 0)
    for section in words.sections:
        column.addWidget(paragraph(tr(section.title), "heading"))
        for text in section.paragraphs:
            column.addWidget(paragraph(tr(text)))
    column.addStretch(1)
    area = QScrollArea()
    area.setObjectName("station-help-text")
    area.setAccessibleName(tr(words.title))
    area.setWidgetResizable(True)
    area.setWidget(holder)
    panel.content.addWidget(area)
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


class _Part(Record):
    title: str
    paragraphs: tuple[str, ...]


class HelpText(Record):
    """What is said of the station."""

    title: str
    language: str
    sections: tuple[_Part, ...]

    @staticmethod
    def read() -> "HelpText":
        """Return the text. Raises BadFile when its file is broken."""
        return content(HelpText, "help", "station.json")
