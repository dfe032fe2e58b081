"""The account is kept without its password; a test message goes to oneself alone."""

import sys
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from command_line import facilitator
from keyring_in_memory import KeyringInMemory

from facilitator.errors import Invalid, where_raised
from facilitator.post.account import Account, Encryption, has_password, keep_account, mail_account, server_of
from facilitator.post.server import LineLost, Server, ServerRefused, names_password, stored_password
from facilitator.post.trial import send_test
from facilitator.progress import finish
from facilitator.storage.library import Library

if TYPE_CHECKING:
    from mail_server import Post, Talk

ANNA = Account("smtp.example.org", 587, "anna", Encryption.STARTTLS, "anna@example.org", 30)


def test_kept_and_found_again_without_the_password(library: Library, keyring_of_the_test: KeyringInMemory) -> None:
    assert mail_account(library) is None
    keep_account(library, replace(ANNA, host=" smtp.example.org "), "very secret")
    assert mail_account(library) == ANNA
    assert has_password(ANNA)
    assert not has_password(replace(ANNA, user="berta"))
    library.close()
    for file in library.path.parent.glob(f"{library.path.name}*"):
        assert b"very secret" not in file.read_bytes()
        assert b"smtp.example.org" in file.read_bytes() or file != library.path


def test_the_server_of_an_account(keyring_of_the_test: KeyringInMemory, library: Library) -> None:
    with pytest.raises(Invalid, match="no password for anna"):
        server_of(ANNA)
    keep_account(library, ANNA, "very secret")
    assert server_of(ANNA) == Server("smtp.example.org", 587, "anna", "very secret")
    assert server_of(ANNA, "another") == Server("smtp.example.org", 587, "anna", "another")
    assert server_of(replace(ANNA, encryption=Encryption.TLS, user="")).from_the_start
    assert not server_of(replace(ANNA, encryption=Encryption.NONE, user="")).encrypted
    keyring_of_the_test.locked = True
    with pytest.raises(Invalid, match="keyring"):
        server_of(ANNA)
    assert not has_password(ANNA)


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": " "},
        {"host": "smtp://example.org"},
        {"host": "user@example.org"},
        {"host": "two words"},
        {"port": 0},
        {"port": 70_000},
        {"sender": ""},
        {"sender": "anna"},
        {"sender": "jürgen@example.org"},
        {"per_minute": 0},
        {"per_minute": 10_000},
    ],
)
def test_what_is_no_account_is_not_kept(
    library: Library, keyring_of_the_test: KeyringInMemory, wrong: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        keep_account(library, replace(ANNA, **wrong), "very secret")  # type: ignore[arg-type]
    assert mail_account(library) is None
    assert keyring_of_the_test.kept == {}


def test_the_test_message(post: "Post") -> None:
    assert finish(send_test(post.server(), "anna@example.org")) == "anna@example.org"
    ((to, mail),) = post.box.mails
    assert to == ["anna@example.org"]
    assert list(mail.iter_attachments()) == []
    assert mail["Message-ID"]
    assert mail["Date"]


def test_a_test_that_fails_says_why(post: "Post") -> None:
    post.box.refuse["anna@example.org"] = "550 relaying denied"
    with pytest.raises(ServerRefused, match="did not take the message: 550 relaying denied"):
        finish(send_test(post.server(), "anna@example.org"))
    with pytest.raises(Invalid, match="to send from"):
        finish(send_test(post.server(), "anna"))

    def hang_up(talk: "Talk") -> None:
        talk.say("220 hello")
        talk.until_letter()

    with pytest.raises(LineLost, match="broke off"):
        finish(send_test(post.rude(hang_up), "anna@example.org"))


def test_a_password_is_in_no_repr_and_no_trace() -> None:
    """Whoever logs a server, or is shown where something was raised, reads no password."""
    server = Server("mail.example.org", 587, "me", "Geheim-42")
    assert "Geheim-42" not in f"{server!r} {server} {server.label} {replace(server, port=25)!r}"
    try:
        raise OSError(f"{server.password} {server!r}")
    except OSError as error:
        assert "Geheim-42" not in "\n".join(where_raised(error))


def test_a_password_is_no_argument(keyring_of_the_test: KeyringInMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind a command can be read by every program of the computer: a password is asked for."""
    url = "smtp://me:Geheim-42@localhost:2525"
    assert names_password(url) and not names_password("smtp://me@localhost:2525") and not names_password("//[")
    assert stored_password("me", "localhost") is None
    monkeypatch.setattr(sys, "stdin", StringIO("Geheim-42\n"))
    done = facilitator("mail-password", "me@localhost")
    assert "Geheim-42" not in done.stdout + done.stderr and stored_password("me", "localhost") == "Geheim-42"
    facilitator("mail-password", "me@localhost", "--password", "x", code=2)
