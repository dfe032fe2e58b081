"""The network exercise under a works agreement: counts only, no levels, nothing of few, nothing carried over."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, or_, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.exercises.network.analysis import get_analysis, read_analysis, write_analysis
from facilitator.exercises.network.own_action.asking import is_asked
from facilitator.exercises.network.own_action.rows import own_actions
from facilitator.exercises.network.roles.load import fewest_for_load, loads
from facilitator.exercises.network.setup import LEVELS, get_setup
from facilitator.exercises.network.tables import (
    Contact,
    NetworkFactor,
    NetworkSetup,
    PersonalNetwork,
    Rating,
    TallyCount,
)
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.agreement import FLOOR, under_agreement


@implements(Exercise.against_agreement)
def against_agreement(session: Session, step_id: int) -> str:
    """Lists of contacts, actions that were typed, or answers about levels."""
    contacts = (
        select(Contact.id)
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(PersonalNetwork.step_id == step_id)
    )
    if session.exec(contacts).first() is not None:
        return tr(
            "People have listed single contacts here already, and under a works agreement there are counts only. Clear "
            "their answers first, or make a new workshop."
        )
    if own_actions(session, step_id):
        return tr(
            "People have typed what they are going to do here already, and under a works agreement that is written by "
            "hand. Clear their answers first, or make a new workshop."
        )
    if loads(session, step_id):
        return tr(
            "People have said here already whether they are asked for more than they can give, and a works agreement "
            "rules that out. Clear their answers first, or make a new workshop."
        )
    asked = select(NetworkFactor.id).where(NetworkFactor.step_id == step_id, NetworkFactor.key == LEVELS)
    of_levels = (
        select(NetworkFactor.id)
        .outerjoin(Rating, col(Rating.factor_id) == col(NetworkFactor.id))
        .outerjoin(TallyCount, col(TallyCount.factor_id) == col(NetworkFactor.id))
        .where(
            col(NetworkFactor.id).in_(asked),
            or_(col(Rating.code).is_not(None), col(TallyCount.code).is_not(None)),
        )
    )
    if session.exec(of_levels).first() is not None:
        return tr(
            "People have answered about levels here already, and a works agreement rules that out. Clear their answers "
            "first, or make a new workshop."
        )
    return ""


@implements(Exercise.keep_agreement)
def keep_agreement(session: Session, step_id: int) -> None:
    """Offer the tally alone, ask for no levels, raise the floor, carry nothing over."""
    row = session.get_one(NetworkSetup, step_id)
    row.offers_contact, row.offers_tally = False, True
    session.add(row)
    analysis = read_analysis(session, step_id)
    floor = max(analysis.smallest_group, FLOOR)
    kept = replace(analysis, asks_ties=False, smallest_group=floor, carries_over=False)
    write_analysis(session, step_id, replace(kept, shows_roles=False, asks_load=False))
    levels = select(NetworkFactor).where(NetworkFactor.step_id == step_id, NetworkFactor.key == LEVELS)
    for factor in session.exec(levels):
        factor.active = False
        session.add(factor)


@implements(Exercise.ruled_out)
def ruled_out(library: Library, step_id: int) -> Sequence[str]:
    """Single contacts, ties between them, and what would be made of contacts who are participants."""
    if not under_agreement(library, get_setup(library, step_id).workshop_id):
        return ()
    return (tr("The room as a network"), tr("Who relies on whom, by group"), "alters", "ties")


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> DataKept:
    """Counts or lists, by the ways in that are offered."""
    setup, floor = get_setup(library, step_id), get_analysis(library, step_id).smallest_group
    what = tr("How many people you turn to and, for each question, how many of them fall into which answer.")
    if setup.offers_contact:
        what = tr(
            "The list of people you turn to, in the words you write (initials or numbers are enough), and your answers "
            "about each; or counts of them alone. These people were not asked."
        )
    typed = is_asked(library, step_id)
    if typed:
        what = f"{what} " + tr("What you are going to do, as far as you type it or hand it in.")
    seen = tr(
        "Your own shape: you and the facilitator. The room, and whoever gets the summary: medians, counts and groups, "
        "none of fewer than {floor} people.",
        floor=floor,
    )
    if not under_agreement(library, setup.workshop_id):
        line = tr(
            "From {floor} people on the room sees your line among the others’, without your name unless you agree.",
            floor=floor,
        )
        seen = f"{seen} {line}"
    if typed:
        seen = f"{seen} " + tr("What you are going to do: you and the facilitator; by your tick all, with your name.")
    analysis = get_analysis(library, step_id)
    if analysis.shows_roles:
        what = f"{what} " + tr("Whether you agree that your part in the room’s network is shown to the facilitator.")
        seen = f"{seen} " + tr(
            "Your part in the room’s network (who connects, bridges groups or stands at the edge): by your tick the "
            "facilitator, on their own screen; nobody else."
        )
    if analysis.asks_load:
        what = f"{what} " + tr("Whether you are asked for more than you can give.")
        seen = f"{seen} " + tr(
            "Whether you are asked for more than you can give: you and the facilitator; from {count} people on the "
            "room sees how many are.",
            count=fewest_for_load(analysis.smallest_group),
        )
    return DataKept(what, seen, others=setup.offers_contact)
