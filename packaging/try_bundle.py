"""Tries a bundle: what people do with the program, by its own commands, and a workshop played through its windows.

Nothing of this environment's program takes part: it only stands around it, as a mail server, as somebody who fills in a
form, and to look at what came out.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

_TRIED = {"sample", "report", "worksheets", "import", "export", "mail", "passphrase", "list", "rehearse"}
PEOPLE = 18
"""So many of the sample have answered."""


class TryError(Exception):
    """The bundle does not do what it has to; the message says what."""


class Trial:
    """A program that is tried, called by `command`, which sees `folder` as `seen`."""

    def __init__(self, command: Sequence[str], folder: Path, seen: Path | None = None) -> None:
        self.command, self.folder, self.seen = [*command], folder, seen or folder
        # Nothing of the Python around it may help.
        others = ("PYTHON", "VIRTUAL_ENV")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}

    def call(self, *words: str, **environment: str) -> str:
        """Run a command of the program; what it prints. Raises TryError where it fails."""
        done = subprocess.run(
            [*self.command, *words],
            env={**self.environment, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise TryError(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        print("ok  " + next(word for word in words if word in _TRIED), flush=True)
        return done.stdout

    def own(self, path: Path) -> None:
        """Give a file that was made here to whom the folder belongs to."""
        if os.name == "posix":
            about = self.folder.stat()
            os.chown(path, about.st_uid, about.st_gid)

    def at(self, name: str) -> str:
        """How the program calls a place in the folder."""
        return str(self.seen / name)


def try_all(trial: Trial, *rehearse: str) -> None:
    """A rehearsal with these arguments, and beside it sample, papers, mail and returned worksheets."""
    watched = watch_others(trial) if sys.platform == "linux" else {}
    with ThreadPoolExecutor(1) as beside:
        played = beside.submit(trial.call, "rehearse", "-o", trial.at("rehearsal"), *rehearse, **watched)
        _try_commands(trial)
        told = played.result()
    must("FAILED" not in told, told)
    print(told.splitlines()[-1], flush=True)
    if watched:
        given = (trial.folder / _GIVEN).read_text("utf-8")
        must("_internal" not in given, f"other programs are given the bundle's own libraries:\n{given}")


def watch_others(trial: Trial) -> dict[str, str]:
    """Have a program of the desktop that is asked for its settings note what it is given; the variables for that."""
    programs = trial.folder / "programs"
    programs.mkdir(mode=0o755, exist_ok=True)
    program = programs / "gsettings"
    program.write_text(f"#!/bin/sh\nenv > '{trial.at(_GIVEN)}'\n", encoding="utf-8")
    program.chmod(0o755)
    path = f"{trial.at('programs')}:{os.environ.get('PATH', os.defpath)}"
    return {"PATH": path, "XDG_CURRENT_DESKTOP": "GNOME"}


_GIVEN = "given"
"""The file in which that program notes it."""


def _try_commands(trial: Trial) -> None:
    library = ("--library", trial.at("library.sqlite"))
    workshop = trial.call(*library, "sample").strip()
    papers = trial.call(*library, "report", workshop, "-o", trial.at("papers")).splitlines()
    must(len(papers) > PEOPLE, f"report wrote {len(papers)} papers")
    must(all(_pages(trial.folder / "papers" / Path(path).name) for path in papers), "a paper has no page")
    _read_forms(trial, library, workshop)
    _read_old_letters(trial, library, workshop)
    _mail(trial, library, workshop)
    _lock(trial, library)


def _read_forms(trial: Trial, library: Sequence[str], workshop: str) -> None:
    """One of the forms is filled in as by a reader of PDFs, and comes back."""
    from pypdf import PdfReader, PdfWriter

    from facilitator.exercises.network.worksheets import names

    trial.call(*library, "worksheets", workshop, "--fillable", "-o", trial.at("sheets"))
    form = min((trial.folder / "sheets").rglob("*.pdf"))
    writer = PdfWriter(clone_from=PdfReader(form))
    fields = [name for name in (writer.get_fields() or {}) if name.endswith(names.contact(1))]
    must(bool(fields), f"{form.name} has no field to fill in")
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict.fromkeys(fields, "K. L."), auto_regenerate=False)
    filled = BytesIO()
    writer.write(filled)
    (trial.folder / "filled.pdf").write_bytes(filled.getvalue())
    trial.call(*library, "import", workshop, "--replace", trial.at("filled.pdf"))
    trial.own(trial.folder / "filled.pdf")
    trial.call(*library, "export", workshop, "--format", "json", "-o", trial.at("exported.json"))
    must("K. L." in (trial.folder / "exported.json").read_text("utf-8"), "what was filled in is not in the library")


def _read_old_letters(trial: Trial, library: Sequence[str], workshop: str) -> None:
    """A list of people in an encoding from before Unicode comes in: what guesses it is imported by nothing else."""
    people = "Name;Team\r\nJürgen Größl;Verkauf\r\nZoë Müller-Weiß;Rückgabe und Prüfung\r\n"
    (trial.folder / "people.csv").write_bytes(people.encode("cp1252"))
    trial.own(trial.folder / "people.csv")
    trial.call(*library, "import", workshop, "--as", "people", trial.at("people.csv"))
    trial.call(*library, "export", workshop, "--format", "json", "-o", trial.at("with_people.json"))
    must("Zoë Müller-Weiß" in (trial.folder / "with_people.json").read_text("utf-8"), "old letters are not read")


def _mail(trial: Trial, library: Sequence[str], workshop: str) -> None:
    """Everybody's handout arrives at a real server, which speaks TLS and whose certificate is looked at."""
    from mail_server import Post

    post = Post(trial.folder)
    server = post.server()
    url = f"smtp://localhost:{server.port}"
    words = (*library, "mail", workshop, "--smtp-url", url, "--from", "me@example.org", "--per-minute", "6000")
    trial.call(*words, SSL_CERT_FILE=trial.at(post.bundle.name))
    post.stop()
    mails = [mail for _, mail in post.box.mails]
    must(len(mails) >= PEOPLE, f"{len(mails)} mails arrived")
    must(all(any(part.get_content_type() == "application/pdf" for part in mail.walk()) for mail in mails), "no paper")


def _lock(trial: Trial, library: Sequence[str]) -> None:
    """SQLCipher came along: the library gets a passphrase, and lists its workshop with it."""
    words = trial.folder / "words"
    words.touch(mode=0o600)
    words.write_text("a long enough passphrase\n", encoding="utf-8")
    trial.own(words)
    trial.call(*library, "passphrase", "--new-passphrase-file", trial.at("words"))
    must(not (trial.folder / "library.sqlite").read_bytes().startswith(b"SQLite"), "the library can be read")
    trial.call(*library, "--passphrase-file", trial.at("words"), "list")


def _pages(path: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(path).pages)


def must(holds: bool, what: str) -> None:
    """Raises TryError, with what is wrong, where this does not hold."""
    if not holds:
        raise TryError(what)
