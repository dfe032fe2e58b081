"""Where a library on a server is: `postgresql://user@host:port/database`. Nothing here imports a driver.

An address never holds a password, so that it can be shown, logged and kept among what was opened last.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from facilitator.errors import Invalid
from facilitator.i18n import tr

_SCHEMES = ("postgresql://", "postgres://")
_PORT = 5432
_TLS = ("verify-full", "verify-ca", "require", "disable")
"""How far the connection is kept from being read, as PostgreSQL's own programs call it; see its `sslmode`."""
_OPTIONS = ("host", "sslmode", "sslrootcert")


def is_address(text: str) -> bool:
    """Whether a text is meant as the address of a library on a server, rather than as the path of a file."""
    return text.lower().startswith(_SCHEMES)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """One library on a server. `tls` is a value of PostgreSQL's `sslmode`; "" leaves it to `parameters`."""

    host: str
    """A name, an IP address, or the folder of a socket."""
    port: int
    database: str
    user: str = ""
    tls: str = ""
    certificate: str = ""
    """The file of the authority that has to have signed the server's certificate; "" for those of the system."""

    @classmethod
    def parse(cls, text: str) -> "ServerAddress":
        """The address that was typed. Raises Invalid, never repeating what was typed: a password may be in it."""
        try:
            found = urlsplit(text)
            port = found.port or _PORT
            options = dict(parse_qsl(found.query, keep_blank_values=True, strict_parsing=bool(found.query)))
        except ValueError as error:
            raise _unreadable() from error
        if found.password is not None:
            raise Invalid(
                tr(
                    "An address with a password can be read by everybody who uses this computer. Leave the password "
                    "out, and keep it by “facilitator server-password”."
                )
            )
        host = options.get("host") or unquote(found.hostname or "")
        database = unquote(found.path.removeprefix("/"))
        if not is_address(text) or not host or not database or "/" in database or found.fragment:
            raise _unreadable()
        if any(option not in _OPTIONS for option in options):
            raise Invalid(tr("Only {options} can stand behind the address of a library.", options=", ".join(_OPTIONS)))
        tls = options.get("sslmode", "")
        if tls and tls not in _TLS:
            raise Invalid(tr("“sslmode” is one of {modes}.", modes=", ".join(_TLS)))
        user = unquote(found.username or "")
        return cls(host, port, database, user, tls, options.get("sslrootcert", ""))

    def __str__(self) -> str:
        """The address, to be shown and to be typed again."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        options = []
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self._is_socket:
            host = ""
            options.append(f"host={quote(self.host, safe='/')}")
        if self.tls:
            options.append(f"sslmode={self.tls}")
        if self.certificate:
            options.append(f"sslrootcert={quote(self.certificate, safe='/')}")
        port = "" if self.port == _PORT else f":{self.port}"
        asked = f"?{'&'.join(options)}" if options else ""
        return f"postgresql://{user}{host}{port}/{quote(self.database, safe='')}{asked}"

    @property
    def _is_socket(self) -> bool:
        return self.host.startswith("/")

    @property
    def is_here(self) -> bool:
        """Whether the server is on this computer, so that nothing of it goes over a network."""
        if self._is_socket or self.host == "localhost":
            return True
        # Imported here: the start of the program, which has a file, does not wait for it.
        import ipaddress

        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def library(self) -> str:
        """The library's name at its server, without how to get there."""
        return f"{self.host}/{self.database}"

    def protection(self) -> str:
        """Whether what goes to the server is encrypted, and whether the server has to show who it is, in words."""
        match self._tls:
            case "verify-full" | "verify-ca":
                return tr(
                    "The connection is encrypted, and the server has to show by its certificate that it is the right "
                    "one."
                )
            case "require":
                return tr("The connection is encrypted, but nobody checks whether the server is the right one.")
            case "disable" if not self.is_here:
                return tr("The connection is not encrypted: whoever is in the network can read along.")
        return tr("The server is on this computer, so nothing goes over a network.")

    @property
    def _tls(self) -> str:
        return self.tls or ("prefer" if self.is_here else "verify-full")

    def parameters(self) -> dict[str, Any]:
        """What the driver is told, but for a password.

        To another computer nothing goes unencrypted, nor to one whose certificate does not show that it is the one
        that was named, unless the address says otherwise.
        """
        tls = self._tls
        found: dict[str, Any] = {
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "sslmode": tls,
            "application_name": "Facilitator",
            "client_encoding": "UTF8",
            "connect_timeout": 10,
            # Whoever lost the network must not keep everybody else from writing for hours.
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "options": "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 "
            "-c timezone=UTC -c datestyle=ISO -c extra_float_digits=1 -c synchronous_commit=on",
        }
        if self.user:
            found["user"] = self.user
        if self.certificate or tls == "verify-full":
            found["sslrootcert"] = self.certificate or "system"
        return found


def is_no_file() -> str:
    """What is said to whoever wants of a library on a server what only a file has."""
    return tr(
        "This library lies on a server. Its copies are made, checked and brought back there by its administrator, who "
        "also sees to it that nobody reads its disks. For a file of your own, hand a workshop over or export it."
    )


def _unreadable() -> Invalid:
    return Invalid(tr("The address of a library on a server looks like postgresql://name@server.example.org/library."))
