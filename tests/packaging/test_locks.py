"""The lock files hold what the project asks for, in versions that fit each other, and no addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
GROUPS = {"run": ["build"], "test": ["build", "bundle", "test"], "bench": ["build", "bundle", "test", "bench"]}
CONDITION = r"[a-z_]+ (?:[<>=!]=?|in) '[A-Za-z0-9.]+'"
PACKAGE = re.compile(rf"([a-z0-9-]+)==([a-zA-Z0-9.+!]+)(?: ; {CONDITION}(?: (?:and|or) {CONDITION})*)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def lines(name: str) -> list[str]:
    return (ROOT / "packaging" / "lock" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def versions(name: str) -> dict[str, set[str]]:
    """Each locked package with its versions: several where they depend on the Python."""
    found: dict[str, set[str]] = {}
    for line in lines(name):
        if match := PACKAGE.fullmatch(line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def wanted(name: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = [*project["project"]["dependencies"]]
    for group in GROUPS[name]:
        texts += project["dependency-groups"][group]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("name", GROUPS)
def test_versions_and_their_hashes_and_nothing_else(name: str) -> None:
    hashes = 0
    for line in reversed(lines(name)):
        if HASH.fullmatch(line):
            hashes += 1
        else:
            assert PACKAGE.fullmatch(line), line
            assert hashes, line
            hashes = 0


@pytest.mark.parametrize("name", GROUPS)
def test_all_that_the_project_asks_for_is_locked_in_a_version_it_allows(name: str) -> None:
    locked = versions(name)
    for requirement in wanted(name):
        for version in locked[canonicalize_name(requirement.name)]:
            assert requirement.specifier.contains(version), requirement


def test_each_set_holds_the_one_before() -> None:
    # A later set may want on every system what an earlier one wants on some.
    for smaller, larger in (("run", "test"), ("test", "bench")):
        there = versions(larger)
        assert all(found <= there.get(package, set()) for package, found in versions(smaller).items())


@pytest.mark.parametrize("name", GROUPS)
def test_the_parts_of_qt_are_one_release_and_not_the_one_that_crashes(name: str) -> None:
    parts = [each for package, each in versions(name).items() if package.startswith(("pyside6", "shiboken6"))]
    assert len(parts) == 3
    assert parts == [parts[0]] * len(parts)
    assert len(parts[0]) == 1
    assert "6.12.0" not in parts[0]


def test_every_system_finds_its_release() -> None:
    """NumPy has one file for each system, processor and Python; a lock made for one machine would name one."""
    text = "\n".join(lines("run"))
    blocks = dict(
        re.findall(r"^(numpy|pyside6-essentials|sqlcipher3)==[^\n]*\n((?:    --hash[^\n]*\n)+)", text, re.MULTILINE)
    )
    assert blocks["numpy"].count("--hash") > 30
    assert blocks["pyside6-essentials"].count("--hash") >= 4
    assert blocks["sqlcipher3"].count("--hash") > 30
