"""Passwords of libraries on servers, in the keyring of the person's system."""

from typing import TYPE_CHECKING

from facilitator.passwords import system_keyring

if TYPE_CHECKING:
    from facilitator.storage.server.address import ServerAddress

_SERVICE = "facilitator-library"

_said: dict[str, str] = {}
"""What was typed while this program runs, by whose it is: for whoever has no keyring, or wants none."""


def stored_password(address: "ServerAddress") -> str | None:
    """The password that was said, else the one in the keyring; None when there is none.

    Raises Invalid where there is no keyring.
    """
    if _name(address) in _said:
        return _said[_name(address)]
    with system_keyring() as keyring:
        password: str | None = keyring.get_password(_SERVICE, _name(address))
    return password


def say_password(address: "ServerAddress", password: str) -> None:
    """Have a password tried from here on until the program ends, and kept nowhere."""
    _said[_name(address)] = password


def forget_password(address: "ServerAddress") -> None:
    """Try a password no more that was said."""
    _said.pop(_name(address), None)


def keep_password(address: "ServerAddress", password: str) -> None:
    """Put the password of whoever the address names into the keyring. Raises Invalid where there is none."""
    with system_keyring() as keyring:
        keyring.set_password(_SERVICE, _name(address), password)


def _name(address: "ServerAddress") -> str:
    """Whoever logs in and where, whatever is said of how: a server knows one password for all databases."""
    return f"{address.user}@{address.host}:{address.port}"
