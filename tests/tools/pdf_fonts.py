"""What reading a PDF back costs: half, where a font is read once a file and a text in one go.

pypdf itself reads each font once a page, and a text in hexadecimal digits one digit at a time.
"""

import re
from binascii import unhexlify
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_CUR
from typing import IO, Any

import pytest
from pypdf.generic import ByteStringObject, DictionaryObject, TextStringObject, _data_structures
from pypdf.generic._font import Font
from pypdf.generic._utils import create_string_object, read_hex_string_from_stream

_READ = Font.from_font_resource
_KEPT = "_read_as_font"
_DIGITS = re.compile(rb"<(?:[0-9a-fA-F]{2})*")
_LONGEST = 1024
"""Bytes of a text in hexadecimal digits that are read in one go; a longer one is left to pypdf."""


@contextmanager
def fonts_read_once() -> Iterator[None]:
    """Within the block, pypdf finds a font that it has read for another page of the same file, and reads texts fast."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Font, "from_font_resource", staticmethod(_read_once))
        patch.setattr(_data_structures, "read_hex_string_from_stream", _read_in_one_go)
        yield


def _read_once(described: DictionaryObject) -> Font:
    # A file's objects are kept as long as its reader, and with each what was made of it.
    found: Font | None = getattr(described, _KEPT, None)
    if found is None:
        found = _READ(described)
        setattr(described, _KEPT, found)
    return found


def _read_in_one_go(stream: IO[Any], forced_encoding: Any = None) -> TextStringObject | ByteStringObject:
    digits, end, rest = stream.read(_LONGEST).partition(b">")
    stream.seek(-len(digits + end + rest), SEEK_CUR)
    if not end or not _DIGITS.fullmatch(digits):
        return read_hex_string_from_stream(stream, forced_encoding)
    stream.seek(len(digits + end), SEEK_CUR)
    return create_string_object(unhexlify(digits[1:]), forced_encoding)
