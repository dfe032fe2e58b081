"""What importing a table of contacts would write, and the sentences that say it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.contact_links import Links
from facilitator.exercises.network.setup import Setup
from facilitator.i18n import tr, trn
from facilitator.import_plans import Offer
from facilitator.person_changes import PersonChange
from facilitator.tabular import Problem, quoted
from facilitator.workshop.row_owners import Owner, Owners
from facilitator.workshop.table_import import Reading


class ContactRow(NamedTuple):
    """One contact to write: its answers by the factor's key, and its id if it is on the list already."""

    label: str
    answers: Mapping[str, int]
    contact_id: int | None


@dataclass
class PendingContacts:
    """What one import would write.

    `links` is what the table says of contacts beside their answers, `confirmed` by question what words of it mean,
    `extended` by question its new answers. `offers` are what the person can choose.
    """

    setup: Setup
    reading: Reading
    owners: Owners
    questions: list[Factor] = field(default_factory=list)
    switched_on: list[str] = field(default_factory=list)
    switched_off: list[str] = field(default_factory=list)
    confirmed: dict[str, dict[str, str]] = field(default_factory=dict)
    extended: dict[str, list[str]] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    lists: dict[Owner, list[ContactRow]] = field(default_factory=lambda: defaultdict(list))
    links: Links = field(default_factory=Links)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the table, and what of it is left out."""
        return self.reading.problems

    @property
    def changes(self) -> Sequence[PersonChange]:
        """What becomes different of people who are on the roster."""
        return self.owners.changes()

    def summary(self) -> tuple[str, ...]:
        """What would be written, in sentences."""
        rows = [row for rows in self.lists.values() for row in rows]
        known = sum(row.contact_id is not None for row in rows)
        contacts = trn("{count} contact", "{count} contacts", len(rows))
        people = trn("{count} person", "{count} people", len(self.lists))
        sentences = [tr("{contacts} of {people}.", contacts=contacts, people=people)]
        if known:
            sentences.append(
                trn(
                    "{count} contact is on a list already and gets the new answers.",
                    "{count} contacts are on a list already and get the new answers.",
                    known,
                )
            )
        if self.owners.added:
            sentences.append(
                trn(
                    "{count} person is added to the roster.",
                    "{count} people are added to the roster.",
                    len(self.owners.added),
                )
            )
        if self.questions:
            names = quoted(question.label for question in self.questions)
            sentences.append(trn("New question: {names}.", "New questions: {names}.", len(self.questions), names=names))
        if self.switched_on:
            labels = {factor.key: factor.label for factor in self.setup.factors}
            names = quoted(labels[key] for key in self.switched_on)
            sentences.append(
                trn(
                    "Question switched on: {names}.",
                    "Questions switched on: {names}.",
                    len(self.switched_on),
                    names=names,
                )
            )
        labels = {factor.key: factor.label for factor in self.setup.factors}
        for key, texts in self.extended.items():
            sentences.append(
                trn(
                    "“{question}” gets {count} more answer: {answers}.",
                    "“{question}” gets {count} more answers: {answers}.",
                    len(texts),
                    question=labels.get(key, key),
                    answers=quoted(texts),
                )
            )
        if self.switched_off:
            names = quoted(labels[key] for key in self.switched_off)
            sentences.append(
                trn(
                    "Question switched off, since nobody has answered it: {names}.",
                    "Questions switched off, since nobody has answered them: {names}.",
                    len(self.switched_off),
                    names=names,
                )
            )
        return tuple(sentences)
