"""Nobody is greeted by a title, a family name alone or a team; what is unclear stays the whole name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.i18n import languages
from facilitator.post.greeting import greeted_as, whole
from facilitator.post.letters import fill_in, original_template
from facilitator.post.tables import Parcel
from facilitator.workshop.tables import Participant, Workshop

GREETED = [
    ("Dr. Anna Berg", "Anna"),
    ("Berg, Anna", "Anna"),
    ("Prof. Dr. med. Jürgen Müller", "Jürgen"),
    ("Frau Müller", "Frau Müller"),
    ("Mr Bean", "Mr Bean"),
    ("M. Dupont", "M. Dupont"),
    ("Anna Berg", "Anna"),
    ("Anna", "Anna"),
    ("Berg,", "Berg"),
    ("Berg, Dr. Anna", "Anna"),
    ("Anna Berg, PhD", "Anna"),
    ("Anna Berg, M.Sc.", "Anna"),
    ("Dr. Berg", "Dr. Berg"),
    ("Dr.", "Dr."),
    ("Prof. Müller", "Prof. Müller"),
    ("Frau Dr. Müller", "Frau Dr. Müller"),
    ("Frau Dr. Anna Müller", "Anna"),
    ("Herr Jürgen Klopp", "Jürgen"),
    ("Mrs. Jane Doe", "Jane"),
    ("Ms Jane Doe", "Jane"),
    ("J. R. R. Tolkien", "J. R. R. Tolkien"),
    ("J. Smith", "J. Smith"),
    ("JP Morgan", "JP"),
    ("Mary-Jane Watson", "Mary-Jane"),
    ("Jean-Luc Picard", "Jean-Luc"),
    ("van der Berg, Anna", "Anna"),
    ("García Márquez, Gabriel", "Gabriel"),
    ("von der Leyen, Ursula", "Ursula"),
    ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
    ("Wang Wei", "Wang Wei"),
    ("Kim Min-su", "Kim Min-su"),
    ("Cho Aylin", "Cho Aylin"),
    ("山田 太郎", "山田 太郎"),
    ("김민수", "김민수"),
    ("محمد علي", "محمد"),
    ("عبد الله محمد", "عبد الله محمد"),
    ("Abdul Rahman Khan", "Abdul Rahman Khan"),
    ("María José García", "María"),
    ("Anna (HR)", "Anna"),
    ("Anna Berg (Sales, North)", "Anna"),
    ('Robert "Bob" Smith', "Robert"),
    ("Anna & Ben Berg", "Anna & Ben Berg"),
    ("Anna und Ben Berg", "Anna und Ben Berg"),
    ("Anna/Ben", "Anna/Ben"),
    ("Person 12", "Person 12"),
    ("P01", "P01"),
    ("anna@example.org", "anna@example.org"),
    ("Team Alpha", "Team Alpha"),
    ("DUPONT Jean-Pierre", "DUPONT Jean-Pierre"),
    ("ANNA BERG", "ANNA"),
    ("Müller Anna", "Müller Anna"),
    ("O'Brien, Pat", "Pat"),
    ("Pat O'Brien", "Pat"),
    ("de la Cruz, Juan", "Juan"),
    ("Juan de la Cruz", "Juan"),
    ("Van Morrison", "Van Morrison"),
    ("Ludwig van Beethoven", "Ludwig"),
    ("Sir Ian McKellen", "Ian"),
    ("Lady Gaga", "Lady Gaga"),
    ("Rev. Martin King", "Martin"),
    ("Dipl.-Ing. Hans Meier", "Hans"),
    ("Mag. Eva Huber", "Eva"),
    ("Eva Huber, MBA", "Eva"),
    ("Dr. Dr. h.c. Karl Otto", "Karl"),
    ("Martin Luther King Jr.", "Martin"),
    ("King, Martin Luther, Jr.", "Martin"),
    ("Sammy Davis, Jr.", "Sammy"),
    ("John Smith III", "John"),
    ("Smith, John III", "John"),
    ("Anna-Lena", "Anna-Lena"),
    ("anna berg", "anna"),
    ("Αλέξης Παπαδόπουλος", "Αλέξης"),
    ("Анна Петрова", "Анна"),
    ("Петрова, Анна", "Анна"),
    ("Frau Anna", "Frau Anna"),
    ("Herr Dr.", "Herr Dr."),
    ("Anna Berg, Sales", "Anna"),
    ("Berg, Anna, Sales", "Anna"),
    ("Featherstonehaugh-Cholmondeley, Alexandra (Learning & Development, Northern Europe)", "Alexandra"),
    ("Berg, Anna <boss@other.example>, and a few more words", "Anna"),
    ("Anna B.", "Anna"),
    ("A. Berg", "A. Berg"),
    ("A Berg", "A Berg"),
    ("Á. Berg", "Á. Berg"),
    ('"Berg, Anna"', "Anna"),
    ("'Anna Berg'", "Anna"),
    ("Berg ,Anna", "Anna"),
    ("Berg,Anna", "Anna"),
    ("Berg;Anna", "Berg;Anna"),
    ("Anna Berg -", "Anna"),
    ("Anna Berg - Sales", "Anna"),
    ("Anna | Sales", "Anna"),
    ("  Anna   Berg ", "Anna"),
    ("Anna\u200b Berg", "Anna"),
    ("Dr Anna", "Dr Anna"),
    ("Dr. med. Berg", "Dr. med. Berg"),
    ("Señora García", "Señora García"),
    ("Sra. Ana García", "Ana"),
    ("Mme Dupont", "Mme Dupont"),
    ("Mme Anne Dupont", "Anne"),
    ("Me Anne Dupont", "Anne"),
    ("Dott.ssa Maria Rossi", "Maria"),
    ("Sig. Rossi", "Sig. Rossi"),
    ("Pan Nowak", "Pan Nowak"),
    ("Pani Anna Nowak", "Anna"),
    ("Bay Ahmet", "Bay Ahmet"),
    ("Nagy Anna", "Nagy Anna"),
    ("Björk", "Björk"),
    ('Ana / Sales: "North"', 'Ana / Sales: "North"'),
    ("Sean \\ Roe <Ops>", "Sean"),
    ("B. Anna Berg", "B. Anna Berg"),
    ("😀", "😀"),
    ("😀 Anna Berg", "😀 Anna Berg"),
    ("Anna 😀 Berg", "Anna"),
    ("...", "..."),
    (",", ""),
    ("Mai Tran", "Mai Tran"),
    ("Will Smith", "Will"),
    ("Max Mustermann", "Max"),
    ("Major Tom", "Major Tom"),
    ("Dean Martin", "Dean Martin"),
    ("Sen Amartya", "Sen Amartya"),
    ("Don Johnson", "Don Johnson"),
    ("Ma Long", "Ma Long"),
    ("Bin Laden", "Bin Laden"),
    ("Ben Dahl", "Ben"),
    ("Dr. Ben Dahl", "Ben"),
    ("San Martin, José", "José"),
    ("Al Gore", "Al Gore"),
    ("Mac Miller", "Mac Miller"),
    ("Ed Sheeran", "Ed"),
    ("Smith, J.", "Smith, J."),
    ("Smith, J. Anna", "Smith, J. Anna"),
    ("Li, Wei", "Wei"),
    ("Chen, Anna", "Anna"),
    ("Prof. Dr. Dr. Anna-Maria von und zu Berg", "Anna-Maria"),
    ("Dahl, Ben", "Ben"),
    ("General Motors", "General Motors"),
    ("Grace O'Malley", "Grace"),
    ("Madonna", "Madonna"),
    ("Miss Marple", "Miss Marple"),
    ("Judge Judy", "Judge Judy"),
    ("April May", "April"),
    ("Me Myself", "Me Myself"),
    ("Jo", "Jo"),
    ("Y", "Y"),
    ("Lê Văn An", "Lê Văn An"),
    ("Anh Nguyen", "Anh"),
    ("El Greco", "El Greco"),
    ("La Toya Jackson", "La Toya Jackson"),
    ("DeShawn Jackson", "DeShawn"),
    ("D'Angelo Russell", "D'Angelo"),
    ("St. John Smith", "St. John Smith"),
    ("Mohammed bin Salman", "Mohammed"),
    ("Ali ibn Sina", "Ali"),
]


@pytest.mark.parametrize(("name", "greeted"), GREETED)
def test_by_what_somebody_is_greeted(name: str, greeted: str) -> None:
    assert greeted_as(name) == greeted


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("parcel", list(Parcel))
def test_no_greeting_ends_in_two_commas_or_in_a_title(parcel: Parcel, language: str) -> None:
    workshop = Workshop(title="W")
    for name, greeted in GREETED:
        letter = fill_in(original_template(parcel, language), Participant(name=name), workshop)
        first = letter.body.splitlines()[0]
        assert greeted in first
        assert ",," not in first and not first.rstrip("!, ").endswith((",", ";", ":"))


@given(st.text(max_size=60))
def test_of_any_text(name: str) -> None:
    greeted = greeted_as(name)
    assert greeted == greeted.strip()
    assert not greeted.endswith((",", ";", ":"))
    assert greeted in name or greeted == whole(name) or greeted in whole(name)
