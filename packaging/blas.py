"""Puts the reference BLAS, as Debian has it, in the place of the OpenBLAS in NumPy's wheel: 28 MB less.

OpenBLAS is fast code for two dozen processors. What the program does with arrays is sums, sorting and drawing numbers;
NumPy only has to find what its own core links to. Each of those functions is one that jumps to the reference's of the
same meaning; the library is put together by binutils, which a build needs anyway.
"""

import platform
import shutil
import subprocess
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = "libblas64-3"
"""The one with integers of 64 bits, as NumPy calls it, and with the functions for C."""
_REFERENCE = "libblas64.so.3"
_COPYRIGHT = Path("/usr/share/doc", PACKAGE, "copyright")

_JUMP = {"x86_64": "jmp {}@PLT", "aarch64": "b {}"}
_HEAD = '    .section .note.GNU-stack,"",@progbits\n    .text\n'
_SOURCE = """
    .globl {name}
    .type {name}, %function
{name}:
    {jump}
    .size {name}, . - {name}
"""


def reference() -> Path | None:
    """Where the system has the reference, and not a faster one in its name; None where it has none."""
    path = Path("/usr/lib", sysconfig.get_config_var("MULTIARCH") or "", "blas64", _REFERENCE)
    return path if path.is_file() and platform.machine() in _JUMP else None


def replace(openblas: Path, core: Path) -> None:
    """Put what `core`, NumPy's, links to in the place of OpenBLAS, with the reference and its licence beside it.

    Raises ValueError where it links to what the reference has not.
    """
    source = reference()
    if source is None:
        raise ValueError(f"there is no {_REFERENCE} here")
    known = _functions(source, "defined")
    asked = (name for name in _functions(core, "undefined") if name.startswith("scipy_"))
    wanted = {name: name.removeprefix("scipy_").removesuffix("64_") for name in asked}
    if not wanted or not known >= set(wanted.values()):
        raise ValueError(f"{core.name} links to other functions than {_REFERENCE} has: {sorted(wanted)}")
    beside = openblas.with_name(_REFERENCE)
    shutil.copyfile(source.resolve(), beside)
    shutil.copyfile(_COPYRIGHT, openblas.with_name(f"{_REFERENCE}.copyright"))
    jump = _JUMP[platform.machine()]
    text = "".join(_SOURCE.format(name=name, jump=jump.format(wanted[name])) for name in sorted(wanted))
    with TemporaryDirectory() as name:
        code, compiled = Path(name, "blas.s"), Path(name, "blas.o")
        code.write_text(_HEAD + text, encoding="ascii")
        subprocess.run(["as", "-o", str(compiled), str(code)], check=True)
        words = ["ld", "-shared", "--build-id=none", "-soname", openblas.name, "-rpath", "$ORIGIN", "-z", "noexecstack"]
        words += ["-z", "defs", "-s", "-o", str(openblas), str(compiled), str(beside)]
        subprocess.run(words, check=True)


def _functions(library: Path, which: str) -> set[str]:
    """The names that a library has (`defined`) or takes from others (`undefined`), without their versions."""
    words = ["nm", "-D", "--format=posix", f"--{which}-only", str(library)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return {line.partition(" ")[0].partition("@")[0] for line in told.splitlines()}
