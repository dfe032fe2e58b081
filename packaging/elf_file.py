"""Takes out of a shared library of Linux the bytes that nobody loads: tables for debuggers, and padding.

Tools that put libraries into wheels write moved parts behind all others and leave holes, of up to two megabytes, which
binutils can't close. Here no part moves in memory, so nothing in it has to be told anew: only its place in the file is
another one. 64-bit, little-endian files alone.
"""

import struct
from dataclasses import dataclass

_HEAD = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_LOAD = 1
_NOTHING, _NO_BITS = 0, 8
_IN_MEMORY = 2
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the file, `old` to `end`, that is loaded, and where it is in the new one."""

    old: int
    end: int
    new: int


def squeezed(data: bytes) -> bytes:
    """The library without what is not loaded; it stays what it is where that would not make it smaller."""
    head = [*_HEAD.unpack_from(data)]
    segments_at, sections_at, segment_count, section_count, names = head[5], head[6], head[10], head[12], head[13]
    segments = [[*_SEGMENT.unpack_from(data, segments_at + at * _SEGMENT.size)] for at in range(segment_count)]
    sections = [[*_SECTION.unpack_from(data, sections_at + at * _SECTION.size)] for at in range(section_count)]
    parts, body = _gathered(data, [each for each in segments if each[0] == _LOAD and each[5]])
    for segment in segments:
        if segment[0] == _LOAD:
            segment[7] = _PAGE
        segment[2] = _moved(parts, segment[2])
    for at, section in enumerate(sections):
        if section[2] & _IN_MEMORY:
            section[4] = _moved(parts, section[4]) if section[1] != _NO_BITS else 0
        elif at == names:
            body, section[4] = body + data[section[4] : section[4] + section[5]], len(body)
        elif section[1] != _NOTHING:
            sections[at] = [section[0], _NOTHING, 0, 0, 0, 0, 0, 0, 0, 0]
    body += bytes(-len(body) % 8)
    head[5], head[6] = _moved(parts, segments_at), len(body)
    new = bytearray(body + b"".join(_SECTION.pack(*each) for each in sections))
    _HEAD.pack_into(new, 0, *head)
    for at, segment in enumerate(segments):
        _SEGMENT.pack_into(new, head[5] + at * _SEGMENT.size, *segment)
    return bytes(new) if len(new) < len(data) else data


def _gathered(data: bytes, loaded: list[list[int]]) -> tuple[list[_Part], bytes]:
    """The loaded parts, one behind the other, each as far into a page as it is in memory."""
    parts: list[_Part] = []
    body = b""
    for _, _, old, address, _, size, _, _ in sorted(loaded, key=lambda each: each[2]):
        last = parts[-1] if parts else None
        if last is not None and old < last.end:
            # Two views of the same bytes.
            new = last.new + old - last.old
            if (new - address) % _PAGE:
                raise ValueError("two segments share bytes at different places of a page")
            body += data[last.end : old + size]
        else:
            body += bytes((address - len(body)) % _PAGE)
            new = len(body)
            body += data[old : old + size]
        parts.append(_Part(old, old + size, new))
    return parts, body


def _moved(parts: list[_Part], old: int) -> int:
    """Where a place of the file is now; where nothing of it is loaded, the nearest place before."""
    found = [each for each in parts if each.old <= old <= each.end]
    return found[-1].new + old - found[-1].old if found else 0
