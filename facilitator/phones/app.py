"""HTTP for phones: which address leads to which page of the desk, who may ask for it, and how often.

All that is done with the library is done one thing after the other by the thread of `worker`: writing from several
would only wait for each other, and tries of digits must not run beside each other.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import Executor
from functools import partial
from secrets import compare_digest
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from facilitator.i18n import speaking, tr
from facilitator.phones import document
from facilitator.phones.desk import Desk, Reply
from facilitator.phones.limits import Limit

COOKIE = "phone"
MOST_BODY = 512 * 1024
"""Bytes of what is sent: a page of long texts has up to 300,000."""
MOST_FIELDS = 2000
MOST_HEADERS = 16 * 1024
MOST_QUEUED = 200
"""Requests that wait for the worker; of more it is said that there are too many."""
SHOWS = "return=representation"
"""What is preferred (RFC 7240) by whoever takes the page that follows as the answer to what was sent."""
STEERED_WITHIN = 2.0
"""Seconds for which the facilitator's own phone waits for the windows to do what was pressed."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_TYPES = {document.STYLE: "text/css", document.SCRIPT: "text/javascript"}
_Ask = Callable[["PhoneApp", Request], Awaitable[Reply]]


class PhoneApp:
    """The application of one step; `hosts` are the names by which it may be asked, each with its port."""

    def __init__(self, desk: Desk, worker: Executor, hosts: Collection[str], scheme: str) -> None:
        self._desk, self._worker, self._hosts, self._scheme = desk, worker, frozenset(hosts), scheme
        self._requests = Limit(rate=8, burst=80)
        self._wrong_tokens = Limit(rate=1 / 60, burst=10)
        self._wrong_tries = Limit(rate=1 / 120, burst=6)
        self._askings = Limit(rate=1 / 20, burst=8)
        self._queued = 0
        pages: list[tuple[str, str, _Ask]] = [
            ("", "GET", PhoneApp._names), ("hello", "GET", PhoneApp._hello), ("open", "POST", PhoneApp._open),
            ("ask", "POST", PhoneApp._ask), ("wait", "GET", PhoneApp._wait), ("go", "GET", PhoneApp._show),
            ("go", "POST", PhoneApp._send), ("thanks", "GET", PhoneApp._thanks), ("digits", "POST", PhoneApp._digits),
            ("leave", "POST", PhoneApp._leave),
        ]  # fmt: skip
        own: list[tuple[str, str, _Ask]] = [
            ("remote", "GET", PhoneApp._remote), ("remote", "POST", PhoneApp._pin), ("act", "POST", PhoneApp._steer),
        ]  # fmt: skip
        routes = [Route("/{token}", self._guarded(_in, self._room), methods=["GET"])]
        for name in _TYPES:
            answer = self._guarded(partial(_file, name), lambda: (*self._room(), *self._own()))
            routes.append(Route(f"/{{token}}/{name}", answer, methods=["GET"]))
        for tokens, listed in ((self._room, pages), (self._own, own)):
            for name, method, ask in listed:
                guarded = self._guarded(partial(_paged, self, ask), tokens)
                routes.append(Route(f"/{{token}}/{name}", guarded, methods=[method]))
        self.asgi = Starlette(routes=routes, exception_handlers={HTTPException: self._no_such})

    # What stands before every page

    def _room(self) -> tuple[str, ...]:
        """The token in the addresses of the room."""
        return (self._desk.token,)

    def _own(self) -> tuple[str, ...]:
        """That of the facilitator's own phone, where there is one."""
        return (self._desk.steering_token,)

    def _guarded(
        self, answer: Callable[[Request], Awaitable[Response]], tokens: Callable[[], tuple[str, ...]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Answer a request where it has one of these tokens in its address, and comes as it should."""

        async def guarded(request: Request) -> Response:
            with speaking(self._desk.language):
                refused = self._refused(request, tokens())
                if refused is not None:
                    return refused
                try:
                    return await answer(request)
                except ClientDisconnect:
                    return Response(status_code=400)
                except HTTPException:
                    raise
                except Exception as error:  # noqa: BLE001  # told where all that is unexpected is told, not to the room
                    sys.excepthook(type(error), error, error.__traceback__)
                    sentence = tr("What you sent before is kept. Please try again.")
                    return self._bare(500, tr("This did not work"), sentence)

        return guarded

    def _refused(self, request: Request, tokens: tuple[str, ...]) -> Response | None:
        client = _client(request)
        if not self._requests.allows(client) or self._wrong_tokens.is_spent(client):
            found = self._bare(429, tr("Too much at once"), tr("Please wait a moment, then load this page again."))
            found.headers["Retry-After"] = "5"
            return found
        if sum(len(name) + len(value) for name, value in request.headers.raw) > MOST_HEADERS:
            return self._bare(431, tr("Too much at once"), tr("Please use the address that your facilitator shows."))
        if request.headers.get("host", "").casefold() not in self._hosts:
            return self._bare(421, tr("Not here"), tr("Please use the address that your facilitator shows."))
        token = request.path_params["token"].encode()
        if not any(each and compare_digest(token, each.encode()) for each in tokens):
            self._wrong_tokens.allows(client)
            return self._bare(404, tr("Not here"), tr("Please use the address that your facilitator shows."))
        if request.method == "POST" and not self._comes_from_here(request):
            return self._bare(403, tr("Not here"), tr("This was not sent from a page of this address."))
        return None

    def _comes_from_here(self, request: Request) -> bool:
        """Whether no page of another site sent it: browsers say from where."""
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
        own = f"{self._scheme}://{request.headers['host'].casefold()}"
        return origin in (None, own) and site in (None, "same-origin", "none")

    async def _no_such(self, request: Request, error: Exception) -> Response:
        refused = None if self._requests.allows(_client(request)) else 429
        status = refused or (error.status_code if isinstance(error, HTTPException) else 404)
        with speaking(self._desk.language):
            return self._bare(status, tr("Not here"), tr("Please use the address that your facilitator shows."))

    def _bare(self, status: int, title: str, sentence: str) -> Response:
        return Response(document.bare(title, sentence, self._desk.language), status, dict(_HEADERS), "text/html")

    # Pages

    async def do(self, work: Callable[[], Reply]) -> Reply:
        """Have something done by the worker, in its turn."""
        if self._queued >= MOST_QUEUED:
            raise HTTPException(503)
        self._queued += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._worker, self._desk.reply, work)
        finally:
            self._queued -= 1

    def response(self, reply: Reply, token: str) -> Response:
        """The answer to a request with this token in its address: a page, or the way to one."""
        headers = dict(_HEADERS)
        if reply.to:
            headers["Location"] = reply.to
            found = Response(status_code=303, headers=headers)
        else:
            if reply.at:
                headers["Content-Location"] = reply.at
            found = Response(reply.page, reply.status, headers, "text/html")
        if reply.token is not None:
            found.set_cookie(
                COOKIE, reply.token, max_age=None if reply.token else 0, path=f"/{token}/",
                secure=self._scheme == "https", httponly=True, samesite="lax",
            )  # fmt: skip
        return found

    async def _names(self, request: Request) -> Reply:
        return await self.do(lambda: self._desk.names(_token(request), request.query_params.get("at", "")))

    async def _hello(self, request: Request) -> Reply:
        return await self.do(lambda: self._desk.hello(request.query_params.get("who", "")))

    async def _open(self, request: Request) -> Reply:
        form, client = await _form(request), _client(request)
        may_try = not self._wrong_tries.is_spent(client)
        reply = await self.do(lambda: self._desk.open(form, may_try=may_try))
        if reply.is_wrong_try:
            self._wrong_tries.allows(client)
        return reply

    async def _ask(self, request: Request) -> Reply:
        form, may_ask = await _form(request), self._askings.allows(_client(request))
        return await self.do(lambda: self._desk.ask(_token(request), form, may_ask=may_ask))

    async def _wait(self, request: Request) -> Reply:
        return await self.do(lambda: self._desk.wait(_token(request)))

    async def _show(self, request: Request) -> Reply:
        return await self.do(lambda: self._desk.show(_token(request), request.query_params.get("at", "")))

    async def _send(self, request: Request) -> Reply:
        form = await _form(request)
        # The script of a page takes the next one as the answer; a browser alone is led to it, so that it can load anew.
        shows = request.headers.get("prefer", "") == SHOWS
        return await self.do(lambda: self._desk.send(_token(request), form, shows=shows))

    async def _thanks(self, request: Request) -> Reply:
        return await self.do(lambda: self._desk.thanks(_token(request)))

    async def _digits(self, request: Request) -> Reply:
        form = await _form(request)
        return await self.do(lambda: self._desk.keep_digits(_token(request), form))

    async def _remote(self, request: Request) -> Reply:
        return await self.do(lambda: self._desk.remote_page(_token(request)))

    async def _pin(self, request: Request) -> Reply:
        form = await _form(request)
        return await self.do(lambda: self._desk.take_pin(form))

    async def _steer(self, request: Request) -> Reply:
        form = await _form(request)
        reply = await self.do(lambda: self._desk.steer(_token(request), form))
        if reply.after is not None:
            await asyncio.wait([asyncio.wrap_future(reply.after)], timeout=STEERED_WITHIN)
        return reply

    async def _leave(self, request: Request) -> Reply:
        return await self.do(lambda: self._desk.leave(_token(request)))


async def _in(request: Request) -> Response:
    return Response(status_code=308, headers={**_HEADERS, "Location": f"/{request.path_params['token']}/"})


async def _paged(app: PhoneApp, ask: _Ask, request: Request) -> Response:
    return app.response(await ask(app, request), request.path_params["token"])


async def _file(name: str, _request: Request) -> Response:
    # Its address changes when it does.
    headers = {**_HEADERS, "Cache-Control": "private, max-age=86400, immutable"}
    return Response(document.file_of(name), headers=headers, media_type=_TYPES[name])


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form, of several with one name the last that is not empty. Raises HTTPException for others."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BODY:
        raise HTTPException(413)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(413) from error
    form: dict[str, str] = {}
    for name, value in pairs:
        # Nobody can type it, and it ends texts where C reads them.
        form[name] = value.replace("\0", "").replace("\r\n", "\n") or form.get(name, "")
    return form


def _token(request: Request) -> str:
    return request.cookies.get(COOKIE, "")


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
