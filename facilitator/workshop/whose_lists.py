"""Whose the rows of a list of names are, told by what stands in it, where no heading says so."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from facilitator.i18n import tr
from facilitator.tabular import Table
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import is_address
from facilitator.workshop.headings import tokens_of
from facilitator.workshop.names import known_given_names
from facilitator.workshop.owner_headings import asks_for_people, names_several, says_of_the_speaker, title_words
from facilitator.workshop.plain_lists import no_person_in
from facilitator.workshop.relations import column_of_relations, named_by_relation, says_relation
from facilitator.workshop.unnamed_owners import column_of_owners, could_be_whole_name
from facilitator.workshop.whose import Rows, Whose, stands_above
from facilitator.workshop.written_names import without_bullet

_NAME = re.compile(r"[^\W\d_][^\d@,;:?!]*")
_SAYS_OF_OTHERS = re.compile(r"[^\W\d_][^@:;,<>]*(?::|->|=>|→|⇒)\s*[^\W\d_][^@]*")
"""A name, and behind a colon or an arrow others."""
_TIE = re.compile(r"\S.* \(([^()]+)\) \S.*")
"""How a tie is called: both ends, and between them in brackets what it is."""
_JOINS = re.compile(r"\s*[&+]\s*|\s+(?:and|und|et)\s+")
_PARTS = re.compile(r"\s+[-–—/|]\s+|\s*/\s*")
FLAGS = frozenset(
    [
        "yes",
        "no",
        "y",
        "n",
        "x",
        "ja",
        "nein",
        "j",
        "true",
        "false",
        "wahr",
        "falsch",
        "oui",
        "non",
        "sí",
        "✓",
        "✔",
        "-",
    ]
)
"""What stands in a column that says of each row whether it is something."""
_MOST_WORDS = 4
_SEVERAL = 2
_FEW = 3


def by_titles(table: Table, people: Collection[str]) -> Whose | None:
    """Contacts, where the table, its sheet or its file is called those of somebody, or says on whom somebody relies."""
    known = [tokens for name in people if len(tokens := tokens_of(name)) > 1]
    # “Host Details” beside “Attendee Details” could be names as well: somebody's given name must be known.
    called = any(not known_given_names().isdisjoint(tokens_of(each)) for each in table.among)
    whole = called and all(map(could_be_whole_name, table.among))
    given_names = sum(caseless(each) in known_given_names() for each in table.among)
    single = called and given_names * 2 >= len(table.among) and all(map(_looks_like_given_name, table.among))
    sheets = table.among if whole or single else ()
    for title in table.titles:
        tokens = tokens_of(title)
        said = any(token in title_words("relies") for token in tokens)
        given = not known_given_names().isdisjoint(tokens)
        # One file or sheet a person, each called by whose list it holds.
        theirs = any(set(name) == {token for token in tokens if not token.isdecimal()} for name in known)
        theirs = theirs or (given and could_be_whole_name(title)) or title in sheets
        somebody = given or any(set(name) <= set(tokens) for name in known)
        contacts = somebody and not title_words("contacts").isdisjoint(tokens)
        if said or theirs or contacts or _are_of_somebody(title):
            sentence = tr("The table is called “{title}”, which may say whose contacts the rows are.", title=title)
            return Whose(Rows.EITHER, sentence)
    return None


def in_outline(first: str, columns: Mapping[str, Sequence[str]]) -> Whose | None:
    """Somebody alone in a row, and set in below them others, in a list without headings."""
    others = [texts for header, texts in columns.items() if header != first]
    below = [[text for text in cells if text and not is_address(text)] for cells in zip(*others, strict=True)]
    rows = list(zip(columns[first], below, strict=False))
    alone = next((text for (text, beside), (after, set_in) in pairwise(rows)
                  if text and not beside and not after and set_in), "")  # fmt: skip
    return Whose(Rows.EITHER, stands_above(alone), first) if alone else None


def as_list(texts: Sequence[str]) -> Whose:
    """What a list without headings is, by whether each of its lines can be one person."""
    if text := next(filter(_heads_others, texts), ""):
        return Whose(Rows.EITHER, stands_above(text))
    if text := no_person_in(texts):
        sentence = tr("“{text}” is no name of one person: it may be another text than a list of people.", text=text)
        return Whose(Rows.EITHER, sentence)
    return Whose(Rows.OPEN)


def by_values(
    name: Sequence[str], columns: dict[str, list[str]], people: Collection[str], *, surely: bool = False
) -> Whose:
    """One column of names, and beside it what may be whose contacts they are, by what the columns hold."""
    if told := named_by_relation([text for text in columns[name[0]] if text]):
        sentence = tr("“{text}” says who somebody is to another, and may say whose contacts the rows are.", text=told)
        return Whose(Rows.EITHER, sentence, other=name[0])
    if told := _lists_others([text for text in columns[name[0]] if text]):
        sentence = tr("“{text}” names several people, and may say whose contacts the others are.", text=told)
        return Whose(Rows.EITHER, sentence, name[0])
    # Ticks are of the rows' own people.
    columns = {
        header: texts
        for header, texts in columns.items()
        if header in name or not {caseless(text) for text in texts if text} <= FLAGS
    }
    judged = _by_repeats(name, columns)
    owner = column_of_owners(columns, name, people, surely=surely) if judged.rows is Rows.OPEN else ""
    if not owner:
        return judged
    sentence = tr(
        "“{owner}” holds other people than “{name}”, or numbers of people, and may say whose contacts the rows are.",
        owner=owner,
        name=name[0],
    )
    return Whose(Rows.EITHER, sentence, owner, name[0])


def by_relations(name: Sequence[str], columns: Mapping[str, Sequence[str]]) -> Whose:
    """Rows of which is said what people say of their contacts."""
    header, text = column_of_relations(columns, name)
    if not header:
        return Whose(Rows.OPEN)
    sentence = tr(
        "“{column}” says what people say of their contacts, such as “{text}”, and no column says whose contacts these "
        "are.",
        column=header,
        text=text,
    )
    return Whose(Rows.EITHER, sentence, other=name[0])


def repeats(keys: Sequence[str]) -> bool:
    """Whether names come again and again, more often than namesakes would."""
    filled = [key for key in keys if key]
    return len(set(filled)) * 10 <= len(filled) * 7


def ties_in(columns: dict[str, list[str]], name: str) -> str:
    """A tie as Cytoscape writes it, “Anna (asks) Ole” beside “asks”, where at least half of the texts are ties."""
    others = [texts for header, texts in columns.items() if header != name]
    ties = [
        text
        for text, beside in zip(columns[name], zip(*others, strict=True) if others else (), strict=False)
        if (found := _TIE.fullmatch(text)) and found[1] in beside
    ]
    return ties[0] if ties and len(ties) * 2 >= sum(map(bool, columns[name])) else ""


def looks_like_name(text: str) -> bool:
    """Whether a text has the signs and the length of a name."""
    return bool(_NAME.fullmatch(text)) and len(text.split()) <= _MOST_WORDS


def _looks_like_given_name(text: str) -> bool:
    """Whether a text is one word with a capital, as given names are."""
    return text.isalpha() and text[0].isupper() and not text.isupper()


def _are_of_somebody(text: str) -> bool:
    """Whether a text calls contacts somebody's, as “My network” and “Contacts of the interviewee” do."""
    tokens = tokens_of(text)
    nouns = {place for place, token in enumerate(tokens) if token in title_words("contacts")}
    after = any(token in title_words("of") and place - 1 in nouns for place, token in enumerate(tokens))
    return after or any(token in title_words("my") and place + 1 in nouns for place, token in enumerate(tokens))


def _heads_others(text: str) -> bool:
    """Whether a line of a list heads somebody's contacts: “My network”, “People I turn to”, “Family”.

    “Clark Kent” and “Wen Li” have words of such questions, and ask for nobody.
    """
    bare = text.rstrip(" :")
    asks = asks_for_people(bare) and (says_of_the_speaker(bare) or bare != text)
    return asks or _are_of_somebody(bare) or says_relation(bare) or names_several(bare)


def _lists_others(texts: Sequence[str]) -> str:
    """A text that names several: “Anna & Ole”, or where at least half of the texts do so, “Anna: Ole, Pia”."""
    if joined := next(filter(_joins_people, texts), ""):
        return joined
    told = [text for text in texts if _SAYS_OF_OTHERS.fullmatch(text) or _relies(text) or _holds_several(text)]
    return told[0] if told and len(told) * 2 >= len(texts) else ""


def _joins_people(text: str) -> bool:
    """Whether a text joins several names by a word or its sign, as “Anna & Ole” does, or names a family."""
    bare = without_bullet(text)
    joined = [part.strip() for part in _JOINS.split(bare)]
    several = len(joined) > 1 and all(_NAME.fullmatch(part) and part[0].isupper() for part in joined)
    return several or (len(bare.split()) > 1 and caseless(bare.split()[0]) in title_words("families"))


def _holds_several(text: str) -> bool:
    """Whether signs stand between several names, as in “Anna, Ole, Pia”.

    Behind a line or a stroke a name is whole: “Anna Berg – Sales” names one.
    """
    bare = without_bullet(text)
    parts = [part.strip() for part in _PARTS.split(bare)]
    if len(parts) > 1 and all(could_be_whole_name(part) for part in parts):
        return True
    listed = [part.strip() for part in bare.split(",")]
    return len(listed) > _SEVERAL and all(_NAME.fullmatch(part) for part in listed)


def _relies(text: str) -> bool:
    """Whether a text says in a verb on whom somebody relies, as “Anna asks Ole and Pia” does."""
    written = text.split()
    return any(word in title_words("relies") for word in written[1:-1]) and written[0][:1].isupper()


def _by_repeats(name: Sequence[str], columns: dict[str, list[str]]) -> Whose:
    """Names that repeat, each time beside another text that can be a name: rows about others."""
    parts = [header for header in columns if header in name]
    keys = [caseless(" ".join(cells)) for cells in zip(*(columns[header] for header in parts), strict=True)]
    if len(keys) >= _FEW and repeats(keys):
        for header, texts in columns.items():
            if header in parts or not _could_be_names(keys, texts):
                continue
            sentence = tr(
                "The same people stand in several rows of “{name}”, each time beside another “{other}”, as where they "
                "say something about others.",
                name=parts[0],
                other=header,
            )
            return Whose(Rows.EITHER, sentence, parts[0], header)
    return Whose(Rows.OPEN)


def _could_be_names(keys: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the texts beside each key differ, and are as short and as many as names are."""
    pairs = [(key, caseless(text)) for key, text in zip(keys, texts, strict=True) if key and text]
    values = {text for _, text in pairs}
    named = sum(looks_like_name(text) for _, text in pairs)
    return len(values) >= _FEW and len(set(pairs)) == len(pairs) and named * 4 >= len(pairs) * 3
