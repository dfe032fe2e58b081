"""The distribution's own Firefox, steered by what it listens to for that: no driver, no further package."""

import base64
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

_PATIENCE = 60.0


class Firefox:
    """A browser with one page, and a profile of its own that is forgotten."""

    def __init__(self, path: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        prefs = {
            "marionette.port": 0,
            "intl.accept_languages": "de",
            "datareporting.policy.dataSubmissionEnabled": False,
        }
        lines = (f'user_pref("{name}", {json.dumps(value)});' for name, value in prefs.items())
        (folder / "user.js").write_text("\n".join(lines))
        self._process = subprocess.Popen(
            [path, "--headless", "--marionette", "--no-remote", "--profile", str(folder), "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        told, until = folder / "MarionetteActivePort", monotonic() + _PATIENCE
        while not (told.exists() and told.read_text().strip()):
            assert monotonic() < until and self._process.poll() is None, "Firefox does not start"
            sleep(0.1)
        self._line = socket.create_connection(("127.0.0.1", int(told.read_text())), timeout=_PATIENCE)
        self._rest, self._number = b"", 0
        self._message()
        self.call("WebDriver:NewSession", capabilities={})

    def call(self, method: str, **values: Any) -> Any:
        self._number += 1
        asked = json.dumps([0, self._number, method, values]).encode()
        self._line.sendall(str(len(asked)).encode() + b":" + asked)
        _, _, error, found = self._message()
        assert error is None, error
        return found

    def go(self, address: str) -> "Firefox":
        self.call("WebDriver:Navigate", url=address)
        return self

    def js(self, expression: str) -> Any:
        return self.call("WebDriver:ExecuteScript", script=f"return ({expression})", args=[])["value"]

    def wait(self, condition: str) -> "Firefox":
        until = monotonic() + _PATIENCE
        while not self.js(f"Boolean({condition})"):
            assert monotonic() < until, (condition, self.js("document.body.innerText"))
            sleep(0.05)
        return self

    def _found(self, selector: str) -> str:
        (element,) = self.call("WebDriver:FindElement", using="css selector", value=selector)["value"].values()
        return str(element)

    def click(self, selector: str) -> "Firefox":
        self.call("WebDriver:ElementClick", id=self._found(selector))
        return self

    def type(self, selector: str, words: str) -> "Firefox":
        self.call("WebDriver:ElementSendKeys", id=self._found(selector), text=words)
        return self

    def size(self, width: int, height: int) -> "Firefox":
        self.call("WebDriver:SetWindowRect", width=width, height=height)
        return self

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("WebDriver:TakeScreenshot", full=True)["value"]))

    def close(self) -> None:
        self._line.close()
        self._process.terminate()
        self._process.wait(60)

    def _message(self) -> Any:
        while b":" not in self._rest:
            self._rest += self._line.recv(1 << 16)
        size, _, rest = self._rest.partition(b":")
        while len(rest) < int(size):
            rest += self._line.recv(1 << 16)
        self._rest = rest[int(size) :]
        return json.loads(rest[: int(size)])


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """A browser for as long as it is wanted. Skips the test where there is none."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        pytest.skip("there is no Firefox here to open pages with")
    browser = Firefox(path, folder)
    try:
        yield browser
    finally:
        browser.close()
