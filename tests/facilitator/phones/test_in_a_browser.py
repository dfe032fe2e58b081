"""Pages in the distribution's own browser: on phones of two sizes, in German, without scripts and without a network."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from asked import contents
from chromium import Chromium, Tab, browsing
from firefox import firefox
from phone import OWN, Served, serving

from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.storage.library import Library

SMALL, LARGE = (320, 568), (430, 932)
USABLE = {"button", "link", "textbox", "radio", "checkbox", "combobox", "spinbutton", "DisclosureTriangle", "Date"}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with browsing(tmp_path_factory.mktemp("profile")) as found:
        yield found


def look(tab: Tab, *, touch: int = 44) -> None:
    """What holds of every page: nothing wider than the screen, targets for fingers, a name for all that can be used."""
    wide = tab.js("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, (wide, tab.words)
    small = tab.js(
        "[...document.querySelectorAll('button, .tick, textarea, select, a, summary, input:not([type=radio])"
        ":not([type=checkbox]):not([type=hidden])')].filter(e => e.offsetParent).map(e => [e.outerHTML.slice(0, 90), "
        f"e.getBoundingClientRect().height]).filter(e => e[1] < {touch})"
    )
    assert not small, small
    unnamed = [role for role, name in tab.names() if role in USABLE and not name]
    assert not unnamed, (unnamed, tab.words)
    assert tab.js("document.documentElement.lang") == "de"
    assert tab.js("document.querySelectorAll('h1').length") == 1
    # Everything came from this one address.
    elsewhere = tab.js(
        "performance.getEntriesByType('resource').map(e => e.name).filter(e => !e.startsWith(location.origin))"
    )
    assert not elsewhere, elsewhere


def answer(tab: Tab, room: Served, size: tuple[int, int]) -> None:
    """The whole way, by fingers, looking at every page."""
    tab.size(*size).go(room.server.url)
    look(tab)
    tab.click("ul.names a").wait("document.querySelector('form[action=open]')")
    look(tab)
    tab.click("button.first").wait("document.getElementById('way')")
    look(tab)
    tab.click("button.first").wait("document.querySelector('[name=capability]')")
    look(tab)
    tab.click("button.first").wait("document.querySelector('.error')")
    look(tab)
    errors = [name for role, name in tab.names() if role == "alert" or "muss beantwortet werden" in name]
    assert errors
    tab.click("[name=capability][value=planning]").click("[name=ticks-a_course]").click("button.first")
    tab.wait("document.querySelector('[name=why]')")
    look(tab)
    tab.type("[name=why]", "Weil es brennt").click("button.first").wait("document.querySelector('[name=contacts-1]')")
    tab.type("[name=contacts-1]", "AB").click("button.first").wait("document.querySelector('[name=\"1.close\"]')")
    look(tab)
    tab.click("[name='1.close'][value='2']").click("button.first").wait("document.querySelector('[name=size]')")
    look(tab)
    tab.type("[name=size]", "3").type("[name=mix-here]", "2").click("button.first").wait(
        "document.querySelector('.error')"
    )
    look(tab)
    tab.type("[name=mix-there]", "1").click("button.first").wait("document.querySelector('.over')")
    look(tab)
    assert "Weil es brennt" in tab.words
    tab.click("button.first").wait("document.querySelector('.mark')")
    look(tab)
    assert "Vielen Dank" in tab.words


@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_way_on_a_phone(library: Library, browser: Chromium, scripts: bool) -> None:
    with serving(library, asks=OWN, language="de", count=27) as room:
        size = SMALL if scripts else LARGE
        answer(browser.tab().scripts(scripts), room, size)
        (sent,) = [person for person in room.people if has_sent(library, Who(room.step, person))]
        found = contents(read_given(library, Who(room.step, sent)))
        assert found["why", None] == [Value(word="Weil es brennt")]
        assert found["mix", None] == [Value("here", number=2), Value("there", number=1)]


def test_what_is_typed_stays_and_is_sent_when_the_network_is_back(library: Library, browser: Chromium) -> None:
    with serving(library, asks=OWN, language="de") as room:
        tab = browser.tab().size(*LARGE).go(room.server.url)
        tab.click("ul.names a").wait("document.querySelector('form[action=open]')")
        tab.click("button.first").wait("document.getElementById('way')")
        tab.click("button.first").wait("document.querySelector('[name=capability]')")
        tab.click("[name=capability][value=planning]").click("[name=ticks-a_project]")
        # The page is loaded anew before it was sent: what was ticked is there again.
        tab.js("window.isOld = true; location.reload()")
        tab.wait("!window.isOld && document.querySelector('[name=ticks-a_project]')?.checked")
        tab.offline(True).click("button.first").wait("document.getElementById('saved').classList.contains('late')")
        assert "Noch nicht gesendet" in tab.words and "Gespeichert" not in tab.words
        person = next(each for each in room.people if each == room.server.desk.connected[0][0])
        assert not read_given(library, Who(room.step, person)).of("ticks")
        tab.offline(False).wait("document.querySelector('[name=best-a_project]')")
        assert read_given(library, Who(room.step, person)).options("ticks") == ("a_project",)
        # Nothing of it is kept in the browser once it has arrived and is left.
        tab.type("[name=why]", "x").click("button.first").wait("document.querySelector('[name=contacts-1]')")
        assert tab.js("Object.keys(sessionStorage).length + Object.keys(localStorage).length") == 0
        assert tab.js("document.cookie") == ""
        # The next page came as the answer, and has its own address all the same: loaded anew it is the same.
        assert not tab.js("performance.getEntriesByType('resource').some(each => each.redirectStart)")
        tab.js("window.isOld = true; location.reload()")
        tab.wait("!window.isOld && document.querySelector('[name=contacts-1]')")


def test_dark_and_light_are_read_as_well_as_at_the_station(library: Library, browser: Chromium) -> None:
    from facilitator.phones.document import STYLE, file_of

    style = file_of(STYLE).decode()
    light, dark = (dict(re.findall(r"--(\w+): (#\w{6})", part)) for part in style.split("prefers-color-scheme")[:2])
    from ui.theme.tokens import DARK, LIGHT

    for told, tokens in ((light, LIGHT), (dark, DARK)):
        assert told and all(getattr(tokens, name) == value for name, value in told.items())
    assert light.keys() == dark.keys()
    with serving(library, asks=OWN, language="de") as room:
        tab = browser.tab().size(*LARGE, dark=True).go(room.server.url)
        assert tab.js("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 28)"


def test_somebody_waits_and_is_let_in(library: Library, browser: Chromium, tmp_path: Path) -> None:
    with serving(library, asks=OWN, language="de") as room:
        room.phone().get().get(f"hello?who={room.people[0]}").submit("open").submit()
        tab = browser.tab().size(*SMALL).go(f"{room.server.url}/hello?who={room.people[0]}")
        look(tab)
        tab.click("button.first").wait("document.querySelector('.code')")
        look(tab)
        (waits,) = room.server.desk.waiting
        assert waits.code in tab.words
        room.server.desk.let_in(waits.key)
        # The page asks again by itself.
        tab.wait("document.querySelector('[name=capability]')")


@pytest.mark.skipif(
    "FACILITATOR_PHONES" not in os.environ, reason="trust phones opens the second browser, which is slow"
)
def test_the_whole_way_in_the_other_browser(library: Library, tmp_path: Path) -> None:
    with firefox(tmp_path / "profile") as tab, serving(library, asks=OWN, language="de", count=27) as room:
        tab.size(500, 900).go(room.server.url)
        tab.click("ul.names a").wait("document.querySelector('button.first')")
        tab.click("button.first").wait("document.getElementById('way')")
        tab.click("button.first").wait("document.querySelector('[name=capability]')")
        tab.click("[name=capability][value=planning]").click("[name=ticks-a_course]").click("button.first")
        tab.wait("document.querySelector('[name=why]')").type("[name=why]", "Weil es brennt")
        assert tab.js("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        tab.click("button.first").wait("document.querySelector('[name=contacts-1]')").type("[name=contacts-1]", "AB")
        tab.click("button.first").wait("document.querySelector('[name=\"1.close\"]')")
        tab.click("[name='1.close'][value='2']").click("button.first").wait("document.querySelector('[name=size]')")
        tab.type("[name=since]", "2026-03-04").type("[name=size]", "3").type("[name=mix-here]", "3")
        if folder := os.environ.get("FACILITATOR_PICTURES"):
            tab.picture(Path(folder) / "firefox.png")
        tab.click("button.first").wait("document.querySelector('.over')")
        tab.click("button.first").wait("document.querySelector('.mark')")
        (sent,) = [person for person in room.people if has_sent(library, Who(room.step, person))]
        found = contents(read_given(library, Who(room.step, sent)))
        assert found["why", None] == [Value(word="Weil es brennt")]
        assert found["since", None] == [Value(day=date(2026, 3, 4))]
