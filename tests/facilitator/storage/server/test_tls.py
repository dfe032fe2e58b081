"""An encrypted connection, and a server that has to show by its certificate that it is the one that was named."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from encrypted_line import encrypted_line
from library_server import LibraryServer

from facilitator.errors import LibraryRefused
from facilitator.storage.library import open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.connections import connect
from facilitator.workshop.workshops import list_workshops, new_workshop


@pytest.fixture
def authority() -> trustme.CA:
    """A private one, as an organisation has."""
    return trustme.CA()


@pytest.fixture
def port(server: LibraryServer, authority: trustme.CA) -> Iterator[int]:
    """Where the server speaks TLS by a certificate of the authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with encrypted_line(server.port, context) as found:
        yield found


def test_a_server_of_a_private_authority_is_believed_by_its_certificate(
    address: ServerAddress, authority: trustme.CA, port: int, tmp_path: Path
) -> None:
    kept = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(kept))
    named = replace(address, host="localhost", port=port, tls="verify-full", certificate=str(kept))
    assert ServerAddress.parse(str(named)) == named
    library = open_library(named)
    new_workshop(library, "Over an encrypted line")
    with connect(named) as connection:
        assert connection.pgconn.ssl_in_use
    assert [each.title for each in list_workshops(library)] == ["Over an encrypted line"]
    library.close()
    # By another name, or signed by somebody else, it is not the one: nothing goes to it.
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    for wrong, said in (
        (replace(named, host="127.0.0.1"), "does not match host name"),
        (replace(named, certificate=str(other)), "certificate verify failed"),
        (replace(named, certificate=""), "certificate verify failed"),
    ):
        with pytest.raises(LibraryRefused, match=said):
            open_library(wrong)
