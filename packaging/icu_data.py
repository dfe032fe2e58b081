"""Takes out of the data that Qt's ICU brings along what the program never asks for: nine tenths of it.

Qt sorts by ICU's collation and takes its own data for everything else. Kept is what belongs to no language, and the
collation of the languages that the program speaks; any other is sorted by the root's. The library is put together again
by binutils, which a build needs anyway.
"""

import re
import struct
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

# Neither what Unicode's signs are called nor how names of computers are prepared (Qt has that in itself).
_KEPT = re.compile(r"[^/]+/((?!unames\.)[^/]+\.(icu|nrm)"
                   r"|(root|res_index|pool|[a-z]+[A-Z6]\w*|icuver|metadata|plurals)\.res"
                   r"|coll/(ucadata\.icu|(root|res_index|pool|en|de|de_)\.res))")  # fmt: skip
_ALIGNED = 16

_SOURCE = """
    .section .note.GNU-stack,"",@progbits
    .section .rodata
    .globl {symbol}
    .type {symbol}, @object
    .balign 16
{symbol}:
    .incbin "{data}"
    .size {symbol}, . - {symbol}
"""


def trim(library: Path) -> None:
    """Put a smaller `libicudata.so.NN` in the place of this one; does nothing to one that is trimmed already."""
    symbol, data = _data_of(library)
    smaller = selected(data)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").write_bytes(smaller)
        (folder / "data.s").write_text(_SOURCE.format(symbol=symbol, data=folder / "data"), encoding="utf-8")
        subprocess.run(["as", "-o", str(folder / "data.o"), str(folder / "data.s")], check=True)
        words = ["ld", "-shared", "--build-id=none", "-soname", library.name, "-z", "noexecstack", "-s"]
        subprocess.run([*words, "-o", str(library), str(folder / "data.o")], check=True)


def _data_of(library: Path) -> tuple[str, bytes]:
    """The name of the one symbol of ICU's data, and its bytes."""
    told = subprocess.run(["objdump", "-T", str(library)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"^([0-9a-f]+) g +DO \.rodata\s+([0-9a-f]+)\s+(?:\S+\s+)?(icudt\d+_dat)$", told, re.MULTILINE)
    sections = subprocess.run(["objdump", "-h", str(library)], capture_output=True, text=True, check=True).stdout
    section = re.search(r"\.rodata +[0-9a-f]+ +([0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+)", sections)
    if not found or not section:
        raise ValueError(f"{library} holds no ICU data")
    at = int(found[1], 16) - int(section[1], 16) + int(section[2], 16)
    return found[3], library.read_bytes()[at : at + int(found[2], 16)]


def selected(data: bytes) -> bytes:
    """The package of ICU's data with the kept items alone; as ICU lays it out: header, table of contents, items."""
    (start,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, start)
    entries = [struct.unpack_from("<II", data, start + 4 + 8 * at) for at in range(count)]
    ends = [*(where for _, where in entries[1:]), len(data) - start]
    items = []
    for (name_at, where), end in zip(entries, ends, strict=True):
        name = data[start + name_at : data.index(b"\0", start + name_at)]
        if _KEPT.fullmatch(name.decode("ascii")):
            items.append((name, data[start + where : start + end]))
    names = b"".join(name + b"\0" for name, _ in items)
    name_at = 4 + 8 * len(items)
    where = _up(name_at + len(names))
    table, body = struct.pack("<I", len(items)), b""
    for name, item in items:
        table += struct.pack("<II", name_at, where + len(body))
        name_at += len(name) + 1
        body += item.ljust(_up(len(item)), b"\0")
    return data[:start] + (table + names).ljust(where, b"\0") + body


def _up(size: int) -> int:
    return -size % _ALIGNED + size
