"""The texts of a catalogue, read from its file as they are asked for: a start says a few hundred of many thousands."""

import gettext
import re
from collections.abc import Iterator, Mapping
from struct import iter_unpack, unpack_from
from typing import Any, cast

_MAGIC = 0x950412DE
_PLURAL = re.compile(r"plural=([^;\n]+)")

Message = str | tuple[str, int]
"""A text, or one that follows a number and the number of its form, as `gettext.GNUTranslations` asks for it."""


class Catalogue(gettext.GNUTranslations):
    """What `gettext.GNUTranslations` is, of a file that was written in UTF-8. Raises OSError for another file."""

    def _parse(self, fp: Any) -> None:
        content = fp.read()
        magic, _version, count, sources, said = unpack_from("<5I", content)
        if magic != _MAGIC:
            raise OSError(0, "no catalogue", getattr(fp, "name", ""))
        texts = _Texts(content, count, sources, said)
        found = _PLURAL.search(texts.get("") or "")
        self.plural = gettext.c2py(found[1].strip() if found else "n != 1")
        self._catalog = cast("dict[Message, str]", texts)


class _Texts(Mapping[Message, str]):
    """Each text of the code with what is said in its place."""

    def __init__(self, content: bytes, count: int, sources: int, said: int) -> None:
        self._content = content
        places = iter_unpack("<II", content[said : said + 8 * count])
        keys = iter_unpack("<II", content[sources : sources + 8 * count])
        self._places = {content[at : at + length]: place for (length, at), place in zip(keys, places, strict=True)}
        self._plurals = {key.partition(b"\0")[0]: key for key in self._places if b"\0" in key}
        self._read: dict[Message, str] = {}

    def __getitem__(self, message: Message) -> str:
        if message not in self._read:
            if isinstance(message, tuple):
                source, form = message
                self._read[message] = self._said(self._plurals[source.encode()]).split("\0")[form]
            else:
                self._read[message] = self._said(message.encode())
        return self._read[message]

    def _said(self, key: bytes) -> str:
        length, at = self._places[key]
        return self._content[at : at + length].decode()

    def __iter__(self) -> Iterator[Message]:
        for key in self._places:
            if b"\0" not in key:
                yield key.decode()
            else:
                forms = self._said(key).split("\0")
                yield from ((key.partition(b"\0")[0].decode(), form) for form in range(len(forms)))

    def __len__(self) -> int:
        return len(self._places)
