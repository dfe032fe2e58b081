"""The two digits with which a participant opens their own answers again at the station.

Everybody can tap everybody's name there, so a name alone opens nothing once there are answers behind it. The
participant may choose two digits at the end of their turn; without them, after three wrong tries, or when they are
forgotten, the facilitator opens the answers: with the PIN at the station, or from the console by `allow_once`. Two
digits keep out a neighbour, not a burglar, and cost one more key than going without.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.same_people import earlier_selves, refused_selves
from facilitator.workshop.sealed import opens, seal
from facilitator.workshop.tables import Participant, StoredPreference

DIGITS = 2
TRIES = 3
PERMISSION = timedelta(minutes=5)
"""How long the facilitator's permission waits to be used."""
_SEALED = ("salt", "hash")
_CODE: Preference[dict[str, Any]] = Preference("own_code", dict[str, Any], {}, of_participants=True)
"""Of a participant: salt and hash of the digits, wrong tries, and the moment of a permission."""


def choose_code(library: Library, participant_id: int, code: str) -> None:
    """Choose the digits, or others. Raises Invalid unless there are exactly `DIGITS` of them."""
    if not (len(code) == DIGITS and code.isascii() and code.isdecimal()):
        raise Invalid(tr("Choose exactly {count} digits.", count=DIGITS))
    _CODE.set(library, {**seal(code), "wrong": 0}, participant_id)


def can_try_code(library: Library, participant_id: int) -> bool:
    """Whether the participant chose digits and has tries left."""
    stored = _stored(library, participant_id)
    return "hash" in stored and stored.get("wrong", 0) < TRIES


def has_code(library: Library, participant_id: int) -> bool:
    """Whether there are digits for the participant, chosen here or in an earlier workshop of theirs."""
    return "hash" in _stored(library, participant_id)


def check_code(library: Library, participant_id: int, code: str) -> None:
    """Return if these are the digits. Raises Invalid if not, or if there are no tries left."""
    if not can_try_code(library, participant_id):
        raise Invalid(tr("Please ask your facilitator to open your answers."))
    stored = _stored(library, participant_id)
    right = opens(code, stored)
    wrong = 0 if right else stored.get("wrong", 0) + 1
    if wrong != stored.get("wrong", 0):
        _keep(library, participant_id, wrong=wrong)
    if not right and wrong < TRIES:
        raise Invalid(tr("These are not your two digits. Please try again."))
    if not right:
        raise Invalid(tr("These are not your two digits. Please ask your facilitator to open your answers."))


def forgive(library: Library, participant_id: int) -> None:
    """Give the participant all their tries again: the facilitator has just seen who it is."""
    if _stored(library, participant_id).get("wrong"):
        _keep(library, participant_id, wrong=0)


def allow_once(library: Library, participant_id: int, *, at: datetime | None = None) -> None:
    """Let the participant's answers be opened once at the station within `PERMISSION`, without any digits."""
    _keep(library, participant_id, wrong=0, allowed_at=(at or now()).isoformat())


def use_permission(library: Library, participant_id: int, *, at: datetime | None = None) -> bool:
    """Whether the facilitator has allowed it; a permission is used up by asking."""
    stored = _read(library, participant_id)
    allowed_at = stored.pop("allowed_at", None)
    if allowed_at is None:
        return False
    _CODE.set(library, stored, participant_id)
    return abs((at or now()) - datetime.fromisoformat(allowed_at)) <= PERMISSION


def has_own_code(library: Library, participant_id: int) -> bool:
    """Whether digits were chosen under this very name; those of an earlier workshop do not count."""
    return "hash" in _read(library, participant_id)


def forget_code(library: Library, participant_id: int) -> None:
    """Forget the participant's digits, tries and permission. Those of an earlier workshop, where there are, hold on."""
    _CODE.clear(library, participant_id)


def sealed_code(library: Library, participant_id: int) -> dict[str, str] | None:
    """Salt and hash of the digits that open the participant's answers, be they of an earlier workshop; None without."""
    stored = _stored(library, participant_id)
    return {key: str(stored[key]) for key in _SEALED} if "hash" in stored else None


def keep_sealed_code(library: Library, participant_id: int, sealed: dict[str, str]) -> None:
    """Let the digits that `sealed_code` returned in another library open the participant's answers here."""
    _CODE.set(library, {**{key: sealed[key] for key in _SEALED}, "wrong": 0}, participant_id)


def forget_codes(session: Session, participant_ids: Iterable[int]) -> None:
    """Forget digits, tries and permissions of people who are erased, within the caller's transaction."""
    keys = [f"own_code:{each}" for each in participant_ids]
    session.connection().execute(delete(StoredPreference).where(col(StoredPreference.key).in_(keys)))


def _stored(library: Library, participant_id: int) -> dict[str, Any]:
    """What is kept of a participant; without digits of their own those that they chose in an earlier workshop.

    Those are looked up each time, never copied: a recognition that is taken back takes the digits back.
    """
    own = _read(library, participant_id)
    with library.read() as session:
        person = session.get(Participant, participant_id)
        if person is None:
            return own
        selves = earlier_selves(session, person.workshop_id, [participant_id]).get(participant_id, ())
        others = refused_selves(session, participant_id)
    # Earlier versions did copy them: those of somebody who turned out to be another person open nothing.
    if "hash" in own and own["hash"] not in {_read(library, each).get("hash") for each in others}:
        return own
    rest = {key: value for key, value in own.items() if key not in _SEALED}
    for before in (_read(library, each) for each in selves):
        if "hash" in before:
            return rest | {key: before[key] for key in _SEALED}
    return rest


def _read(library: Library, participant_id: int) -> dict[str, Any]:
    return dict(_CODE.get(library, participant_id))


def _keep(library: Library, participant_id: int, **facts: Any) -> None:
    """Note facts beside the participant's own digits, or without any where those are of an earlier workshop."""
    _CODE.set(library, {**_read(library, participant_id), **facts}, participant_id)
