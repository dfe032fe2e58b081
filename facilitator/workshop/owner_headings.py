"""What a heading says of whose a row is, by the words of `resources/imports` in several languages."""

from enum import StrEnum
from functools import cache

from facilitator.tabular import in_languages, other_names
from facilitator.text_matching import caseless, in_bare_letters, plain_heading
from facilitator.workshop.headings import besides, core_of, designators, plain_of, single_words, tokens_of
from facilitator.workshop.unnamed_owners import is_attribute, speaks_for_a_roster

_SEVERAL = 2


class Role(StrEnum):
    """What a column is, by its heading."""

    EGO = "ego"
    PARTICIPANT = "participant"
    OWNER = "owner"
    ALTER = "alter"
    COMPANION = "companion"
    NODE = "node"
    NAME = "name"
    PART = "part"
    FROM = "from"
    TO = "to"
    NONE = ""


@cache
def role_of(header: str) -> Role:
    """What a heading says that a column is, also one in several languages, such as “Befragte / Respondent”."""
    said = _role_of(header)
    if said is Role.NONE and (parts := in_languages(header)):
        roles = set(map(_role_of, parts))
        return next(role for role in Role if role in roles) if Role.NONE not in roles else said
    return said


def _role_of(header: str) -> Role:
    plain, core = plain_of(header), core_of(header)
    names = _plains_of("roster", "name")
    if core in _cores("contacts", "participant") or plain in _plains_of("contacts", "participant"):
        shared = plain in names or core in {core_of(name) for name in other_names("roster")["name"]}
        return Role.PARTICIPANT if shared else Role.EGO
    if plain in _plains("owner") or _of_an_owner(header):
        return Role.OWNER
    is_contact = core in _cores("contacts", "contact") and not is_beside(header)
    if is_contact or plain in _plains_of("contacts", "contact"):
        return Role.ALTER
    if (core in _cores("owners", "companion") and not is_beside(header)) or plain in _plains("companion"):
        return Role.COMPANION
    # What begins with a line is a form program's own: its numbers of the answers.
    nodes = plain in _plains("node") or tokens_of(header) in (["node", "id"], ["uuid"])
    if nodes and not header.startswith("_"):
        return Role.NODE
    for role, key in ((Role.FROM, "tie_from"), (Role.TO, "tie_to")):
        if plain in _plains_of("ties", key):
            return role
    if plain == "name" or plain in names or plain in _plains("person") or names_a_person(header):
        return Role.NAME
    if plain in _plains_of("roster", "first_name") or plain in _plains_of("roster", "last_name"):
        return Role.PART
    return Role.NONE


def says_whose(header: str) -> bool:
    """Whether a heading names the one to whom something belongs, or somebody who is named by others."""
    return role_of(header) not in (Role.NONE, Role.PART)


def names_others(header: str) -> bool:
    """Whether a heading may be that of a column of people who are named by others, also where it is a question."""
    return says_whose(header) or asks_for_people(header)


@cache
def asks_for_people(header: str) -> bool:
    """Whether a heading is a question about others, such as “Who do you turn to?” or “Mit wem arbeiten Sie?”."""
    tokens = tokens_of(header)
    if len(tokens) < _SEVERAL:
        return False
    words = f" {' '.join(tokens)} "
    if any(f" {' '.join(tokens_of(each))} " in words for each in owner_words("asking")):
        return True
    return bool(title_words("relies") & set(tokens)) and not is_attribute(header)


@cache
def asks_about_contacts(header: str) -> bool:
    """Whether a heading is a question about the row's person to somebody who knows them, as “How did you meet?” is."""
    words = f" {' '.join(tokens_of(header))} "
    asked = any(f" {' '.join(tokens_of(each))} " in words for each in owner_words("about"))
    return asked or plain_of(header) in _plains("measured")


@cache
def says_of_the_speaker(header: str) -> bool:
    """Whether a heading says what the row's person is to whoever speaks, as “I know them” and “Energises me” do."""
    return bool(_tokens("speaker") & set(tokens_of(header)))


@cache
def ends_with_the_speaker(header: str) -> bool:
    """Whether a heading says it in whatever words, as “Role to me” and “Verhältnis zu mir” do."""
    tokens = tokens_of(header)
    return len(tokens) > 1 and tokens[-1] in _tokens("speaker")


@cache
def is_numbered(header: str) -> bool:
    """Whether a heading says that people have numbers or names in its column, as “Badge no.” and “Legal name” do."""
    return not designators().isdisjoint(tokens_of(header)) or is_number_of_a_program(header)


@cache
def is_of_roster(header: str) -> bool:
    """Whether a heading is one of what a roster knows of a person, and no other list."""
    known = any(plain_of(header) in _plains_of("roster", key) for key in other_names("roster"))
    return known or speaks_for_a_roster(header)


@cache
def says_who_comes(header: str) -> bool:
    """Whether a heading is one under which lists say who takes part and what is no person, such as “Node type”."""
    return plain_of(header) in _plains_of("people_lists", "response")


@cache
def names_several(header: str) -> bool:
    """Whether a heading is a word for several contacts, such as “Friends” or “Kolleginnen”."""
    return caseless(header) in title_words("contacts")


def may_be_spouse(header: str) -> bool:
    """Whether a heading is one of companions under which address books have wives and husbands."""
    return plain_of(header) in _plains("spouse")


@cache
def numbered_contact(header: str) -> str:
    """The number of the contact that a heading is about, "" where it is about none: “Contact 2: How near” is "2"."""
    tokens = tokens_of(header)
    numbers = [place for place, token in enumerate(tokens) if token.isdecimal()]
    if not numbers or (is_beside(header) and tokens[0] not in heads()):
        return ""
    # A second number is that of a round, as in “Contact 1 (round 2)”.
    if len(numbers) > 1 and tokens[numbers[0] - 1] not in heads():
        return ""
    before = [word for word in tokens[: numbers[0]] if word.isalpha()]
    words = set(before or tokens)
    plain = len(before) == 1 and before[0] in {token for name in owner_words("person") for token in tokens_of(name)}
    return tokens[numbers[0]] if plain or (words & heads() and not words & besides()) else ""


def says_of_alters(header: str) -> bool:
    """Whether a heading is about a contact, as in “alter.sex”; “Alter in Jahren” is German for age."""
    tokens = tokens_of(header)
    return len(tokens) > 1 and tokens[0] == "alter" and not {"in", "jahre", "jahren", "years"} & set(tokens)


@cache
def says_since_when(header: str) -> bool:
    """Whether a heading is that of the day since which somebody knows the row's person, as “Friended on” is."""
    tokens = tokens_of(header)
    return len(tokens) > 1 and tokens[-1] in _tokens("since") and set(tokens[:-1]) <= _tokens("tied")


def is_number_of_a_program(header: str) -> bool:
    """Whether a heading is one under which programs write their own numbers, which mean nothing to people."""
    return plain_heading(header) in map(plain_heading, owner_words("number"))


@cache
def names_a_person(header: str) -> bool:
    """Whether a heading says the name of somebody who takes part: “Naam medewerker”, “Name des Teilnehmers”."""
    tokens = tokens_of(header)
    rest = [token for token in tokens if token not in designators() and token not in title_words("of")]
    said = bool(set(tokens) & _words_for_names())
    return said and len(rest) == 1 and bool({rest[0], rest[0].removesuffix("s")} & _people())


@cache
def says_name(header: str) -> bool:
    """Whether a heading has a word for a name, as “Name (First)” does, and is no fact such as “Company name”."""
    return bool(set(tokens_of(header)) & _words_for_names()) and not is_attribute(header)


@cache
def is_first_name(header: str) -> bool:
    """Whether a heading is one of first names."""
    return plain_of(header) in _plains_of("roster", "first_name")


@cache
def own_names(field: str) -> tuple[str, ...]:
    """Headings that say that a fact of the roster is the participant's own, such as “ego_team” and “My team”."""
    facts = dict.fromkeys((field, *other_names("roster")[field]))
    return tuple(f"{whose} {fact}" for whose in other_names("owners")["own"] for fact in facts)


@cache
def heads() -> frozenset[str]:
    """Single words for somebody who is named by others."""
    words = (*other_names("contacts")["contact"], *owner_words("companion"))
    return frozenset(core for word in words if (core := core_of(word)) and " " not in core)


def is_beside(header: str) -> bool:
    """Whether a heading means another thing than a contact of the exercise, such as “Emergency contact”."""
    return bool(set(tokens_of(header)) & besides())


def owner_words(key: str) -> tuple[str, ...]:
    """The words for rows that belong to somebody: `key` says which."""
    return other_names("owners")[key]


@cache
def title_words(key: str) -> frozenset[str]:
    """The words by which tables are called somebody's contacts: `key` says which."""
    return frozenset(map(caseless, other_names("titles")[key]))


def _of_an_owner(header: str) -> bool:
    """Whether a heading says something of an owner by which a person is known, such as “Contact Owner Alias”."""
    tokens = [token for token in tokens_of(header) if token not in _tokens("known_by")]
    return "".join(tokens) in _plains("owner") and tokens != tokens_of(header)


@cache
def _people() -> frozenset[str]:
    """Single words that head the names of a roster, such as “participant”."""
    return single_words(other_names("roster")["name"])


@cache
def _words_for_names() -> frozenset[str]:
    """Single words under which a roster has names, such as “name” and “Vorname”."""
    roster = other_names("roster")
    return single_words((*owner_words("person"), *roster["first_name"], *roster["last_name"]))


@cache
def _tokens(key: str) -> frozenset[str]:
    return frozenset(token for word in owner_words(key) for token in tokens_of(word))


def _plains(key: str) -> frozenset[str]:
    return _plains_of("owners", key)


@cache
def _plains_of(kind: str, key: str) -> frozenset[str]:
    words = map(plain_of, other_names(kind)[key])
    return frozenset(each for word in words for each in (word, *in_bare_letters(word)))


@cache
def _cores(kind: str, key: str) -> frozenset[str]:
    cores = filter(None, map(core_of, other_names(kind)[key]))
    return frozenset(each for core in cores for each in (core, *in_bare_letters(core)))
