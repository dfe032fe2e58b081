"""A workshop as one file: by command, with and without a passphrase, and what is refused."""

import json
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from command_line import Done, facilitator, sentence
from locked import OTHER, WORDS, cheap_keys, everything_in, forget_keys, locked
from prepared import add_sample, workshop_of_six

from facilitator.errors import BadFile, FacilitatorError, Invalid, NotSaved, PassphraseWanted
from facilitator.progress import finish
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.handing_over import hand_over, take_over
from facilitator.storage.archive import read_parts, write_parts
from facilitator.storage.backups import copies
from facilitator.storage.keys import Passphrase, is_locked, is_plain
from facilitator.storage.library import Library, open_library
from facilitator.storage.unlocking import unlock
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import list_workshops


@pytest.fixture(autouse=True)
def keys_are_cheap() -> Iterator[None]:
    with cheap_keys():
        yield


@pytest.fixture
def handed(library: Library, tmp_path: Path) -> Path:
    """A workshop of six that was handed over, and is no longer in the library."""
    workshop = workshop_of_six(library)
    return finish(hand_over(library, workshop, tmp_path / "six.workshop", None))


def kept(path: Path, words: str) -> Path:
    path.touch(0o600)
    path.write_text(words, encoding="utf-8")
    return path


def run(library: Path, *arguments: object, code: int = 0) -> Done:
    forget_keys()
    return facilitator("--library", library, *arguments, code=code)


def test_handed_over_and_taken_over_by_command(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library)
    names = [person.name.encode() for person in people_of(library, workshop)]
    library.close()
    there, words = tmp_path / "there" / "library.sqlite", kept(tmp_path / "words", WORDS)
    target, plain = tmp_path / "sample.workshop", tmp_path / "plain.workshop"
    done = run(library.path, "hand-over", workshop, "-o", target, "--new-passphrase-file", words)
    assert done.stdout.strip() == str(target) and "Lost passphrase, lost data" in done.stderr
    assert "already" in sentence_at_the_end(run(library.path, "hand-over", workshop, "-o", target, code=1))
    assert "whoever gets the file" in run(library.path, "hand-over", workshop, "-o", plain).stderr
    assert not any(name in target.read_bytes() for name in names) and names[0] in plain.read_bytes()
    if os.name != "nt":
        assert target.stat().st_mode & 0o077 == 0
    assert "A passphrase is needed" in sentence(run(there, "take-over", target, code=1))
    wrong = kept(tmp_path / "wrong", OTHER)
    refused = run(there, "take-over", target, "--file-passphrase-file", wrong, code=1)
    assert "not the passphrase" in sentence(refused) and not there.exists()
    measured = run(library.path, "metrics", workshop, "--json").stdout
    for file, more in ((target, ("--file-passphrase-file", words)), (plain, ())):
        done = run(there, "take-over", file, *more)
        assert "21 people." in done.stderr and "“Sample: who we learn from”, Harbour and Field" in done.stderr
        # Every measure, distribution and sentence of every step is the same.
        known = run(there, "metrics", done.stdout.strip(), "--json").stdout
        assert _without_ids(json.loads(known)) == _without_ids(json.loads(measured))
    assert "in the list now" in done.stderr
    assert len(copies(there)) == 2 and copies(there)[0].reason == "before-import"


def sentence_at_the_end(done: Done) -> str:
    assert done.stdout == ""
    return done.stderr.splitlines()[-1]


def _without_ids(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_ids(each) for key, each in value.items() if key not in ("id", "workshop", "step")}
    return [_without_ids(each) for each in value] if isinstance(value, list) else value


def test_out_of_a_protected_library_only_as_one_says(library: Library, tmp_path: Path) -> None:
    workshop = workshop_of_six(library)
    library.close()
    locked(library.path)
    words = kept(tmp_path / "words", WORDS)
    one = ("--passphrase-file", words, "hand-over", workshop)
    assert "--plain" in sentence(run(library.path, *one, code=1))
    run(library.path, *one, "--plain", "-o", tmp_path / "plain.workshop")
    run(library.path, *one, "--new-passphrase-file", words, "-o", tmp_path / "protected.workshop")
    assert is_plain(tmp_path / "plain.workshop") and not is_plain(tmp_path / "protected.workshop")


def test_one_undo_takes_it_back(library: Library, handed: Path, tmp_path: Path) -> None:
    with closing(open_library(tmp_path / "there.sqlite")) as there:
        done = take_over(there, read_handed(handed))
        assert [card.people for card in list_workshops(there)] == [6]
        again = done.undo()
        assert list_workshops(there) == []
        again()
        assert [card.people for card in list_workshops(there)] == [6]


def test_what_stands_in_the_way_leaves_nothing(library: Library, tmp_path: Path) -> None:
    workshop = workshop_of_six(library)
    before = sorted(tmp_path.iterdir())
    for target, words, error in (
        (tmp_path / "missing" / "a.workshop", WORDS, NotSaved),
        (tmp_path / "a.workshop", "short", Invalid),
        (library.path, WORDS, Invalid),
    ):
        with pytest.raises(error):
            finish(hand_over(library, workshop, target, Passphrase(words)))
    assert sorted(tmp_path.iterdir()) == before


def changed(part: str, change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    """A file with sound hashes whose content says something else."""

    def rewrite(path: Path) -> None:
        parts = read_parts(path)
        document = json.loads(parts[part])
        change(document)
        path.unlink()
        write_parts(path, {**parts, part: json.dumps(document).encode()}, None)

    return rewrite


def by_sql(*statements: str) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return rewrite


def nobody(document: dict[str, object]) -> None:
    document["digits"] = [{"person": 99, "salt": "ab", "hash": "cd"}]


def says_twice(path: Path) -> None:
    parts = read_parts(path)
    path.unlink()
    write_parts(path, {**parts, "beside.json": parts["beside.json"].replace(b"{", b'{"version": 1, ', 1)}, None)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "no workshop that was handed over"),
    "text": (lambda path: path.write_text("people;mail"), "no workshop that was handed over"),
    "cut": (lambda path: os.truncate(path, 5000), "damaged"),
    "newer file": (by_sql("PRAGMA user_version = 2"), "newer version"),
    "of another program": (by_sql("PRAGMA application_id = 7"), "no workshop that was handed over"),
    "a part is gone": (by_sql("DELETE FROM part WHERE name = 'beside.json'"), "damaged"),
    "a part was changed": (by_sql("UPDATE part SET content = replace(content, 'a', 'b')"), "damaged"),
    "a part is text": (by_sql("UPDATE part SET content = CAST(content AS TEXT)"), "damaged"),
    "never ends": (
        by_sql(
            "DROP TABLE part",
            "CREATE VIEW part (name, content, digest) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
            "SELECT i, i, i FROM n",
        ),
        "damaged",
    ),
    "newer workshop": (changed("workshop.json", lambda document: document.update(version=2)), "newer version"),
    "newer beside": (changed("beside.json", lambda document: document.update(version=2)), "newer version"),
    "no zone": (changed("beside.json", lambda document: document.update(made_at="2026-01-01T10:00:00")), "damaged"),
    "says something twice": (says_twice, "twice"),
    "of nobody": (changed("beside.json", nobody), "contradicts itself"),
    "wrong form": (changed("workshop.json", lambda document: document.update(people=3)), "can’t be read"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_sound_workshop_is_refused_in_a_sentence(handed: Path, kind: str) -> None:
    spoil, said = REFUSED[kind]
    spoil(handed)
    before = everything_in(handed.parent)
    with pytest.raises(BadFile, match=said):
        read_handed(handed)
    assert everything_in(handed.parent) == before


def test_a_whole_library_is_told_from_a_workshop(library: Library, tmp_path: Path) -> None:
    copy = finish(library.save_copy(tmp_path / "copy.workshop"))
    with pytest.raises(BadFile, match="whole library"):
        read_handed(copy)
    for missing in (tmp_path / "missing.workshop", tmp_path):
        with pytest.raises(BadFile):
            read_handed(missing)


@pytest.mark.parametrize("words", [None, WORDS])
def test_any_byte_that_changes_is_noticed_or_changes_nothing(
    library: Library, handed: Path, tmp_path: Path, words: str | None
) -> None:
    file = handed
    if words is not None:
        file = tmp_path / "protected.workshop"
        workshop = list_workshops(library)[0].id
        finish(hand_over(library, workshop, file, Passphrase(words)))
        unlock(file, Passphrase(words))
    whole, sound = file.read_bytes(), read_handed(file)
    draw = random.Random(17)
    for _ in range(150):
        spoilt = bytearray(whole)
        for _ in range(draw.choice((1, 1, 4, 60))):
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
        file.write_bytes(spoilt[: draw.choice((len(spoilt), draw.randrange(len(spoilt))))])
        try:
            assert read_handed(file) == sound
        except (BadFile, PassphraseWanted) as error:
            assert error.sentence.endswith(".")
    assert sorted(each.name for each in tmp_path.iterdir() if "workshop" in each.name) == sorted(
        {"six.workshop", file.name}
    )


def test_chosen_as_something_else_it_says_what_to_do(library: Library, handed: Path) -> None:
    workshop = list_workshops(library)[0].id
    before = handed.read_bytes()
    said = sentence(facilitator("import", workshop, handed, "--library", library.path, code=1))
    assert "take-over" in said and "bring-back" in said
    assert "take-over" in sentence(facilitator("list", "--library", handed, code=1))
    assert handed.read_bytes() == before


def test_a_protected_one_opens_by_its_own_passphrase(library: Library, tmp_path: Path) -> None:
    workshop = workshop_of_six(library)
    file = finish(hand_over(library, workshop, tmp_path / "six.workshop", Passphrase(WORDS)))
    assert is_locked(file)
    with pytest.raises(PassphraseWanted):
        read_handed(file)
    with pytest.raises(FacilitatorError, match="not the passphrase"):
        unlock(file, Passphrase(OTHER))
    unlock(file, Passphrase(WORDS))
    assert len(read_handed(file).record.people) == 6
