"""What is known to be weak is told, and what nobody could look up is not called sound."""

import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import audit
import pytest
import trustme

REPORT = {
    "dependencies": [
        {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}]},
        {"name": "numpy", "version": "2.0", "vulns": []},
        *({"name": f"unknown-{number}", "skip_reason": "not found on PyPI"} for number in range(7)),
    ]
}


def test_what_is_weak_is_told_and_what_was_not_looked_up_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.tell(REPORT) == 1
    weak, looked_up, not_known = capsys.readouterr().out.splitlines()
    assert weak == "pillow 1.0: PYSEC-1, mended in 1.1"
    assert looked_up == "2 of 9 packages were looked up; 1 weaknesses are known."
    assert "Of 7 packages nothing is known" in not_known and not_known.endswith("unknown-4 and 2 more.")
    assert audit.tell({"dependencies": REPORT["dependencies"][1:]}) == 0


def test_where_nothing_can_be_reached_that_is_said_and_nothing_fails(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    done = audited(tmp_path, {"HTTPS_PROXY": nowhere, "https_proxy": nowhere, "GITHUB_ACTIONS": "true"})
    assert done.stdout.startswith("::notice::The data on known weaknesses can't be reached: nothing was looked up.")
    assert done.returncode == 0


def test_a_weakness_that_the_index_knows_of_ends_the_audit_with_an_error(tmp_path: Path) -> None:
    """pip-audit itself asks for each version that the lock names, over TLS, an index of this computer."""
    with index(tmp_path) as (there, asked):
        sound = audited(tmp_path / "sound", there)
        KNOWN["pillow"] = [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "details": "Bad.", "fixed_in": ["999.1"]}]
        weak = audited(tmp_path / "weak", there)
    (version,) = (version for name, version in asked if name == "pillow")
    count = len(asked)
    assert count > 50
    assert sound.stdout.splitlines()[0] == f"{count - 1} of {count} packages were looked up; 0 weaknesses are known."
    assert "Of 1 packages nothing is known where this was asked: alembic." in sound.stdout
    assert sound.returncode == 0
    assert weak.stdout.splitlines()[0] == f"pillow {version}: PYSEC-2026-1, mended in 999.1"
    assert weak.returncode == 1


def audited(folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What the audit says, of what it has not kept from another time."""
    words = [sys.executable, audit.__file__]
    kept = {"PIP_CACHE_DIR": str(folder / "pip"), "XDG_CACHE_HOME": str(folder / "cache"), "NO_PROXY": ""}
    return subprocess.run(
        words, capture_output=True, text=True, timeout=300, env={**os.environ, **kept, "no_proxy": "", **environment}
    )


KNOWN: dict[str, list[dict[str, object]]] = {}
"""The weaknesses of each package, in the form of the Python Package Index."""


class Index(BaseHTTPRequestHandler):
    """A proxy that answers for the index itself, which has never heard of one package."""

    protocol_version = "HTTP/1.1"
    tls: ssl.SSLContext
    asked: set[tuple[str, str]]

    def do_CONNECT(self) -> None:
        assert self.path == "pypi.org:443"
        self.send_response(200)
        self.end_headers()
        self.connection = self.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def do_GET(self) -> None:
        _, of_index, name, version, _ = self.path.split("/")
        assert of_index == "pypi"
        self.asked.add((name, version))
        body = json.dumps({"vulnerabilities": KNOWN.get(name, [])}).encode()
        self.send_response(404 if name == "alembic" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def index(folder: Path) -> Iterator[tuple[dict[str, str], set[tuple[str, str]]]]:
    """The environment of a program that finds the index here, and which versions were asked for."""
    authority, trusted, asked = trustme.CA(), folder / "trusted.pem", set[tuple[str, str]]()
    authority.cert_pem.write_to_path(str(trusted))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("pypi.org").configure_cert(tls)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Made", (Index,), {"tls": tls, "asked": asked}))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        proxy = f"http://127.0.0.1:{server.server_address[1]}"
        yield {"HTTPS_PROXY": proxy, "https_proxy": proxy, "REQUESTS_CA_BUNDLE": str(trusted)}, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        KNOWN.clear()
