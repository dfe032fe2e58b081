"""The facilitator's mail account: how to reach the server and from which address mail goes out.

Kept with the library's preferences. The password is not among them: it lies in the system's keyring alone.
"""

from dataclasses import dataclass
from enum import StrEnum

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.post.messages import sender_address
from facilitator.post.postman import PER_MINUTE
from facilitator.post.server import Server, forget_password, keep_password, stored_password
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference

MOST_PER_MINUTE = 600


class Encryption(StrEnum):
    """How the connection to the server is kept from being read on the way."""

    STARTTLS = "starttls"
    """Encrypted before anything is said; usual on port 587."""
    TLS = "tls"
    """Encrypted from the first byte; usual on port 465."""
    NONE = "none"
    """Everybody on the way can read the mail and the password. Only for a server of one's own house."""

    @property
    def port(self) -> int:
        """The port on which servers usually speak like this."""
        return {Encryption.STARTTLS: 587, Encryption.TLS: 465, Encryption.NONE: 25}[self]


@dataclass(frozen=True, slots=True)
class Account:
    """All that is to be known for sending, but the password. An empty `user` sends without logging in."""

    host: str
    port: int = 587
    user: str = ""
    encryption: Encryption = Encryption.STARTTLS
    sender: str = ""
    per_minute: int = PER_MINUTE

    @property
    def label(self) -> str:
        """The server, to be shown."""
        return f"{self.host}:{self.port}"


_ACCOUNT: Preference[Account | None] = Preference("mail_account", Account, None, personal=True)


def mail_account(library: Library) -> Account | None:
    """The account that was kept; None when there is none yet."""
    return _ACCOUNT.get(library)


def keep_account(library: Library, account: Account, password: str = "") -> Account:
    """Keep an account, and in the keyring its password, where one is given; returns it as it was kept.

    Raises Invalid, with nothing kept, for what can't be an account and where there is no keyring.
    """
    tidy = checked(account)
    if tidy.user and password:
        keep_password(tidy.user, tidy.host, password)
    _ACCOUNT.set(library, tidy)
    return tidy


def forget_account(library: Library) -> None:
    """Keep no account any more, and no password of it in the keyring. Raises Invalid where there is no keyring."""
    account = mail_account(library)
    if account is not None and account.user:
        forget_password(account.user, account.host)
    _ACCOUNT.clear(library)


def checked(account: Account) -> Account:
    """The account without stray spaces. Raises Invalid, saying what is missing or wrong."""
    host = account.host.strip()
    if not host:
        raise Invalid(tr("Name the mail server, such as smtp.example.org."))
    if "/" in host or "@" in host or any(character.isspace() for character in host):
        raise Invalid(tr("“{host}” is not the name of a server. It looks like smtp.example.org.", host=host))
    if not 1 <= account.port <= 65535:
        raise Invalid(tr("A port is a number from 1 to 65535."))
    if not account.sender.strip():
        raise Invalid(tr("Say from which address the mail is sent."))
    if not 1 <= account.per_minute <= MOST_PER_MINUTE:
        raise Invalid(tr("From 1 to {most} mails a minute can be sent.", most=MOST_PER_MINUTE))
    return Account(
        host=host,
        port=account.port,
        user=account.user.strip(),
        encryption=account.encryption,
        sender=sender_address(account.sender).addr_spec,
        per_minute=account.per_minute,
    )


def has_password(account: Account) -> bool:
    """Whether the keyring holds the account's password; False too where there is no keyring."""
    try:
        return bool(account.user and stored_password(account.user, account.host))
    except Invalid:
        return False


def server_of(account: Account, password: str = "", *, timeout: float = 30.0) -> Server:
    """The server to send through; without `password` the keyring is asked for it. Raises Invalid."""
    if account.user and not password:
        password = stored_password(account.user, account.host) or ""
        if not password:
            raise Invalid(
                tr(
                    "There is no password for {user} on {host} in this computer’s keyring. "
                    "Enter it under “Mail server”.",
                    user=account.user,
                    host=account.host,
                )
            )
    return Server(
        host=account.host,
        port=account.port,
        user=account.user,
        password=password if account.user else "",
        from_the_start=account.encryption is Encryption.TLS,
        encrypted=account.encryption is not Encryption.NONE,
        timeout=timeout,
    )
