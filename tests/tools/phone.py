"""Somebody's phone: a browser without scripts that speaks to a real server through a real socket."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode, urljoin, urlsplit

from asked import EVERYTHING
from html_pages import Browser, Input

from facilitator.exercises.steps import add_exercise
from facilitator.phones.server import PhoneServer
from facilitator.questionnaires.model import Questionnaire
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.agenda import run_step
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop

OWN = EVERYTHING.edited(
    questions=tuple(each.model_copy(update={"names_people": False} if each.key == "contacts" else {})
                    for each in EVERYTHING.questions),
)  # fmt: skip
"""Every kind of question, and none that asks for names of people outside of the room."""


@dataclass
class Phone:
    """One browser; `client` is the address that it comes from, of those of this computer."""

    url: str
    client: str = "127.0.0.1"
    cookie: str = ""
    at: str = ""
    status: int = 0
    page: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    """The headers of the last answer as they came, for those that come twice."""
    keeps_connection: bool = False
    """Whether one connection goes for all requests, as in a browser, rather than one for each."""
    _kept: HTTPConnection | None = None

    def get(self, where: str = "") -> "Phone":
        return self._ask("GET", urljoin(self.at or self.url + "/", where))

    def post(self, where: str, form: dict[str, str]) -> "Phone":
        return self._ask("POST", urljoin(self.at or self.url + "/", where), urlencode(form))

    def raw(self, method: str, where: str, body: bytes | None = None, **headers: str) -> "Phone":
        """One request as it is told, without going where the answer leads."""
        parts = urlsplit(urljoin(self.url + "/", where))
        connection = self._kept or HTTPConnection(
            parts.hostname or "", parts.port, timeout=60, source_address=(self.client, 0)
        )
        self._kept = connection if self.keeps_connection else None
        try:
            own = {"Cookie": f"phone={self.cookie}"} if self.cookie else {}
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            told = {**own, **{key.replace("_", "-"): said for key, said in headers.items()}}
            try:
                connection.request(method, path, body, told)
                answer = connection.getresponse()
            except (BrokenPipeError, ConnectionResetError):
                # Nothing came over it for so long that the other side closed it; browsers make another then.
                if not self.keeps_connection:
                    raise
                connection.close()
                connection.request(method, path, body, told)
                answer = connection.getresponse()
            self.status, self.page = answer.status, answer.read().decode("utf-8")
            self.headers, self.lines = {key.lower(): said for key, said in answer.getheaders()}, [
                f"{key}: {said}" for key, said in answer.getheaders()
            ]  # fmt: skip
        finally:
            if not self.keeps_connection:
                connection.close()
        return self

    def choose(self, name: str, digits: str = "") -> "Phone":
        """Find a name among all, and say that it is one's own."""
        self.get(f"{urlsplit(self.url).path}/")
        found = next(re.finditer(rf'href="(hello\?who=\d+)">{re.escape(name)}<', self.page))
        self.get(found[1])
        return self.submit("open", digits=digits) if digits else self.submit("open")

    def submit(self, action: str = "go", does: str = "next", **fields: str) -> "Phone":
        """Press a button of the form with this action, filled in as it is but for the `fields`."""
        sent = Browser(self._form(action)).form | fields
        return self.post(action, sent | ({"does": does} if action == "go" else {}))

    def send_as_script(self, **fields: str) -> "Phone":
        """Send the page as its own script does, filled in as it is but for the `fields`."""
        body = urlencode(Browser(self._form("go")).form | {"does": "next"} | fields).encode()
        told = {"Content_Type": "application/x-www-form-urlencoded", "Prefer": "return=representation"}
        return self.raw("POST", "go", body, **told)

    def walk(self, fill: Callable[[dict[str, Input]], None], most: int = 60) -> "Phone":
        """Go on until there is nothing more to send."""
        for _ in range(most):
            if 'action="go"' not in self.page:
                return self
            browser = Browser(self._form("go"))
            fill(browser.inputs)
            self.post("go", browser.form | {"does": "next"})
        raise AssertionError(self.page)

    @property
    def words(self) -> str:
        """What can be read on the page."""
        return unescape(re.sub(r"<[^>]+>", " ", self.page))

    def _form(self, action: str) -> str:
        """The form with this action."""
        forms: list[str] = re.findall(r"<form.*?</form>", self.page, re.DOTALL)
        return next(each for each in forms if f'action="{action}"' in each)

    def _ask(self, method: str, address: str, body: str | None = None) -> "Phone":
        for _ in range(5):
            told = {"Content_Type": "application/x-www-form-urlencoded"} if body is not None else {}
            self.raw(method, address, body.encode() if body is not None else None, **told)
            self.at = address
            if (cookie := self.headers.get("set-cookie")) is not None:
                self.cookie = cookie.partition("=")[2].partition(";")[0].strip('"')
            if self.status not in (303, 308):
                return self
            method, body, address = "GET", None, urljoin(address, self.headers["location"])
        raise AssertionError(f"led round and round: {address}")


@dataclass(frozen=True)
class Served:
    """A step that phones answer."""

    library: Library
    kind: str
    workshop: int
    step: int
    people: tuple[int, ...]
    names: tuple[str, ...]
    server: PhoneServer

    def phone(self, client: str = "127.0.0.1") -> Phone:
        return Phone(self.server.url, client)


@contextmanager
def serving(
    library: Library,
    kind: str = "composed",
    asks: Questionnaire | None = None,
    count: int = 6,
    language: str = "en",
    options: dict[str, object] | None = None,
    **more: object,
) -> Iterator[Served]:
    """A workshop whose one exercise is run and served on this computer alone."""
    workshop = new_workshop(library, "A room").value
    keep_paper_options(library, workshop, PaperOptions(language=language))
    roster = [Person(each.name, each.email, ("Sales", "Support")[at % 2]) for at, each in enumerate(people(count))]
    ids = add_people(library, workshop, roster).value
    begins = {"begins_with": asks.model_dump(mode="json")} if asks is not None else {}
    step = add_exercise(library, workshop, kind, options=begins | (options or {})).value
    run_step(library, step)
    with served(library, workshop, step, **more) as found:
        yield Served(library, kind, workshop, step, tuple(ids), tuple(each.name for each in roster), found)


@contextmanager
def served(library: Library, workshop: int, step: int, **more: object) -> Iterator[PhoneServer]:
    """A step that is on the agenda already."""
    server = PhoneServer(library, step, "127.0.0.1", ports=(), **more)  # type: ignore[arg-type]
    try:
        yield server
    finally:
        server.stop()
