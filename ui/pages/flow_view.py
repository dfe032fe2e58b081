"""A flow as it is seen: the frame with name, place and buttons, and in it the page that is shown."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitator.described.flow_parts import check_of, closed_of, presentation_of
from facilitator.i18n import tr
from facilitator.questionnaires.asking import Place
from facilitator.questionnaires.flow import NOTICE, PARTNERS, READ_OVER, Flow
from facilitator.storage.library import Done
from facilitator.workshop.agenda import get_step
from facilitator.workshop.roster import get_participant
from ui.bridge import LibraryBridge
from ui.entry.frame import EntryFrame
from ui.exercises.registry import exercise_ui
from ui.pages.page import OwnPage, QuestionsPage, page_of
from ui.pages.page_base import FlowPage
from ui.speaker import Speaker


class FlowView(Speaker, QWidget):
    """One person's way. With `corrects` the facilitator answers for them, and `note` gets what can be undone.

    Without `may_agree` nothing can be agreed to in their place.

    Raises NotFound when the step or the person is gone.
    """

    finished = Signal()
    """The way is at its end, or whoever goes it wants to leave."""

    def __init__(
        self,
        bridge: LibraryBridge,
        step_id: int,
        participant_id: int,
        *,
        corrects: bool = False,
        may_agree: bool = True,
        note: Callable[[Done[Any]], object] | None = None,
    ) -> None:
        super().__init__()
        self.flow = Flow(
            bridge.library,
            step_id,
            participant_id,
            corrects=corrects,
            may_agree=may_agree,
            check=check_of(bridge.library, step_id),
            closed=closed_of(bridge.library, step_id),
            words=presentation_of(bridge.library, step_id),
            changes=bridge.changes,
            note=note,
            translates=True,
        )
        self.page: FlowPage | None = None
        self.leaves_unsaved, self._is_told = False, False
        self._bridge, self._step_id = bridge, step_id
        self._own = exercise_ui(get_step(bridge.library, step_id).exercise)
        self.frame = EntryFrame(get_participant(bridge.library, participant_id).name, "pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.frame.back_wanted.connect(self._back)
        self.frame.next_wanted.connect(lambda: self.page.try_next() if self.page is not None else None)
        self.frame.stop_wanted.connect(self.stop)
        flow = self.flow
        flow.turned.connect(self._turn)
        flow.refreshed.connect(self._refresh)
        flow.answered.connect(self._show_answered)
        flow.saved.connect(self.frame.show_saved)
        flow.failed.connect(self.frame.show_failed)
        flow.warned.connect(self._warn)
        flow.finished.connect(self.finished.emit)
        self._turn()

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to the page."""
        if self.page is not None:
            self.page.enter()

    def stop(self) -> None:
        """Keep what is typed, and leave; where that can't be, which the page says, only who wants it twice."""
        kept = self.page is None or self.page.keep()
        if kept or self._is_told:
            self.leaves_unsaved = not kept
            self.flow.stop()
        self._is_told = not kept

    def _back(self) -> None:
        if self.page is not None and self.page.keep():
            self.flow.back()

    def _warn(self, sentence: str) -> None:
        self.frame.say(sentence, "warning")

    def _turn(self) -> None:
        self._make_page().enter()

    def _make_page(self) -> FlowPage:
        view = self.flow.view()
        own = self._own.asked_page(self._bridge, self._step_id, self.flow, view)
        old, page = self.page, page_of(self.flow, view) if own is None else OwnPage(self.flow, view, own)
        self.page = page
        page.said.connect(lambda *_: self._show_buttons())
        if own is not None:
            own.said.connect(self.frame.say)
        self.frame.add(page)
        self.frame.turn_to(page)
        self.frame.say("", "caption")
        if old is not None:
            old.is_over = True
            old.hide()
            old.setParent(None)
            # It may be in the middle of telling that it is finished with.
            old.deleteLater()
        self._show_buttons()
        return page

    def _refresh(self) -> None:
        """Something else changed, or there is more to ask on the page than was shown."""
        if not isValid(self):
            # The window went while somebody else's answer was on its way to it.
            return
        before = self.page
        if before is not None and not before.update_view(self.flow.view()):
            # Whoever is typing goes on in the same question, with what is not saved yet.
            self._make_page_after(before, _place_of_keyboard(before))
        elif before is None:
            self._turn()
        self._show_buttons()

    def _show_answered(self, question: str, about: int | None) -> None:
        """Show what an answer has changed: other questions may be asked on the page now."""
        self.frame.say("", "caption")
        before, place = self.page, Place(question, about)
        if before is None or before.update_view(self.flow.view()):
            self._show_buttons()
            return
        self._make_page_after(before, place)

    def _make_page_after(self, before: FlowPage, place: Place | None) -> None:
        page = self._make_page()
        if isinstance(page, QuestionsPage) and isinstance(before, QuestionsPage) and place in page.fields:
            assert place is not None  # noqa: S101  # it is the place of a field
            page.fields[place].go_on_from(before.fields[place])
        else:
            page.enter()

    def _show_whose(self) -> None:
        name = get_participant(self.flow.library, self.flow.participant_id).name
        typist = self.flow.typist
        self.frame.show_name(tr("{name} · {typist} types", name=name, typist=typist) if typist else name)

    def _show_buttons(self) -> None:
        if self.page is None:
            return
        path = self.flow.path
        self._show_whose()
        self.frame.show_buttons(self.page.next_text, can_go_back=self.page.view.can_go_back)
        asked = self.flow.setup.questionnaire
        titles = {page.key: page.title for page in asked.paged}
        titles |= {page.key: asked.by_key[page.questions[0]].head for page in asked.paged if page.layout == "cards"}
        shown = [key for key in path if key not in (NOTICE, PARTNERS)]
        names = [tr("Read it over") if key == READ_OVER else titles.get(key, "") for key in shown]
        at = shown.index(self.flow.at) if self.flow.at in shown else None
        # A line of many names would not fit; then the number of the page stands there.
        if len("".join(names)) > _MOST_LETTERS or not all(names):
            names = [tr("Page {at} of {count}", at=(at or 0) + 1, count=len(shown))]
            at = 0 if at is not None else None
        self.frame.show_place(names, at)


def _place_of_keyboard(page: FlowPage) -> Place | None:
    """Where somebody is typing; None where nobody is."""
    fields = page.fields if isinstance(page, QuestionsPage) else {}
    return next((place for place, field in fields.items() if _has_keyboard(field)), None)


def _has_keyboard(field: QWidget) -> bool:
    window = field.window()
    now = window.focusWidget()
    return now is not None and (field is now or field.isAncestorOf(now))


_MOST_LETTERS = 90
