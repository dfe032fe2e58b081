"""A mail server to send through: where it is, how it is spoken to, and what its refusals mean.

The connection is encrypted unless the facilitator says otherwise, and the server's certificate is checked. The
password is asked of the system's keyring and kept nowhere else.
"""

import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from facilitator.errors import FacilitatorError, Invalid
from facilitator.i18n import tr, trn
from facilitator.passwords import system_keyring

_SERVICE = "facilitator-smtp"
_HANGS_UP = 421
_TOO_LARGE = (523, 552)
_LONGEST_WORDS = 300
_NAMELESS = "[127.0.0.1]"
"""How we introduce ourselves, as mail programs do: the name of this computer is nobody's business."""
_PORTS = {"smtp": 587, "smtps": 465}


class ServerRefused(FacilitatorError):
    """The server can't be used as it is set up: nothing went out."""


class LetterRefused(FacilitatorError):
    """The server took no letter for this one person; others may go."""


class LetterDelayed(FacilitatorError):
    """The server does not take the letter now and may take it later.

    `everybody` says that this is not about the one person, but about whatever comes from this sender; `hung_up` that
    the server broke the connection off over this letter each time, and did not take it.
    """

    def __init__(self, sentence: str, *, everybody: bool = False, hung_up: bool = False) -> None:
        super().__init__(sentence)
        self.everybody = everybody
        self.hung_up = hung_up


class LineLost(FacilitatorError):
    """The connection broke off. `handed_over` says whether the letter was on its way, so that it may have gone."""

    def __init__(self, sentence: str, *, handed_over: bool) -> None:
        super().__init__(sentence)
        self.handed_over = handed_over


@dataclass(frozen=True, slots=True)
class Server:
    """Where to send. `encrypted` by STARTTLS on "smtp", from the first byte on "smtps"; False only on purpose."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    from_the_start: bool = False
    encrypted: bool = True
    timeout: float = 30.0

    @property
    def label(self) -> str:
        """The server without any password, to be shown."""
        return f"{self.host}:{self.port}"


def server_at(url: str, *, insecure: bool = False) -> Server:
    """The server of an address such as `smtp://user@mail.example.org:587` or `smtps://…`. Raises Invalid.

    Where the address names a user and no password, the keyring is asked for it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Invalid(tr("The address of the mail server is not one: {reason}.", reason=error)) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise Invalid(tr("A mail server’s address begins with smtp:// or smtps:// and names the server."))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user and not password:
        password = stored_password(user, parts.hostname) or ""
        if not password:
            raise Invalid(
                tr(
                    "There is no password for {user} on {host} in this computer’s keyring. Store it once with "
                    "“facilitator mail-password {user}@{host}”.",
                    user=user,
                    host=parts.hostname,
                )
            )
    return Server(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=user,
        password=password,
        from_the_start=parts.scheme == "smtps",
        encrypted=not insecure or parts.scheme == "smtps",
    )


def names_password(url: str) -> bool:
    """Whether the address of a server holds a password."""
    try:
        return bool(urlsplit(url).password)
    except ValueError:
        return False


def stored_password(user: str, host: str) -> str | None:
    """The password in the system's keyring; None when there is none. Raises Invalid where there is no keyring."""
    with system_keyring() as keyring:
        password: str | None = keyring.get_password(_SERVICE, f"{user}@{host}")
    return password


def keep_password(user: str, host: str, password: str) -> None:
    """Put a password into the system's keyring. Raises Invalid where there is none."""
    with system_keyring() as keyring:
        keyring.set_password(_SERVICE, f"{user}@{host}", password)


def forget_password(user: str, host: str) -> None:
    """Take a password out of the system's keyring, if it is there. Raises Invalid where there is no keyring."""
    with system_keyring() as keyring, suppress(keyring.errors.PasswordDeleteError):
        keyring.delete_password(_SERVICE, f"{user}@{host}")


class Line:
    """A connection to a server, made when the first mail is sent."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def close(self) -> None:
        """Hang up."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """Hand one mail over.

        Raises ServerRefused when there is no connection or the sender is refused, LetterRefused, LetterDelayed or
        LineLost.
        """
        smtp = self._smtp = self._smtp or self._connect()
        handed_over = False
        try:
            smtp.ehlo_or_helo_if_needed()
            code, said = smtp.mail(sender, (f"size={len(mail.as_bytes())}",) if smtp.has_extn("size") else ())
            if code != 250:
                raise self._of_sender(code, said, sender)
            code, said = smtp.rcpt(recipient)
            if code not in (250, 251):
                raise _refusal(code, said)
            handed_over = True
            code, said = smtp.data(mail.as_bytes())
            if _is_refusal(code):
                raise _refusal(code, said)
            if not _is_taken(code):
                # Neither a yes nor a no: it may have taken the letter all the same.
                raise LineLost(_words(code, said), handed_over=True)
        except (LetterRefused, LetterDelayed, ServerRefused):
            self._reset(smtp)
            raise
        except smtplib.SMTPDataError as error:
            self._reset(smtp)
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise LineLost(tr("The connection to the mail server broke off."), handed_over=handed_over) from error

    def _of_sender(self, code: int, said: bytes | str, sender: str) -> FacilitatorError:
        """What it means that the server takes nothing from this sender: the next letter would fare no better."""
        if code == _HANGS_UP or code in _TOO_LARGE:
            return _refusal(code, said)
        if _is_temporary(code):
            return LetterDelayed(_words(code, said), everybody=True)
        return ServerRefused(
            tr("{server} takes no mail from {sender}: {said}.", server=self._server.label, sender=sender,
               said=_words(code, said).rstrip("."))
        )  # fmt: skip

    def _reset(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except (smtplib.SMTPException, OSError):
            # The next letter finds out by itself that the line is gone.
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        try:
            if server.from_the_start:
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, _NAMELESS, timeout=server.timeout, context=context
                )
            else:
                smtp = smtplib.SMTP(server.host, server.port, _NAMELESS, timeout=server.timeout)
                if server.encrypted:
                    smtp.starttls(context=context)
        except ssl.SSLCertVerificationError as error:
            raise ServerRefused(
                tr("{server} can't prove who it is ({reason}). Nothing was sent.", server=server.label,
                   reason=error.verify_message)
            ) from error  # fmt: skip
        except smtplib.SMTPNotSupportedError as error:
            raise ServerRefused(
                tr(
                    "{server} offers no encryption, so nothing was sent. If that is meant to be so, say so expressly.",
                    server=server.label,
                )
            ) from error
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise ServerRefused(
                tr("{server} does not answer as a mail server: {reason}.", server=server.label, reason=_reason(error))
            ) from error
        if server.user:
            self._log_in(smtp)
        return smtp

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        server = self._server
        try:
            if (server.user + server.password).isascii():
                smtp.login(server.user, server.password)
            else:
                _log_in_beyond_ascii(smtp, server)
        except smtplib.SMTPAuthenticationError as error:
            smtp.close()
            raise ServerRefused(
                tr("{server} did not accept user name and password: {said}.", server=server.label,
                   said=_words(error.smtp_code, error.smtp_error))
            ) from error  # fmt: skip
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            raise ServerRefused(
                tr("It was not possible to log in to {server}: {reason}.", server=server.label, reason=_reason(error))
            ) from error


def _log_in_beyond_ascii(smtp: smtplib.SMTP, server: Server) -> None:
    """Log in as RFC 4616 has it, in UTF-8: the library's own ways take ASCII only."""
    smtp.ehlo_or_helo_if_needed()
    word = b64encode(f"\0{server.user}\0{server.password}".encode()).decode("ascii")
    code, said = smtp.docmd("AUTH", f"PLAIN {word}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _refusal(code: int, said: bytes | str) -> LetterRefused | LetterDelayed | LineLost:
    """What a refusal means: with 421 the server hangs up and has not taken the letter, else it is this one's alone."""
    if code == _HANGS_UP:
        return LineLost(tr("The mail server has hung up: {said}.", said=_words(code, said)), handed_over=False)
    return LetterDelayed(_words(code, said)) if _is_temporary(code) else LetterRefused(_words(code, said))


def _is_taken(code: int) -> bool:
    return 200 <= code < 300


def _is_refusal(code: int) -> bool:
    return 400 <= code < 600


def _is_temporary(code: int) -> bool:
    return 400 <= code < 500


def _reason(error: Exception) -> str:
    """Why something failed, in the server's words where it said any."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error).rstrip(".")
    return str(error)


def _words(code: int, said: bytes | str) -> str:
    """What a server answered, in one line; where it is long, its beginning and how much is cut."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    # What is no answer of a mail server has no code; the library calls it −1.
    line = f"{code if code > 0 else ''} {' '.join(text.split())}".strip()
    more = len(line) - _LONGEST_WORDS
    if more <= 0:
        return line
    cut = trn("{count} letter more", "{count} letters more", more)
    return f"{line[:_LONGEST_WORDS]}… ({cut})"
