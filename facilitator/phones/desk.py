"""Who sees what of one step on a phone: names, the way to one's own answers, and what the facilitator lets happen.

Whoever is in the room's network may choose any name, as at the station: a name alone opens nothing once there are
answers behind it, or once a phone has it open. A phone that showed whose it is gets a token, which is drawn anew each
time, opens this one name in this one step, and is forgotten with the step. Nothing of it is written anywhere.

All of it is done by one thread, so that no two tries of the digits run beside each other; what windows ask may come
from any.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from secrets import choice, compare_digest, randbelow, token_urlsafe
from threading import Lock
from time import monotonic

from facilitator.errors import FacilitatorError, NotFound
from facilitator.exercises.steps import exercise_in
from facilitator.html_parts import HtmlPage, Sent
from facilitator.i18n import AGENDA, speaking, tr, tr_content
from facilitator.phones import document
from facilitator.phones.document import Name
from facilitator.protection.notice import notice_of
from facilitator.questionnaires.flow import NOTICE
from facilitator.storage.changes import Announcer, Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import answered_step, get_step, steps_of
from facilitator.workshop.data_protection import note_reading
from facilitator.workshop.namesakes import beside_names
from facilitator.workshop.own_code import DIGITS, can_try_code, check_code, choose_code, forgive, has_code
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.pin import check_pin
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing, State

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of a step's token: none that is taken for another one."""
LENGTH = 6
"""31 to the sixth are 887 million: at the few wrong ones that a client may try, centuries."""
STILL_THERE = 20 * 60.0
"""Seconds for which a name stays with a phone that sends nothing."""
_FOLLOWS_WITHIN = 5.0
"""Seconds for which the page that follows on an answer is still what is there; then it is drawn anew."""
_MOST_WAITING = 50
_DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a phone gets: a page, or the way `to` another one; `token` is the phone's from now on, "" for none.

    A page with `at` is the one that has this address, which is not asked for any more.
    `is_wrong_try` says that digits were typed that are not theirs. `after` is what it waits for, if not for long: the
    page that it leads to shows what came of it.
    """

    page: str = ""
    status: int = 200
    to: str = ""
    at: str = ""
    token: str | None = None
    is_wrong_try: bool = False
    after: Future[None] | None = None


@dataclass(slots=True)
class _Phone:
    """A phone that has a name open."""

    person: int
    name: str
    seen: float
    is_theirs: bool
    """Whether it showed whose it is, or what stands behind the name was begun on it."""
    is_saved: bool = False
    is_done: bool = False
    is_asked: bool = False
    is_guest: bool = False
    """Whether the name opened freely although it hides more: it stays open as long as it does, and gets no digits."""
    following: HtmlPage | None = None
    """The page that was drawn as their answer was taken, which is asked for at once by its address."""
    drawn: float = 0.0

    def take(self, at: str, now: float) -> HtmlPage | None:
        """The page that follows, for whoever is led to it: once, and only as long as it can be what there is."""
        found, self.following = self.following, None
        is_fresh = found is not None and found.key == at and now - self.drawn < _FOLLOWS_WITHIN
        return found if is_fresh else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who asks to be let in: `code` is what their phone shows."""

    key: str
    person: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the facilitator's own phone is told: what the room sees and how much time is left, in `lines`.

    `words` are those on its buttons, by the names of what these do.
    """

    lines: Sequence[str] = ()
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remote:
    """What the facilitator's own phone can do, by name, and what it is told.

    What is done is done by another thread: the future is done once `seen` tells of it.
    """

    acts: Mapping[str, Callable[[], Future[None]]]
    seen: Seen


@dataclass(slots=True)
class _Asked:
    waiting: Waiting
    is_let_in: bool = False


class Desk:
    """The pages of one step, and the phones that have them open. Raises NotFound for a step that phones can't answer.

    Emits `changed` when somebody opens a name, leaves it, asks to be let in or loses it meanwhile, and `ended` once the
    step is over: from the thread in which that is seen.
    """

    def __init__(self, library: Library, step_id: int) -> None:
        step = get_step(library, step_id)
        self._exercise = exercise_in(library, step.exercise)
        if not self._exercise.answers_by_phone(library, step_id):
            raise NotFound(tr("Phones can’t answer this step."), step_id=step_id)
        self._library = library
        self.step_id, self.workshop_id = step_id, step.workshop_id
        self.token = "".join(choice(LETTERS) for _ in range(LENGTH))
        self.changed: Announcer[()] = Announcer()
        self.ended: Announcer[()] = Announcer()
        self.remote: Remote | None = None
        """What the facilitator's own phone can do; None for nothing."""
        self.steering_token = ""
        self._steering = ""
        self._lock = Lock()
        self._phones: dict[str, _Phone] = {}
        self._asked: dict[str, _Asked] = {}
        self._is_over = False
        self._look_again = False
        self.language = spoken_in(library, step.workshop_id)
        """That of the workshop's papers, which all pages are in."""
        self._title = step.title
        library.changed.connect(self._heard)

    # For the windows

    @property
    def connected(self) -> list[tuple[int, str]]:
        """The ids and names of those whose answers a phone has open, in the order of opening them."""
        with self._lock:
            return [(phone.person, phone.name) for phone in self._phones.values() if self._is_there(phone)]

    @property
    def waiting(self) -> list[Waiting]:
        """Those who ask to be let in, the longest first."""
        with self._lock:
            return [asked.waiting for asked in self._asked.values() if not asked.is_let_in]

    def let_steer(self) -> str:
        """Draw the token by which the facilitator's own phone comes in, after the PIN; one drawn before ends.

        It stands on no projector: whoever is in the room must not be able to try PINs, which would lock the station.
        """
        with self._lock:
            self.steering_token = "".join(choice(LETTERS) for _ in range(2 * LENGTH))
            self._steering = ""
        return self.steering_token

    @property
    def is_over(self) -> bool:
        """Whether no page is shown any more."""
        return self._is_over

    def let_in(self, key: str) -> None:
        """Let somebody who waits go on to their answers: the facilitator has seen who it is."""
        with self._lock:
            if key in self._asked:
                self._asked[key].is_let_in = True
        self.changed.emit()

    def turn_away(self, key: str) -> None:
        """Forget that somebody asked."""
        with self._lock:
            self._asked.pop(key, None)
        self.changed.emit()

    def end(self) -> None:
        """Forget every token: no page is shown any more."""
        with self._lock:
            if self._is_over:
                return
            self._is_over = True
            self.steering_token = self._steering = ""
            self._phones.clear()
            self._asked.clear()
        self._library.changed.disconnect(self._heard)
        self.ended.emit()

    # For the phones

    @property
    def _step(self) -> str:
        """What the step is called, in the language that is spoken where it came with the program."""
        return tr_content(AGENDA, self._title)

    def reply(self, work: Callable[[], Reply]) -> Reply:
        """Do what a phone wants, in the language of the workshop's papers."""
        with speaking(self.language):
            if self._look_again:
                self._look()
            if self._is_over:
                return Reply(document.bare(tr("This step is over"), _saved_before(), self.language), 410)
            try:
                return work()
            except FacilitatorError as error:
                return Reply(document.refusal(tr("This does not go on"), error.sentence, self.language, "./"), 409)

    def names(self, token: str, initial: str = "") -> Reply:
        """Everybody to choose from, of many those with this initial, or on to the pages of whoever has chosen."""
        return Reply(to="go") if self._phone(token) is not None else Reply(self._names(initial=initial))

    def hello(self, who: str) -> Reply:
        """Is this you?"""
        name = self._name(who)
        return Reply(self._names(), 404) if name is None else Reply(self._hello(name))

    def open(self, form: Mapping[str, str], *, may_try: bool) -> Reply:
        """Open a name, by its digits where it is closed. Without `may_try` no digits are looked at."""
        name = self._name(form.get("who", ""))
        if name is None:
            return Reply(self._names(), 404)
        digits = form.get(_DIGITS, "").strip()
        if name.is_closed:
            if not may_try:
                return self._too_often(name)
            if not can_try_code(self._library, name.person):
                return Reply(self._hello(name), 403)
            if len(digits) != DIGITS:
                return Reply(self._hello(name, tr("Type your two digits.")), 422)
            try:
                check_code(self._library, name.person, digits)
            except FacilitatorError as error:
                return Reply(self._hello(name, error.sentence), 403, is_wrong_try=True)
        elif digits and self._may_choose(name.person, is_guest=name.hides_more):
            try:
                choose_code(self._library, name.person, digits)
            except FacilitatorError as error:
                return Reply(self._hello(name, error.sentence), 422)
        is_guest = name.hides_more and not name.is_closed
        return self._opened(name.person, name.name, is_theirs=name.is_closed, is_guest=is_guest)

    def ask(self, token: str, form: Mapping[str, str], *, may_ask: bool) -> Reply:
        """Ask the facilitator to be let in; what the phone with this token asked before is forgotten."""
        name = self._name(form.get("who", ""))
        if name is None:
            return Reply(self._names(), 404)
        if not may_ask:
            return self._too_often(name)
        key = token_urlsafe(24)
        with self._lock:
            self._asked.pop(token, None)
            while len(self._asked) >= _MOST_WAITING:
                del self._asked[next(iter(self._asked))]
            shown = {asked.waiting.code for asked in self._asked.values()}
            code = next(each for each in iter(lambda: f"{randbelow(900) + 100}", "") if each not in shown)
            self._asked[key] = _Asked(Waiting(key, name.person, name.name, code))
        self.changed.emit()
        return Reply(to="wait", token=key)

    def wait(self, token: str) -> Reply:
        """Whether the facilitator has let them in."""
        with self._lock:
            asked = self._asked.get(token)
            if asked is not None and asked.is_let_in:
                del self._asked[token]
        if asked is None:
            return Reply(to="go" if self._phone(token) is not None else "./")
        if not asked.is_let_in:
            return Reply(document.wait_page(self._step, asked.waiting.name, asked.waiting.code, self.language))
        forgive(self._library, asked.waiting.person)
        return self._opened(asked.waiting.person, asked.waiting.name, is_theirs=True)

    def show(self, token: str, at: str) -> Reply:
        """The page of the way that is asked for, or the one where they are."""
        phone = self._phone(token)
        if phone is None:
            return Reply(to="./", token="")
        page = phone.take(at, monotonic()) or self._page(phone, at, None)
        return Reply(to="thanks") if page is None else self._shown(phone, page)

    def send(self, token: str, form: Mapping[str, str], *, shows: bool = False) -> Reply:
        """Take what was sent, and lead to the page that follows, or show it at once where that `shows`."""
        phone = self._phone(token)
        if phone is None:
            return Reply(self._names(tr("Please choose your name once more: then it goes on.")), 403, token="")
        does = form.get("does", "next")
        sent = Sent(form.get("page", ""), "back" if does == "back" else "more" if does == "more" else "next", form)
        page = self._page(phone, "", sent) if phone.is_theirs else self._begun(phone, sent)
        if sent.page == NOTICE and sent.does == "next" and (page is None or page.key != NOTICE):
            notice = notice_of(self._library, self.workshop_id)
            note_reading(self._library, phone.person, notice.version, notice.language)
        if page is None:
            phone.is_done = True
            return Reply(to="thanks")
        if page.problem or page.is_resent:
            return self._shown(phone, page, 422 if page.is_resent else 200)
        phone.is_saved = sent.page != NOTICE
        at = f"go?at={page.key}"
        if shows:
            return replace(self._shown(phone, page), at=at)
        phone.following, phone.drawn = page, monotonic()
        return Reply(to=at)

    def thanks(self, token: str, problem: str = "", *, chosen: bool = False) -> Reply:
        """The end of the way."""
        phone = self._phone(token)
        if phone is None:
            return Reply(to="./", token="")
        offers = self._may_choose(phone.person, is_guest=phone.is_guest)
        page = document.thanks_page(self._step, phone.name, self.language, done=phone.is_done, offers_digits=offers,
                                    problem=problem, chosen=chosen)  # fmt: skip
        return Reply(page, 422 if problem else 200)

    def keep_digits(self, token: str, form: Mapping[str, str]) -> Reply:
        """Choose the two digits, where there are none yet."""
        phone = self._phone(token)
        if phone is None or not self._may_choose(phone.person, is_guest=phone.is_guest):
            return Reply(to="thanks")
        try:
            choose_code(self._library, phone.person, form.get(_DIGITS, "").strip())
        except FacilitatorError as error:
            return self.thanks(token, error.sentence)
        return self.thanks(token, chosen=True)

    def leave(self, token: str) -> Reply:
        """Forget the phone; first it may choose digits where there is something that nothing of theirs would open."""
        phone = self._phone(token)
        if phone is not None:
            standing = self._standing(phone.person)
            state = standing.state if standing is not None else State.TO_GO
            may_choose = self._may_choose(phone.person, is_guest=phone.is_guest)
            if state is State.BUSY and not phone.is_asked and may_choose:
                # Asked once: nothing of theirs would open what they leave.
                phone.is_asked = True
                return Reply(to="thanks")
            with self._lock:
                self._phones.pop(token, None)
            self.changed.emit()
        return Reply(to="./", token="")

    # For the facilitator's own phone

    def remote_page(self, token: str, problem: str = "") -> Reply:
        """What the room sees, and what can be done about it; the PIN first."""
        remote = self.remote
        if remote is None or not self._may_steer(token):
            return Reply(document.pin_page(self.language, problem), 403 if problem else 200)
        return Reply(document.remote_page(remote.seen.lines, remote.seen.words, self.language))

    def take_pin(self, form: Mapping[str, str]) -> Reply:
        """Let the phone steer after the right PIN; a wrong one counts as at the station."""
        try:
            check_pin(self._library, form.get("pin", ""))
        except FacilitatorError as error:
            return self.remote_page("", error.sentence)
        token = token_urlsafe(24)
        with self._lock:
            self._steering = token
        return Reply(to="remote", token=token)

    def steer(self, token: str, form: Mapping[str, str]) -> Reply:
        """Do what was pressed."""
        remote = self.remote
        if remote is None or not self._may_steer(token):
            return Reply(to="remote")
        act = remote.acts.get(form.get("does", ""))
        return Reply(to="remote", after=None if act is None else act())

    def _may_steer(self, token: str) -> bool:
        with self._lock:
            return bool(self._steering) and compare_digest(token.encode(), self._steering.encode())

    # What it stands on

    def _heard(self, change: Change) -> None:
        if change.workshop_id in (self.workshop_id, None) and change.topic in (
            Topic.AGENDA, Topic.WORKSHOPS, Topic.ROSTER, Topic.ERASED, Topic.SETTINGS, Topic.PREFERENCES,
        ):  # fmt: skip
            # Looked at by the phones' own thread, at the next request at the latest.
            self._look_again = True

    def look(self) -> None:
        """End where the step is not the one that is answered now; called from the phones' own thread."""
        if self._look_again and not self._is_over:
            self._look()

    def _look(self) -> None:
        self._look_again = False
        with self._lock:
            for phone in self._phones.values():
                phone.following = None
        try:
            now = answered_step(steps_of(self._library, self.workshop_id))
            is_there = now is not None and now.id == self.step_id
            is_there = is_there and self._exercise.answers_by_phone(self._library, self.step_id)
        except NotFound:
            now, is_there = None, False
        if now is None or not is_there:
            self.end()
            return
        self._title, self.language = now.title, spoken_in(self._library, self.workshop_id)
        known = {person.id for person in people_of(self._library, self.workshop_id)}
        standings = self._exercise.standings(self._library, self.step_id)
        hiding = {each.participant_id for each in standings if each.hides_more}
        with self._lock:
            before = len(self._phones) + len(self._asked)
            self._phones = {
                key: phone
                for key, phone in self._phones.items()
                if phone.person in known and (not phone.is_guest or phone.person in hiding)
            }
            self._asked = {key: asked for key, asked in self._asked.items() if asked.waiting.person in known}
            are_gone = len(self._phones) + len(self._asked) < before
        if are_gone:
            self.changed.emit()

    def _phone(self, token: str) -> _Phone | None:
        with self._lock:
            phone = self._phones.get(token)
        if phone is not None and not phone.is_theirs and self._keeps(self._standing(phone.person)):
            # It opened a name that had nothing behind it; whoever has answered since did so elsewhere.
            with self._lock:
                self._phones.pop(token, None)
            self.changed.emit()
            return None
        if phone is not None:
            phone.seen = monotonic()
        return phone

    def _free(self) -> set[int]:
        everybody = self._exercise.standings(self._library, self.step_id)
        return {each.participant_id for each in everybody if not self._keeps(each)}

    def _keeps(self, standing: Standing | None) -> bool:
        """Whether there is something behind a name that only its owner should see."""
        return standing is not None and (standing.state is not State.TO_GO or standing.keeps_earlier)

    def _begun(self, phone: _Phone, sent: Sent) -> HtmlPage | None:
        """Take what is sent first from a phone: what is begun with it is theirs, and of those who answer with them."""
        before = self._free()
        page = self._page(phone, "", sent)
        begun = before - self._free()
        with self._lock:
            for each in self._phones.values():
                each.is_theirs |= each.person in begun
        return page

    def _is_there(self, phone: _Phone) -> bool:
        return monotonic() - phone.seen < STILL_THERE

    def _opened(self, person: int, name: str, *, is_theirs: bool, is_guest: bool = False) -> Reply:
        """Give the name to a phone; the one that had it gets nothing more."""
        token = token_urlsafe(24)
        with self._lock:
            self._phones = {key: phone for key, phone in self._phones.items() if phone.person != person}
            self._phones[token] = _Phone(person, name, monotonic(), is_theirs, is_guest=is_guest)
        self.changed.emit()
        return Reply(to="go", token=token)

    def _page(self, phone: _Phone, at: str, sent: Sent | None) -> HtmlPage | None:
        return self._exercise.phone_page(self._library, self.step_id, phone.person, at, sent)

    def _shown(self, phone: _Phone, page: HtmlPage, status: int = 200) -> Reply:
        notice = notice_of(self._library, self.workshop_id) if page.key == NOTICE else None
        saved, phone.is_saved = phone.is_saved, False
        whole = document.html_page(self._step, phone.name, page, self.language, is_saved=saved, notice=notice)
        return Reply(whole, status)

    def _names(self, problem: str = "", initial: str = "") -> str:
        return document.names_page(self._step, self._everybody(), self.language, problem, initial)

    def _hello(self, name: Name, problem: str = "") -> str:
        can_try, is_open = can_try_code(self._library, name.person), self._is_open(name.person)
        return document.hello_page(
            self._step, name, self.language, knows_digits=can_try, is_open_elsewhere=is_open,
            offers=self._may_choose(name.person, is_guest=name.hides_more), server=self._library.server,
            problem=problem,
        )  # fmt: skip

    def _too_often(self, name: Name) -> Reply:
        return Reply(self._hello(name, tr("That was tried too often from here. Please ask your facilitator.")), 429)

    def _is_open(self, person: int) -> bool:
        with self._lock:
            return any(phone.person == person and self._is_there(phone) for phone in self._phones.values())

    def _standing(self, person: int) -> Standing | None:
        found = self._exercise.standings(self._library, self.step_id, person)
        return found[0] if found else None

    def _may_choose(self, person: int, *, is_guest: bool) -> bool:
        """Whether digits can be chosen: not by a guest, whom they would open more than came in freely."""
        return not is_guest and not has_code(self._library, person)

    def _name(self, who: str) -> Name | None:
        """The name of this id on the roster; None for whatever else was sent."""
        if not (who.isascii() and who.isdecimal() and len(who) < 10):
            return None
        return next(iter(self._listed(int(who))), None)

    def _everybody(self) -> list[Name]:
        return sorted(self._listed(), key=lambda each: _sorted_as(each.name))

    def _listed(self, only: int | None = None) -> list[Name]:
        """Those on the roster as they are to be chosen, or one of them alone, at little cost."""
        people = people_of(self._library, self.workshop_id)
        beside = beside_names(people)
        chosen = [person for person in people if only in (None, person.id)]
        found = self._exercise.standings(self._library, self.step_id, only) if chosen else []
        standings = {each.participant_id: each for each in found}
        marks = {State.DONE: tr("done"), State.BUSY: tr("begun"), State.TO_GO: ""}
        names = []
        for person in chosen:
            standing = standings.get(person.id)
            state = standing.state if standing else State.TO_GO
            is_open = self._is_open(person.id)
            closed = is_open or self._keeps(standing)
            mark = marks[state] or (tr("begun") if is_open else "")
            hides = standing is not None and standing.hides_more
            names.append(Name(person.id, person.name, beside.get(person.id, ""), mark, closed, hides))
        return names


def _sorted_as(name: str) -> tuple[str, str]:
    """Names in the order of their letters, those with marks beside those without."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return bare.casefold(), name


def _saved_before() -> str:
    # What comes just now is not.
    return tr("What was saved before is kept. If there is more to answer, your facilitator will show another address.")
