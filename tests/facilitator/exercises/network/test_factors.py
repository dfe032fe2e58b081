"""The bundled questions, what a broken file is told, and answers counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import BadFile, NotFound
from facilitator.exercises.network.factors import (
    Factor,
    Missing,
    NetworkAnswers,
    factor_sets,
    load_factor_set,
    read_factor_set,
)

SETS = factor_sets()
GOOD: dict[str, Any] = {
    "title": "Two",
    "language": "en",
    "description": "For tests.",
    "source": "Ours",
    "licence": "MIT",
    "credit": "Ours",
    "factors": [
        {"key": "near", "label": "Near", "question": "How near?", "kind": "distance", "codes": ["Here", "There"]},
        {"key": "often", "label": "Often", "question": "How often?", "kind": "strength", "codes": ["Rarely", "Daily"]},
    ],
}


def written(folder: Path, content: object) -> Path:
    path = folder / "mine.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def with_factor(**changes: object) -> dict[str, Any]:
    first, second = GOOD["factors"]
    return {**GOOD, "factors": [{**first, **changes}, second]}


def test_the_standard_set_is_the_tables_ten_with_six_on() -> None:
    factors = load_factor_set("standard").factors
    assert [(factor.key, factor.kind, len(factor.codes), factor.active) for factor in factors] == [
        ("group", "distance", 4, True),
        ("proximity", "distance", 4, True),
        ("interaction", "strength", 5, True),
        ("time_known", "strength", 5, True),
        ("hierarchy", "nominal", 3, True),
        ("function", "distance", 3, True),
        ("replaceable", "reliance", 3, False),
        ("setting", "nominal", 3, False),
        ("gives", "nominal", 5, False),
        ("energy", "nominal", 3, False),
    ]
    assert {factor.key for factor in factors if factor.not_comparable} == {"hierarchy"}
    assert {factor.key for factor in factors if factor.private} == {"energy"}
    assert {factor.key for factor in factors if not factor.has_axis} == {"replaceable", "energy"}
    assert {factor.key: factor.internal for factor in factors if factor.internal} == {"group": 1}
    assert {factor.key: factor.yearly for factor in factors if factor.yearly} == {"interaction": (1, 12, 46, 230, 690)}
    assert [factor.key for factor in load_factor_set("short").factors] == ["group", "function", "interaction"]


def test_the_earlier_set_is_kept_as_it_was() -> None:
    factors = load_factor_set("earlier_standard").factors
    assert [(factor.key, factor.kind, len(factor.codes), factor.active) for factor in factors] == [
        ("group", "distance", 4, True),
        ("proximity", "distance", 4, True),
        ("interaction", "strength", 5, True),
        ("time_known", "strength", 5, True),
        ("hierarchy", "nominal", 3, True),
        ("effort", "strength", 5, False),
        ("medium", "nominal", 6, False),
        ("function", "nominal", 2, False),
        ("introduction", "nominal", 2, False),
        ("benefit", "nominal", 5, False),
    ]
    assert {factor.key for factor in factors if factor.not_comparable} == {"hierarchy"}
    assert {factor.key: factor.internal for factor in factors if factor.internal} == {"group": 1}
    assert {factor.key: factor.yearly for factor in factors if factor.yearly} == {"interaction": (1, 12, 46, 230, 690)}


def test_standard_comes_first_and_a_missing_set_is_named() -> None:
    assert [each.key for each in SETS] == ["standard", "short", "managers", "earlier_short", "earlier_standard"]
    assert [sum(factor.active for factor in each.factors) for each in SETS] == [6, 3, 6, 3, 5]
    assert [each.key for each in SETS if each.earlier] == ["managers", "earlier_short", "earlier_standard"]
    with pytest.raises(NotFound, match="“lost”"):
        load_factor_set("lost")


@pytest.mark.parametrize("each", SETS, ids=lambda each: each.key)
def test_bundled_words_fit_their_places_and_agree_between_sets(each: Any) -> None:
    model = "earlier_standard" if each.earlier else "standard"
    standard = {factor.key: factor for factor in load_factor_set(model).factors}
    assert "Cross & Parker (2004)" in each.description
    assert "Cross" in each.source and each.licence.startswith("MIT") and "Cross & Parker (2004)" in each.credit
    for factor in each.factors:
        assert len(factor.label) <= 18
        assert all(len(code) <= 29 for code in factor.codes)
        same = standard[factor.key]
        assert (factor.kind, factor.codes, factor.internal, factor.yearly) == (
            same.kind,
            same.codes,
            same.internal,
            same.yearly,
        )


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    read = read_factor_set(written(tmp_path, with_factor(internal=1, label="  Near by ")))
    assert (read.key, read.title, read.language) == ("mine", "Two", "en")
    assert read.factors[0] == Factor("near", "Near by", "How near?", "distance", ("Here", "There"), internal=1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1, column 2"),
        ({**GOOD, "factors": []}, "factors"),
        ({**GOOD, "colour": "red"}, "colour"),
        ({"title": "Two"}, "language"),
        (with_factor(kind="far"), "factors → 1 → kind"),
        (with_factor(codes=["One"]), "factors → 1 → codes"),
        (with_factor(codes=list("abcdefgh")), "factors → 1 → codes"),
        (with_factor(codes=["Same", "Same "]), "same words"),
        (with_factor(question=" "), "factors → 1 → question"),
        (with_factor(key="Not a key"), "factors → 1 → key"),
        (with_factor(key="often"), "“often”"),
        (with_factor(internal=3), "“internal”"),
        (with_factor(yearly=[1]), "“yearly”"),
        ({key: value for key, value in GOOD.items() if key != "source"}, "source"),
        ({**GOOD, "licence": " "}, "licence"),
        ({**GOOD, "credit": ""}, "credit"),
        (with_factor(key="energy"), "by tally only"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_factor_set(written(tmp_path, content))
    assert "mine.json" in refused.value.sentence
    assert said in refused.value.sentence


@given(st.data())
def test_counts_of_contacts_leave_out_every_kind_of_missing(data: st.DataObject) -> None:
    factors = load_factor_set("standard").factors
    contacts = data.draw(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    factor.key: st.sampled_from([*range(1, len(factor.codes) + 1), *map(int, Missing)])
                    for factor in factors
                },
            ),
            max_size=15,
        )
    )
    answers = NetworkAnswers.from_contacts(factors, contacts)
    assert (answers.entry, answers.size, answers.contacts) == ("contact", len(contacts), contacts)
    for factor in factors:
        codes = [contact.get(factor.key) for contact in contacts]
        assert answers.counts[factor.key] == [codes.count(code) for code in range(1, len(factor.codes) + 1)]
