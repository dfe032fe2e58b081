"""The log of mails travels in the file of a whole workshop, so that nobody is mailed twice from another computer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from listed import list_contacts

from facilitator.errors import BadFile
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.post.addressees import addressees, with_parcel
from facilitator.post.letters import letter_template
from facilitator.post.sending import Delivery, Outcome, deliveries, names_to_send, send_parcels
from facilitator.post.tables import MailState, Parcel
from facilitator.progress import finish
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import people_of

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"


def sending(room: Library, post: "Post", workshop: int = WORKSHOP, **wishes: Any) -> Any:
    letter = letter_template(room)
    return send_parcels(room, workshop, post.server(), SENDER, letter, per_minute=60_000, **wishes)


def send(room: Library, post: "Post", workshop: int = WORKSHOP, **wishes: Any) -> Outcome:
    outcome: Outcome = finish(sending(room, post, workshop, **wishes))
    return outcome


def stopped_after(room: Library, post: "Post", count: int) -> None:
    """Some have theirs, the others are queued."""
    work = sending(room, post)
    while sum(each.state is MailState.SENT for each in deliveries(room, WORKSHOP)) < count:
        next(work)
    work.close()


def exported(room: Library, folder: Path, **wishes: Any) -> Path:
    (path,) = export_workshop(room, WORKSHOP, Format.JSON, folder / "whole.json", overwrite=True, **wishes)
    return path


def log(room: Library, workshop: int) -> list[tuple[Any, ...]]:
    def facts(each: Delivery) -> tuple[Any, ...]:
        return each.name, each.address, each.state, each.said, each.at, each.round, each.is_present

    return [facts(each) for parcel in Parcel for each in deliveries(room, workshop, parcel, every_round=True)]


def follow_up(room: Library, step: int) -> None:
    start_round(room, step, "Three months later")
    for person in people_of(room, WORKSHOP):
        list_contacts(room, Who(step, person.id), ["Somebody New"])


@pytest.fixture
def step(room: Library) -> int:
    return next(step.id for step, each in exercise_steps(room, WORKSHOP) if each.kind == "network")


@pytest.fixture
def elsewhere(tmp_path: Path, new_library: Callable[[Path], Library]) -> Library:
    """The library of another computer, in which ids are others."""
    library = new_library(tmp_path / "elsewhere.sqlite")
    start_workshop(library, "Something else")
    return library


def test_who_had_mail_in_any_round_gets_none_from_another_computer(
    room: Library, post: "Post", step: int, elsewhere: Library, tmp_path: Path
) -> None:
    send(room, post)
    send(room, post, parcel=Parcel.WORKSHEET, only=frozenset({people_of(room, WORKSHOP)[1].id}))
    follow_up(room, step)
    third = people_of(room, WORKSHOP)[2].id
    send(room, post, only=frozenset({third}))
    gone = len(post.box.mails)
    back = start_workshop(elsewhere, "Back").value
    found = import_files(elsewhere, back, [exported(room, tmp_path)])
    assert found.left_out == ""
    assert f"{gone} mails of the log." in found.files[0].proposal.plan.summary
    assert log(elsewhere, back) == log(room, WORKSHOP)
    # What the window says of everybody is the same.
    here = addressees(room, WORKSHOP, with_parcel(room, WORKSHOP))
    there = addressees(elsewhere, back, with_parcel(elsewhere, back))
    assert [each.had_mail for each in there] == [each.had_mail for each in here]
    assert [len(each.earlier) for each in there] == [1] * len(there)
    outcome = send(elsewhere, post, back)
    assert outcome.before == (people_of(elsewhere, back)[2].name,)
    assert len(post.box.mails) == gone + len(there) - 1


def test_a_queue_that_was_stopped_is_said_and_not_gone_on_with(
    room: Library, post: "Post", elsewhere: Library, tmp_path: Path
) -> None:
    stopped_after(room, post, 2)
    gone = len(post.box.mails)
    back = start_workshop(elsewhere, "Back").value
    found = import_files(elsewhere, back, [exported(room, tmp_path)])
    done = found.done
    (remark,) = found.files[0].proposal.plan.problems
    assert not remark.error and "look first whether they went" in remark.sentence
    assert log(elsewhere, back) == log(room, WORKSHOP)
    assert done is not None
    redo = done.undo()
    assert log(elsewhere, back) == []
    redo()
    assert log(elsewhere, back) == log(room, WORKSHOP)
    again = open_library(elsewhere.path)
    assert len(post.box.mails) == gone
    assert len(names_to_send(again, back)) == len(people_of(room, WORKSHOP)) - gone


def test_of_two_accounts_of_a_mail_the_one_counts_by_which_it_has_gone(
    room: Library, post: "Post", elsewhere: Library, tmp_path: Path
) -> None:
    back = start_workshop(elsewhere, "Back").value
    import_files(elsewhere, back, [exported(room, tmp_path)])
    stopped_after(room, post, 1)
    first = people_of(elsewhere, back)[0]
    send(elsewhere, post, back, only=frozenset({people_of(elsewhere, back)[1].id}))
    # The answers are there already, so that only the log and the roster come in.
    document = json.loads(exported(room, tmp_path).read_text(encoding="utf-8"))
    document |= {"agenda": [], "actions": []}
    (tmp_path / "whole.json").write_text(json.dumps(document), encoding="utf-8")
    outcomes = []
    for _ in range(2):
        outcomes.append(import_files(elsewhere, back, [tmp_path / "whole.json"]))
        states = {each.participant_id: each.state for each in deliveries(elsewhere, back)}
        assert list(states.values())[:3] == [MailState.SENT, MailState.SENT, MailState.QUEUED]
        assert states[first.id] is MailState.SENT
    # The one that was sent here counts as it is; nothing of the log is new the second time.
    told = [" ".join(each.files[0].proposal.plan.summary) for each in outcomes]
    assert "4 mails of the log." in told[0] and "of the log" not in told[1]
    # What has gone since then stays gone, though the import is taken back.
    third = people_of(elsewhere, back)[2].id
    send(elsewhere, post, back, only=frozenset({third}))
    assert outcomes[0].done is not None
    outcomes[0].done.undo()
    assert {each.participant_id: each.state for each in deliveries(elsewhere, back)}[third] is MailState.SENT


def test_no_pseudonym_has_an_address(room: Library, post: "Post", tmp_path: Path) -> None:
    send(room, post)
    text = exported(room, tmp_path, pseudonyms=True).read_text(encoding="utf-8")
    assert json.loads(text)["mails"] == []
    assert "@" not in text


def test_a_log_that_does_not_fit_is_refused_or_counted(
    room: Library, post: "Post", step: int, elsewhere: Library, tmp_path: Path
) -> None:
    follow_up(room, step)
    send(room, post)
    path = exported(room, tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["mails"][0]["rounds"] == [{"step": 1 + _place(room, step), "round": 2}]
    for mend in ({"person": 4711}, {"rounds": [{"step": 99, "round": 2}]}, {"state": "maybe"}, {"changed_at": "soon"}):
        path.write_text(json.dumps({**document, "mails": [{**document["mails"][0], **mend}]}), encoding="utf-8")
        with pytest.raises(BadFile):
            import_files(elsewhere, 1, [path])
    document["agenda"][_place(room, step)]["exercise"] = "yet to come"
    path.write_text(json.dumps(document), encoding="utf-8")
    outcome = import_files(elsewhere, start_workshop(elsewhere, "Back").value, [path])
    assert "5 mails of the log" in outcome.left_out
    assert "of the log" not in " ".join(outcome.files[0].proposal.plan.summary)
    remove_step(room, step)
    # Of a step that is gone they are mails of no round that there is, here and there.
    back = start_workshop(elsewhere, "Back").value
    import_files(elsewhere, back, [exported(room, tmp_path)])
    assert log(elsewhere, back) == log(room, WORKSHOP)
    assert not any(each.is_present for each in deliveries(elsewhere, back, every_round=True))


def _place(room: Library, step: int) -> int:
    from facilitator.workshop.agenda import steps_of

    return [each.id for each in steps_of(room, WORKSHOP)].index(step)
