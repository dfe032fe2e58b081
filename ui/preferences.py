"""Edit → *Preferences*: what a person chooses once for this library, in one place."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from facilitator.i18n import language_name, languages, tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from ui.dialogs import Form
from ui.screen_preferences import SOUND, keep_motion
from ui.theme import motion
from ui.window_language import KEY as LANGUAGE_KEY
from ui.window_look import TEXT_SIZES, WINDOW_LOOK, WindowLook, keep_window_look

WINDOW_LANGUAGE: Preference[str] = Preference(LANGUAGE_KEY, str, "", personal=True)
"""What the windows speak, "" for the computer's language."""


class PreferencesForm(Form):
    """Language, text, colours, motion and sound of the facilitator's own windows.

    They change when the form is saved, the language at the next start.
    """

    def __init__(self, parent: QWidget | None, library: Library) -> None:
        super().__init__(parent, tr("Preferences"), "preferences")
        self.language = self.named(QComboBox(), "preferences-language", tr("Language of the windows"))
        self.language.addItem(tr("As the computer"), "")
        for each in languages():
            self.language.addItem(language_name(each), each)
        chosen = WINDOW_LANGUAGE.get(library)
        if self.language.findData(chosen) < 0:
            # A newer version had texts in it; it stays chosen until somebody chooses another one.
            self.language.addItem(language_name(chosen), chosen)
        self.language.setCurrentIndex(self.language.findData(chosen))
        look = WINDOW_LOOK.get(library)
        self.text = self.named(QComboBox(), "preferences-text", tr("Text of console and library"))
        for size, words in zip(TEXT_SIZES, (tr("Usual"), tr("Larger"), tr("Largest")), strict=True):
            self.text.addItem(words, size)
        self.text.setCurrentIndex(max(self.text.findData(look.text), 0))
        self.scheme = self.named(QComboBox(), "preferences-scheme", tr("Colours of console and library"))
        for key, words in (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))):
            self.scheme.addItem(words, key)
        self.scheme.setCurrentIndex(max(self.scheme.findData(look.scheme), 0))
        self.motion = self.named(QCheckBox(tr("Reduce motion")), "preferences-motion", tr("Reduce motion"))
        self.motion.setChecked(motion.is_reduced())
        says = tr("Sound when the time of a step is up")
        self.sound = self.named(QCheckBox(says), "preferences-sound", says)
        self.sound.setChecked(SOUND.get(library))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(tr("Language of the windows"), self.language)
        form.addRow(tr("Text of console and library"), self.text)
        form.addRow(tr("Colours"), self.scheme)
        form.addRow("", self.motion)
        form.addRow("", self.sound)
        self.content.addLayout(form)
        self.say(
            tr(
                "The projector’s look is beside its picture on the console, the station’s under Workshop → Station "
                "settings. Paper, language and logo of a workshop’s papers are chosen in Documents."
            ),
            "caption",
        )
        self.say(
            tr("Another language is spoken from the next start on, by projector and station as well."),
            "caption",
        )
        self.end_with(tr("Save"), lambda: self._save(library))
        self.language.setFocus()

    def _save(self, library: Library) -> None:
        if self.language.currentData() != WINDOW_LANGUAGE.get(library):
            WINDOW_LANGUAGE.set(library, self.language.currentData())
        keep_window_look(library, WindowLook(self.scheme.currentData(), self.text.currentData()))
        if self.motion.isChecked() != motion.is_reduced():
            motion.choose(self.motion.isChecked())
            keep_motion(library, self.motion.isChecked())
        if self.sound.isChecked() != SOUND.get(library):
            SOUND.set(library, self.sound.isChecked())


def preferences_form(parent: QWidget | None, library: Library) -> PreferencesForm:
    """Open the form."""
    form = PreferencesForm(parent, library)
    form.open()
    return form
