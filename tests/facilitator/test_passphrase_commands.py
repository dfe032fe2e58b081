"""The passphrase on the command line: typed or read from a file, never an argument, and never shown."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from command_line import CONSOLE_SCRIPT, Done, facilitator, sentence
from locked import OTHER, WORDS, cheap_keys, everything_in, forget_keys

from facilitator.progress import finish
from facilitator.storage.backups import copies
from facilitator.storage.keys import is_locked, is_plain
from facilitator.storage.library import Library
from facilitator.workshop.workshops import new_workshop


@pytest.fixture(autouse=True)
def keys_are_cheap() -> Iterator[None]:
    with cheap_keys():
        yield


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return kept(tmp_path / "words", WORDS)


def kept(path: Path, words: str) -> Path:
    path.touch(0o600)
    path.write_text(f"{words}\nsomething else\n", encoding="utf-8")
    return path


def run(library: Path, *arguments: object, words: Path | None = None, code: int = 0) -> Done:
    """A command as a program of its own would run it: nothing is unlocked from before."""
    forget_keys()
    before = () if words is None else ("--passphrase-file", words)
    return facilitator("--library", library, *before, *arguments, code=code)


def test_set_used_changed_and_removed(library: Library, words: Path, tmp_path: Path) -> None:
    new_workshop(library, "Xanthippe learns")
    finish(library.back_up("hourly"))
    library.close()
    path, other = library.path, kept(tmp_path / "other", OTHER)
    done = run(path, "passphrase", "--new-passphrase-file", words)
    assert "and 1 copy of it" in done.stdout and "Lost passphrase, lost data" in done.stderr
    assert b"Xanthippe" not in everything_in(tmp_path)
    for command in (["list"], ["check"], ["backup"], ["metrics", 1], ["restore", copies(path)[0].path]):
        assert "A passphrase is needed" in sentence(run(path, *command, code=1))
        assert "not the passphrase" in sentence(run(path, *command, words=other, code=1))
    assert "Xanthippe learns" in run(path, "list", words=words).stdout
    forget_keys()
    by_variable = facilitator("list", "--library", path, environment={"FACILITATOR_PASSPHRASE_FILE": str(words)})
    assert "Xanthippe learns" in by_variable.stdout
    assert "is sound" in run(path, "check", words=words).stdout
    assert is_locked_anew(Path(run(path, "backup", words=words).stdout.strip()))
    assert "now as it was" in run(path, "restore", copies(path)[0].path, words=words).stdout
    run(path, "passphrase", "--new-passphrase-file", other, words=words)
    assert "not the passphrase" in sentence(run(path, "list", words=words, code=1))
    run(path, "passphrase", "--remove", words=other)
    assert is_plain(path) and "Xanthippe learns" in run(path, "list").stdout
    assert "has no passphrase" in sentence(run(path, "passphrase", "--remove", code=1))


def is_locked_anew(path: Path) -> bool:
    forget_keys()
    return is_locked(path)


def test_a_passphrase_that_is_not_wanted_is_no_silence(library: Library, words: Path, tmp_path: Path) -> None:
    library.close()
    assert "has none" in sentence(run(library.path, "list", words=words, code=1))
    made = tmp_path / "made.sqlite"
    run(made, "new", "From the first byte on", words=words)
    assert is_locked_anew(made)
    assert "From the first byte on" in run(made, "list", words=words).stdout
    # Where it is gone, none without a passphrase begins in its place, and the copy brings it back with its own.
    run(made, "backup", words=words)
    made.unlink()
    for command in (["new", "x"], ["sample"]):
        assert "Bring one back" in sentence(run(made, *command, code=1))
        assert not made.exists()
    run(made, "restore", copies(made)[0].path, words=words)
    assert is_locked_anew(made)
    made.unlink()
    run(made, "new", "Another", words=words)
    assert is_locked_anew(made)


def test_a_file_that_others_can_read_is_refused(library: Library, words: Path, tmp_path: Path) -> None:
    library.close()
    run(library.path, "passphrase", "--new-passphrase-file", words)
    empty, binary = kept(tmp_path / "empty", ""), tmp_path / "binary"
    binary.touch(0o600)
    binary.write_bytes(b"\xff\xfe\x00")
    for file, said in ((empty, "is empty"), (binary, "can't be read"), (tmp_path / "missing", "can't be read")):
        assert said in sentence(run(library.path, "list", words=file, code=1))
    if os.name != "nt":
        words.chmod(0o640)
        assert "chmod 600" in sentence(run(library.path, "list", words=words, code=1))


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made by another library there")
def test_it_is_typed_at_a_terminal_that_does_not_show_it(library: Library) -> None:
    import pty

    new_workshop(library, "Typed")
    library.close()
    questions = {b"New passphrase: ": WORDS, b"The same again: ": WORDS}
    program = [sys.executable, *CONSOLE_SCRIPT, "--library", str(library.path), "passphrase"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(Path(__file__).parents[2])
        os.execv(program[0], program)
    seen = b""
    for question, answer in questions.items():
        while not seen.endswith(question):
            seen += os.read(terminal, 1)
        os.write(terminal, f"{answer}\n".encode())
    with closing(os.fdopen(terminal, "rb", buffering=0)) as rest, suppress(OSError):
        # Which is how a terminal says that the program has ended.
        while more := rest.read(1000):
            seen += more
    os.waitpid(child, 0)
    assert "open by the new passphrase alone" in seen.decode() and WORDS not in seen.decode()
    assert is_locked_anew(library.path)
