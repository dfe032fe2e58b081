"""Sentences that promise something, each beside what proves it: a test of that module, or one that lies elsewhere."""

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def unproved(promises: Mapping[str, str], here: str) -> list[str]:
    """The promises whose proof is not there: `file::test` below `tests`, or a test of the module `here`."""
    return [said for said, proof in promises.items() if not all(_is_there(each, here) for each in proof.split())]


@cache
def said_in(file: str) -> str:
    """The texts in a file of the program, by its path below the root: of a module its strings, each in one line."""
    text = (ROOT / file).read_text(encoding="utf-8")
    if not file.endswith(".py"):
        return text
    return "\n".join(
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def sentences(text: str) -> list[str]:
    """The sentences of a section of Markdown, in their order, each in one line."""
    found = []
    for paragraph in re.split(r"\n(?=- )|\n\n", text):
        line = " ".join(paragraph.removeprefix("- ").split())
        found += [each for each in re.split(r"(?<=[.:)]) (?=[A-Z(*])", line) if each]
    return found


def _is_there(proof: str, here: str) -> bool:
    file, _, name = proof.rpartition("::")
    return name in _tests(ROOT / "tests" / file if file else Path(here))


@cache
def _tests(path: Path) -> frozenset[str]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(each.name for each in module.body if isinstance(each, ast.FunctionDef))
