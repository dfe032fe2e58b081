"""A keyring that forgets everything at the end of a test: the real one belongs to the person at the computer."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class KeyringInMemory(KeyringBackend):
    """Keeps passwords for one test; `locked` refuses as a keyring does that its owner did not unlock."""

    priority = 0.1  # type: ignore[assignment]  # never chosen by itself

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("no such password")

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked("it is locked")


@pytest.fixture
def keyring_of_the_test() -> Iterator[KeyringInMemory]:
    before = keyring.get_keyring()
    made = KeyringInMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)
