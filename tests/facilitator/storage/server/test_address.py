"""How a library on a server is named, and what is never said of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.storage.server.address import ServerAddress, is_address

names = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="/"), min_size=1, max_size=12)
hosts = st.one_of(
    st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z]{2,5}){0,2}", fullmatch=True),
    st.ip_addresses().map(str),
    st.just("/run/postgresql"),
)


@given(
    hosts,
    st.integers(1, 65535),
    names,
    st.one_of(st.just(""), names),
    st.sampled_from(["", "verify-full", "require", "disable"]),
    st.one_of(st.just(""), st.just("/etc/ssl/of the house.pem")),
)
def test_an_address_that_is_shown_can_be_typed_again(
    host: str, port: int, database: str, user: str, tls: str, certificate: str
) -> None:
    address = ServerAddress(host, port, database, user, tls, certificate)
    assert is_address(str(address))
    assert ServerAddress.parse(str(address)) == address


@pytest.mark.parametrize(
    "typed",
    [
        "postgresql://anna:hunter2@server.example.org/library",
        "postgresql://anna:hunter2@server.example.org:many/library",
        "postgresql://anna:hunter2@server.example.org",
        "postgresql://server.example.org/library?password=hunter2",
        "postgresql://server.example.org/library?sslmode=hunter2",
        "postgres://:hunter2@/",
        "postgresql://[hunter2/library",
    ],
)
def test_a_password_in_an_address_is_refused_and_never_repeated(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        ServerAddress.parse(typed)
    assert "hunter2" not in refused.value.sentence
    assert "hunter2" not in repr(refused.value)


@pytest.mark.parametrize("typed", ["postgresql:///", "postgresql://server.example.org/a/b", "postgresql://h/d#x", "x"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        ServerAddress.parse(typed)


@pytest.mark.parametrize(
    ("typed", "tls", "certificate"),
    [
        ("postgresql://anna@server.example.org/library", "verify-full", "system"),
        ("postgresql://10.1.2.3/library", "verify-full", "system"),
        ("postgresql://localhost.example.org/library", "verify-full", "system"),
        ("postgresql://server.example.org/library?sslrootcert=/etc/ours.pem", "verify-full", "/etc/ours.pem"),
        ("postgresql://server.example.org/library?sslmode=require", "require", None),
        ("postgresql://server.example.org/library?sslmode=disable", "disable", None),
        ("postgresql://localhost/library", "prefer", None),
        ("postgresql://[::1]/library", "prefer", None),
        ("postgresql:///library?host=/run/postgresql", "prefer", None),
        ("postgresql://127.0.0.1/library?sslmode=verify-full", "verify-full", "system"),
    ],
)
def test_to_another_computer_nothing_goes_unencrypted_unless_it_is_said(
    typed: str, tls: str, certificate: str | None
) -> None:
    told = ServerAddress.parse(typed).parameters()
    assert told["sslmode"] == tls
    assert told.get("sslrootcert") == certificate
    assert "password" not in told
