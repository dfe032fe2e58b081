"""The form for the facilitator's logo, colour and contact line."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from facilitator.documents.brand import HOUSE, MOST_BYTES, Brand, read_logo, readable_accent
from facilitator.errors import FacilitatorError
from facilitator.files import beginning_of
from facilitator.i18n import tr
from facilitator.reports.branding import branding, change_branding
from facilitator.storage.library import Library
from ui.dialogs import Form, icon_button
from ui.file_dialogs import ask_for_file
from ui.theme.tokens import LIGHT

_LOGO = (220, 72)
_LONGEST = 160


class BrandingForm(Form):
    """Asks for a look; `take` gets it once it is kept."""

    def __init__(self, parent: QWidget | None, library: Library, take: Callable[[Brand], object]) -> None:
        super().__init__(parent, tr("Logo and colours"), "branding")
        self.setMinimumWidth(640)
        self._library = library
        self._take = take
        self._brand = branding(library)
        self.say(tr("They stand on every document of every workshop in this library."))
        self.picture = self.named(QLabel(), "brand-logo", tr("Logo"))
        self.picture.setFixedSize(*_LOGO)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # On white, as on paper, whatever the windows look like.
        self.picture.setStyleSheet(f"background: white; color: {LIGHT.muted}; border: 1px solid {LIGHT.border}")
        self.choose = icon_button("brand-choose", "", tr("Choose a picture…"), self._choose)
        self.remove = icon_button("brand-remove", "", tr("Remove"), lambda: self.set_logo(b""))
        self.color = icon_button("brand-color", "", "", self._ask_for_color)
        self.house = icon_button("brand-house", "", tr("Usual colour"), lambda: self.set_color(HOUSE.accent))
        self.contact = self.named(QLineEdit(self._brand.contact), "brand-contact", tr("Contact line"))
        self.contact.setMaxLength(_LONGEST)
        self.contact.setPlaceholderText(tr("Name · company · e-mail · telephone"))
        rows = QFormLayout()
        rows.addRow(tr("Logo"), _beside(self.picture, self.choose, self.remove))
        rows.addRow(tr("Colour"), _beside(self.color, self.house))
        rows.addRow(tr("Contact line"), self.contact)
        self.content.addLayout(rows)
        self.remark = self.say("", "caption")
        self.remark.setObjectName("brand-remark")
        self.end_with(tr("Save"), self._taken)
        self._show()

    def set_logo(self, content: bytes) -> None:
        """Take a picture, or none; one that can't be used is said and changes nothing."""
        try:
            self._brand = replace(self._brand, logo=read_logo(content) if content else b"")
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
            return
        self.problem.hide()
        self._show()

    def set_color(self, color: str) -> None:
        """Take a colour, made darker where white could not be read on it."""
        accent, darkened = readable_accent(color)
        self._brand = replace(self._brand, accent=accent)
        self.remark.setText(
            tr("A little darker than what you chose: white words must be readable on it.") if darkened else ""
        )
        self._show()

    def _choose(self) -> None:
        kinds = tr("Pictures (*.png *.jpg *.jpeg)")
        ask_for_file(self, tr("Logo"), lambda path: self.set_logo(_content(path)), kinds)

    def _ask_for_color(self) -> None:
        dialog = QColorDialog(QColor(self._brand.accent), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda color: self.set_color(color.name()))
        dialog.open()

    def _show(self) -> None:
        picture = QPixmap()
        if self._brand.logo and picture.loadFromData(self._brand.logo):
            room = self.picture.contentsRect().adjusted(6, 6, -6, -6).size()
            kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(picture.scaled(room, kept, smooth))
        else:
            self.picture.setPixmap(QPixmap())
            self.picture.setText(tr("No logo"))
        self.remove.setEnabled(bool(self._brand.logo))
        self.color.setText(self._brand.accent)
        self.color.setAccessibleName(tr("Colour {code}: choose another…", code=self._brand.accent))
        self.color.setStyleSheet(f"background: {self._brand.accent}; color: white; min-width: 110px")
        self.house.setEnabled(self._brand.accent != HOUSE.accent)

    def _taken(self) -> None:
        self._take(change_branding(self._library, replace(self._brand, contact=self.contact.text())))


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _content(path: Path) -> bytes:
    """The bytes of a picture; of one that can't be opened none that could be taken for one."""
    try:
        return beginning_of(path, MOST_BYTES + 1) or b"empty"
    except OSError:
        return b"unreadable"
