"""Phones and laptops of the room answer a step by pages that this program serves in the room's own network.

Off unless a facilitator switches it on for the step that is answered now, and off again with that step, with the
workshop, or by hand: before and after nothing listens. Then one socket listens, at one private address that was chosen.

Who does what, from the inside to the network:

- `html_parts`, `questionnaires.html`: a page of HTML that needs no script, from the description that the station draws.
  An exercise that has pages of its own implements the hook `phone_page` (`exercises/<kind>/phone.py`), and every
  questionnaire has it by `described.phone`. They write by the operations of the station, an answer a transaction.
- `desk`: who may see which page. It holds the token of the step, which is in every address, and a token for each phone
  that showed whose it is; it closes names that are taken, and knows no address. All of it is in memory alone.
- `document`: the page around a page: its head, style and script, the names to choose from, the two digits.
- `app`: HTTP. It lets through what comes from the page itself, small enough and not too often, has all of it done by
  the one thread that writes for phones, and answers with headers that load nothing from elsewhere.
- `protocol`: connections. Too many of one client, or one that sends too slowly, are closed before HTTP is read.
- `limits`: how much one client may. Clients' addresses are in memory, as keys of these numbers, and nowhere else.
- `server`: the socket and the threads; starts and ends it all. Starlette and uvicorn are imported here alone, and here
  only when a server is made.

On the other side `ui.phones` has the switch, the address for the projector and who is connected.

What is promised, each with a test in `tests/facilitator/phones`: an answer is committed before a page says so; what was
sent twice is there once; a name with answers opens by its two digits or by the facilitator, who sees on which phone,
and where it opens without for a vote nothing else of theirs is shown, then or later; a phone that opened a name before
there was anything behind it loses it once that is answered elsewhere; three wrong digits close a name, as at the
station, and some more a client; a token ends with its step; nobody's contact is asked for; pages are at most 30 kB,
load nothing from elsewhere, and keep no cookie but the token.
"""
