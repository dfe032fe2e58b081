"""Letting phones answer, from the console: off until it is switched on, seen by the room, over with the step."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from listening import listening
from phone import Phone
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.setup import change_offer
from facilitator.exercises.steps import add_exercise
from facilitator.workshop.agenda import run_step
from facilitator.workshop.pin import set_pin
from facilitator.workshop.standings import State
from ui.phones.dialog import PhonesForm
from ui.phones.view import PhonesView
from ui.projector.window import ProjectorWindow
from ui.stage import PROMPT


def pressed(desk: Any, network: str, address: str) -> PhonesForm:
    """The form after somebody has chosen this network, and pressed the button."""
    desk.console.actions_by_name["phones"].trigger()
    form: PhonesForm = desk.console.findChild(PhonesForm)
    form.networks.addItem(network, address)
    form.networks.setCurrentIndex(form.networks.count() - 1)
    form.on.setEnabled(True)
    form.on.click()
    return form


def switched_on(qtbot: QtBot, desk: Any) -> PhonesForm:
    """That with this computer's own address, once it is on."""
    form = pressed(desk, "This computer", "127.0.0.1")
    qtbot.waitUntil(lambda: desk.console.phones.is_on)
    return form


def pressed_on(qtbot: QtBot, own: Phone, does: str) -> None:
    """Press a button of the remote while the windows go on, as they do beside a real phone."""
    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(own.post, "act", {"does": does})
        qtbot.waitUntil(answer.done, timeout=20_000)
    assert answer.result().status == 200


def test_off_until_switched_on_and_off_again(qtbot: QtBot, desk: Any, projector: ProjectorWindow) -> None:
    desk.run_network()
    before = listening()
    form = switched_on(qtbot, desk)
    (served,) = listening() - before
    assert served[0] == "127.0.0.1"
    assert form.address.text() == desk.console.phones.url
    assert not form.on.isVisible() and form.off.isVisible()
    form.network.setText("Wi-Fi “Workshop”, password sunflower")
    form.room.click()
    view = projector.page
    assert isinstance(view, PhonesView)
    assert desk.console.phones.url.removeprefix("http://") in view.accessibleName()
    assert "sunflower" in view.accessibleName()
    # The code leads to the very address.
    image = QImage(QSize(1280, 720), QImage.Format.Format_RGB32)
    projector.resize(1280, 720)
    projector.render(image)
    assert {image.pixelColor(x, 360).name() for x in range(60, 560)} >= {"#000000", "#ffffff"}
    form.off.click()
    assert not desk.console.phones.is_on
    assert (desk.stage.showing.view, desk.stage.showing.address) == (PROMPT, "")
    qtbot.waitUntil(lambda: listening() == before)


def test_answers_from_a_phone_reach_console_and_projector(qtbot: QtBot, desk: Any, projector: ProjectorWindow) -> None:
    desk.run_network()
    form = switched_on(qtbot, desk)
    phone = Phone(desk.console.phones.url).get()
    person = desk.people()[0]
    phone.get(f"hello?who={person}").submit("open")
    qtbot.waitUntil(lambda: "1 phone is connected." in form.connected.text())
    assert "1 phone" in desk.console.bar.station.text()
    phone.submit().submit(size="12")
    people = desk.console.pane.people.model
    qtbot.waitUntil(lambda: people.how_many(State.BUSY) == 1)
    # Somebody who does not know the digits asks, and the facilitator sees the same number.
    other = Phone(desk.console.phones.url, "127.0.0.2").get()
    other.get(f"hello?who={person}").submit("ask")
    qtbot.waitUntil(lambda: "1 phone waits" in desk.console.bar.station.text())
    (let_in,) = [each for each in form.findChildren(QPushButton) if each.objectName().startswith("phones-let-in")]
    assert let_in.objectName().rpartition("-")[2] in other.words
    let_in.click()
    other.get("wait")
    assert "12 people" in other.words or "12" in other.words
    assert phone.get("go").status == 200 and "Who are you?" in phone.words
    qtbot.waitUntil(lambda: not desk.console.phones.waiting)


def test_it_ends_with_the_step_and_with_the_console(qtbot: QtBot, desk: Any) -> None:
    desk.run_network()
    before = listening()
    form = switched_on(qtbot, desk)
    following = add_exercise(desk.library, desk.workshop, "learning_mix").value
    run_step(desk.library, following)
    qtbot.waitUntil(lambda: not desk.console.phones.is_on)
    qtbot.waitUntil(lambda: listening() == before)
    assert form.on.isVisible() and "can answer “Learning mix" in form.says.text()
    form.on.click()
    qtbot.waitUntil(lambda: desk.console.phones.is_on)
    desk.console.close()
    assert listening() == before


def test_a_step_that_phones_can_not_answer_says_so(desk: Any) -> None:
    change_offer(desk.library, desk.step, offers_contact=True, offers_tally=False, fewest=10, most=15)
    desk.run_network()
    desk.console.actions_by_name["phones"].trigger()
    form = desk.console.findChild(PhonesForm)
    assert "can’t be answered on phones" in form.says.text()
    assert not form.on.isEnabled() and not form.networks.isVisible()


def test_what_can_not_be_done_is_said(qtbot: QtBot, desk: Any) -> None:
    desk.run_network()
    form = pressed(desk, "Gone", "10.255.255.1")
    qtbot.waitUntil(lambda: form.problem.isVisible())
    assert "no address 10.255.255.1 any more" in form.problem.text()
    assert not desk.console.phones.is_on and form.on.isEnabled() is (form.networks.count() > 0)


def test_the_facilitator_s_own_phone_steers_behind_the_pin(qtbot: QtBot, desk: Any, projector: ProjectorWindow) -> None:
    set_pin(desk.library, "2468")
    desk.run_network()
    form = switched_on(qtbot, desk)
    form.findChild(QPushButton, "phones-remote").click()
    address = form.findChild(QLabel, "phones-remote-address").text()
    token = address.split("/")[-2]
    panel = desk.console.findChild(QWidget, "phones-remote-panel") or form.findChild(QWidget, "phones-remote-panel")
    assert any("everybody in this network can read the PIN" in label.text() for label in panel.findChildren(QLabel))
    # Nobody who stands in the room and reads the projector comes there, nor anybody without the PIN.
    room = Phone(desk.console.phones.url)
    assert room.raw("GET", f"{room.url}/remote").status == 404
    own = Phone(f"{desk.console.phones.url.rpartition('/')[0]}/{token}", "127.0.0.5")
    own.get("remote")
    before = desk.stage.showing
    own.post("act", {"does": "blank"})
    own.get("remote").submit("remote", pin="1111")
    assert own.status == 403 and "This is not the PIN." in own.words
    qtbot.wait(50)
    assert desk.stage.showing == before
    own.submit("remote", pin="2468")
    assert "Next view" in own.words and " min" in own.words
    # The page that a press leads to shows what came of it, and not what was before.
    assert desk.console.countdown.running and "Blank" in own.words and "Pause" in own.words
    pressed_on(qtbot, own, "blank")
    assert desk.stage.showing.blank and "Show again" in own.words
    pressed_on(qtbot, own, "timer_pause")
    assert not desk.console.countdown.running and "Resume" in own.words
    told = own.words
    pressed_on(qtbot, own, "timer_more")
    assert own.words != told
    pressed_on(qtbot, own, "next_view")
    assert desk.stage.showing.view != before.view and desk.console.projector_panel.says.text() in own.words
    pressed_on(qtbot, own, "quit")
    # Another phone that is let in ends the one before.
    form.findChild(QPushButton, "phones-remote").click()
    assert own.raw("GET", f"{own.url}/remote").status == 404
