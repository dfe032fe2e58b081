"""Content files as a facilitator may edit them, each with what the program does with it: to be mutated.

The program's folder of content files is a copy meanwhile, in which one file at a time is another one.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

from facilitator import handbook, resources
from facilitator.actions.ready_made import ready_made
from facilitator.clock import now
from facilitator.described.question_templates import example
from facilitator.exercises.challenge import timing as challenge_timing
from facilitator.exercises.guide import whole_guide
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network import timing as network_timing
from facilitator.exercises.network.listing import listing
from facilitator.exercises.network.method import method_note
from facilitator.exercises.network.notice import notice as network_notice
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.simulation import simulated_action, simulated_network
from facilitator.exercises.network.steps import steps_for
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop, templates
from facilitator.exercises.three_questions import timing as card_timing
from facilitator.post.greeting import greeted_as
from facilitator.post.letters import fill_in, original_template
from facilitator.post.tables import Parcel
from facilitator.progress import finish
from facilitator.protection.notice import notice_page
from facilitator.protection.papers import papers
from facilitator.protection.writing import write_access
from facilitator.questionnaires import duration
from facilitator.questionnaires.setup import get_setup as asked_by
from facilitator.rehearsal.sample import sample_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.addresses import address_in
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.names import same_but_for_spelling
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import get_workshop
from ui.console.station_settings import HelpText

Use = Callable[[], object]


@contextmanager
def edited_content(folder: Path) -> Iterator[Path]:
    """The copy in `folder` that the program reads its content files from meanwhile."""
    copy = folder / "resources"
    copytree(resources.resources_folder(), copy, ignore=lambda _, names: {"fonts", "translations"} & set(names))
    for name in ("fonts", "translations"):
        (copy / name).symlink_to(resources.resource(name))
    before, resources.resources_folder = resources.resources_folder, lambda: copy
    try:
        yield copy
    finally:
        resources.resources_folder = before


def forget_what_was_read() -> None:
    """As at a new start: all that the program keeps of content files is read again."""
    for kept in _caches(len(sys.modules)):
        kept.cache_clear()


@lru_cache(maxsize=1)
def _caches(_modules: int) -> list[Any]:
    """What keeps something, in so many modules: it takes longer to find than to clear."""
    modules = [
        module
        for name, module in sys.modules.items()
        if name.startswith(("facilitator.", "ui.")) and not name.startswith(_KEPT)
    ]
    values = {id(value): value for module in modules for value in vars(module).values()}
    return [each for each in values.values() if hasattr(each, "cache_clear") and hasattr(each, "__wrapped__")]


_KEPT = ("facilitator.i18n", "facilitator.documents", "facilitator.exercises.registry", "facilitator.exercises.folder",
         "facilitator.content_files", "facilitator.storage", "facilitator.charts", "ui.theme")  # fmt: skip
"""What keeps nothing of them, or what none of these files is for, and takes long to make anew."""


def content_uses(library: Library, workshops: Sequence[int], folder: Path) -> dict[str, Use]:
    """By the path of each content file below the program's folder, what is done with it.

    `workshops` are some in which people have answered; `folder` is where a table and papers may be written.
    """
    first = workshops[0]
    steps = [(step, each) for workshop in workshops for step, each in exercise_steps(library, workshop)]
    network = next(step.id for step, each in steps if each.kind == "network")
    table = folder / "people.csv"
    table.write_text("Name;E-Mail;Team;Yes\r\nDr. Tom Berg;t@example.org;A;x\r\nTotal;;;1\r\n", encoding="utf-8")

    def letters() -> None:
        for parcel in Parcel:
            fill_in(original_template(parcel), people_of(library, first)[0], get_workshop(library, first))

    def mails(kind: str) -> None:
        for step, each in steps:
            if each.kind == kind:
                for mail in each.dated_mails(library, step.id):
                    mail.write()

    def agenda(key: str) -> None:
        templates(library)
        done = start_workshop(library, "Room", template=key)
        for step in steps_of(library, done.value):
            whole_guide(library, step.workshop_id)
        done.undo()

    def sample() -> None:
        sample_workshop(library, count=2).undo()

    def networks() -> None:
        for seed in range(3):
            simulated_network(get_setup(library, network).active, get_setup(library, network), Random(seed))
            simulated_action(Random(seed), now().date())

    def names() -> None:
        same_but_for_spelling("Tom Berg", "Berg, Thomas")
        greeted_as("Dr. Anna Berg")
        address_in("n/a <anna@example.org>")

    def imported() -> None:
        done = import_files(library, first, [table]).done
        if done is not None:
            done.undo()

    def read_over() -> None:
        for language in handbook.handbook_languages():
            handbook.chapters(language)

    def notices() -> None:
        for step, each in steps:
            if each.has(Exercise.presentation):
                with suppress(AttributeError):
                    each.presentation(library, step.id).notice(asked_by(library, step.id).questionnaire, "")

    def on_paper() -> None:
        notice_page(library, first)
        papers(library, first, lambda _kind: ())
        finish(write_access(library, people_of(library, first)[0].id, folder / "access"))

    uses: dict[str, Use] = {
        "mail/handout.json": letters,
        "mail/worksheet.json": letters,
        "mail/challenge.json": partial(mails, "challenge"),
        "mail/story.json": partial(mails, "stories"),
        "names/titles.json": names,
        "names/short_forms.json": names,
        "names/no_addresses.json": names,
        "samples/workshop.json": sample,
        "samples/people.json": sample,
        "samples/cards.json": sample,
        "samples/networks.json": networks,
        "notices/page.json": on_paper,
        "notices/network.json": network_notice,
        "notices/three_questions.json": notices,
        "protection/papers.json": on_paper,
        "handbook/terms.json": read_over,
        "help/station.json": HelpText.read,
        "indicators/ready_made.json": ready_made,
        "prompts/network.json": lambda: listing(get_setup(library, network)),
        "method/network.json": method_note,
        "insights/steps/standard.json": lambda: steps_for("group"),
        "timing/network.json": network_timing.timing,
        "timing/three_questions.json": card_timing.timing,
        "timing/challenge.json": challenge_timing.timing,
        "timing/questions.json": duration.timing,
    }

    def each_in(name: str, use: Callable[[str], Use]) -> dict[str, Use]:
        return {f"{name}/{path.name}": use(path.stem) for path in resources.resource(name).glob("*.json")}

    uses |= each_in("imports", lambda _key: imported)
    uses |= each_in("agendas", lambda key: partial(agenda, key))
    uses |= each_in("questionnaires", lambda key: partial(example, key))
    uses |= each_in("guide", lambda _key: partial(whole_guide, library, first))
    return uses
