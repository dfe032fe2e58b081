"""The distribution's own Chromium, steered through its debugging pipe: no driver, no further package."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from time import monotonic, sleep
from typing import Any

import pytest

_PATIENCE = 60.0


def chromium() -> str:
    """Its path. Skips the test where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("there is no Chromium here to open pages with")
    return found


class Tab:
    """One page of the browser."""

    def __init__(self, browser: "Chromium", session: str) -> None:
        self._browser, self._session = browser, session
        for domain in ("Page", "Runtime", "Accessibility", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **values)

    def size(self, width: int, height: int, *, dark: bool = False, ratio: float = 2.0) -> "Tab":
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=ratio, mobile=True
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=True)
        scheme = "dark" if dark else "light"
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        return self

    def scripts(self, on: bool) -> "Tab":
        self.call("Emulation.setScriptExecutionDisabled", value=not on)
        return self

    def offline(self, yes: bool) -> "Tab":
        self.call(
            "Network.emulateNetworkConditions", offline=yes, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        return self

    def go(self, address: str) -> "Tab":
        self.call("Page.navigate", url=address)
        return self.settle()

    def settle(self) -> "Tab":
        """Wait until the page is there."""
        until = monotonic() + _PATIENCE
        while self.js("document.readyState") != "complete":
            assert monotonic() < until
            sleep(0.02)
        return self

    def wait(self, condition: str) -> "Tab":
        """Wait until this is true on the page; a page that goes meanwhile is waited for too."""
        until = monotonic() + _PATIENCE
        while not self.js(f"Boolean({condition})"):
            assert monotonic() < until, (condition, self.js("document.body.innerText"))
            sleep(0.03)
        return self

    def js(self, expression: str) -> Any:
        """What it is worth on the page; the tests' own scripts run also where the page's do not."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return found.get("result", {}).get("value")

    def click(self, selector: str) -> "Tab":
        """Press what this finds first, as a finger does: a page that leads elsewhere is waited for."""
        found = f"const e = document.querySelector({json.dumps(selector)});"
        middle = "const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2];"
        box = self.js(f"(() => {{ {found} e.scrollIntoView({{block: 'center'}}); {middle} }})()")
        assert box, selector
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)
        sleep(0.15)
        return self.settle()

    def type(self, selector: str, words: str) -> "Tab":
        self.js(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=words)
        return self

    @property
    def words(self) -> str:
        return str(self.js("document.body.innerText"))

    def names(self) -> list[tuple[str, str]]:
        """What a screen reader comes to: roles and names of all that can be read or used."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node.get("ignored") and "role" in node
        ]

    def picture(self, path: Path, *, whole: bool = True) -> None:
        found = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))


class Chromium:
    """A browser with a profile of its own, which is forgotten."""

    def __init__(self, path: str, folder: Path, language: str) -> None:
        mine, theirs = os.pipe(), os.pipe()
        arguments = [
            path, "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--no-sandbox",
            f"--user-data-dir={folder}", f"--lang={language}", f"--accept-lang={language}", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--no-default-browser-check",
            "about:blank",
        ]  # fmt: skip
        shell = f'exec "$0" "$@" 3<&{mine[0]} 4>&{theirs[1]}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, *arguments], pass_fds=(mine[0], theirs[1]), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder), "LANG": f"{language}.UTF-8"},
        )  # fmt: skip
        os.close(mine[0])
        os.close(theirs[1])
        self._write, self._read = mine[1], theirs[0]
        self._rest, self._number = b"", 0

    def call(self, method: str, session: str = "", **values: Any) -> dict[str, Any]:
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": values}
        if session:
            asked["sessionId"] = session
        os.write(self._write, json.dumps(asked).encode() + b"\0")
        until = monotonic() + _PATIENCE
        while True:
            said = self._message(until)
            if said.get("id") == self._number:
                if "error" in said:
                    # A page that is going has no world to ask in.
                    return {}
                found: dict[str, Any] = said["result"]
                return found

    def _message(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select([self._read], [], [], max(0.0, until - monotonic()))
            part = os.read(self._read, 1 << 16) if ready else b""
            if not part:
                raise TimeoutError("the browser says nothing")
            self._rest += part
        first, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(first)
        return found

    def tab(self) -> Tab:
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        return Tab(self, self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])

    def close(self) -> None:
        os.close(self._write)
        self._process.terminate()
        self._process.wait(60)
        os.close(self._read)


@contextmanager
def browsing(folder: Path, language: str = "de") -> Iterator[Chromium]:
    """A browser for as long as it is wanted. Skips the test where there is none."""
    browser = Chromium(chromium(), folder, language)
    try:
        yield browser
    finally:
        browser.close()
