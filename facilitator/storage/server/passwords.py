"""Passwords of libraries on servers, in the keyring of the person's system."""

from typing import TYPE_CHECKING

from facilitator.passwords import system_keyring

if TYPE_CHECKING:
    from facilitator.storage.server.address import ServerAddress

_SERVICE = "facilitator-library"


def kept_password(address: "ServerAddress") -> str | None:
    """The password in the keyring; None when there is none. Raises Invalid where there is no keyring."""
    with system_keyring() as keyring:
        password: str | None = keyring.get_password(_SERVICE, _name(address))
    return password


def keep_password(address: "ServerAddress", password: str) -> None:
    """Put the password of whoever the address names into the keyring. Raises Invalid where there is none."""
    with system_keyring() as keyring:
        keyring.set_password(_SERVICE, _name(address), password)


def _name(address: "ServerAddress") -> str:
    """Whoever logs in and where, whatever is said of how: a server knows one password for all databases."""
    return f"{address.user}@{address.host}:{address.port}"
