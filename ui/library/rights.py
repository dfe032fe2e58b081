"""File → *Who may do what*: the rights of each person to one workshop of a library on a server."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.rights import Right, give_rights, my_right, rights_of
from ui.dialogs import Form


class RightsForm(Form):
    """A line for each who works with the library; only an owner can change them."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        rights: Mapping[str, Right],
        take: Callable[[Mapping[str, Right]], object] | None,
    ) -> None:
        """`take` gets the rights that were chosen anew; None for whoever may not change them."""
        super().__init__(parent, tr("Who may do what with “{title}”", title=title), "rights")
        self.setMinimumWidth(520)
        self._before, self._take = rights, take
        self.choices: dict[str, QComboBox] = {}
        self.say(
            tr(
                "For whoever has no right the workshop is not in the library. Who administers the server sees "
                "everything there. A right that you take away ends at once; a copy that somebody made stays theirs."
            )
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for person, right in self._before.items():
            choice = self.choices[person] = self.named(QComboBox(), f"right-of-{person}", person)
            for each, words in _in_words().items():
                choice.addItem(words, each)
            choice.setCurrentIndex(choice.findData(right))
            choice.setEnabled(take is not None)
            form.addRow(person, choice)
        self.content.addLayout(form)
        if not self._before:
            self.say(tr("Nobody else works with this library yet. Its administrator lets people in."), "caption")
        if take is not None:
            self.end_with(tr("Save"), self._save)
        else:
            self.say(tr("Only its owners can change this."), "caption")
            self.button(tr("Close"), "close", "primary", self.accept)

    def _save(self) -> None:
        chosen = {person: Right(choice.currentData()) for person, choice in self.choices.items()}
        changed = {person: right for person, right in chosen.items() if right is not self._before[person]}
        if changed and self._take is not None:
            self._take(changed)


def rights_form(parent: QWidget | None, library: Library, workshop_id: int, title: str) -> RightsForm:
    """Open the form of one workshop."""
    owns = my_right(library, workshop_id) is Right.OWNER
    take = partial(give_rights, library, workshop_id) if owns else None
    form = RightsForm(parent, title, rights_of(library, workshop_id), take)
    form.open()
    return form


def _in_words() -> dict[Right, str]:
    return {
        Right.NONE: tr("No right: it is not there"),
        Right.READER: tr("Reader: sees all of it, changes nothing"),
        Right.CO_FACILITATOR: tr("Co-facilitator: changes all of it"),
        Right.OWNER: tr("Owner: also erases it and gives rights"),
    }
