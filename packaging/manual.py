"""Writes the manual page of the command line, from what its commands say of themselves."""

import textwrap
from datetime import UTC, datetime
from typing import Any

import typer.main

from facilitator import __version__
from ui.commands import command_line

_HEAD = """.TH FACILITATOR 1 "{day}" "Facilitator {version}" "User commands"
.SH NAME
facilitator \\- facilitated workshops on social learning at work
.SH SYNOPSIS
.B facilitator
[\\fIoptions\\fR] [\\fIcommand\\fR] [\\fIarguments\\fR]
.SH DESCRIPTION
Without a command it opens the windows. All that can be done without a screen has a command. What a command made is
printed to standard output, what is said about it to standard error.
"""
_TAIL = """.SH ENVIRONMENT
.TP
.B FACILITATOR_LIBRARY
The library file, where no option names one.
.TP
.B FACILITATOR_PASSPHRASE_FILE
A file that only you can read, with the passphrase of the library in its first line.
.SH FILES
.TP
.I ~/.local/share/Facilitator/library.sqlite
The library of workshops; copies of it lie beside it in \\fIbackups\\fR.
.TP
.I ~/.local/state/Facilitator/log/facilitator.log
What went wrong, and where in the program; it names nobody.
.SH EXIT STATUS
0; 1 with one sentence for an error that can be mended; 2 for a wrong use of the command line.
"""


def manual(seconds: int) -> str:
    """The page, dated by these seconds since 1970."""
    day = datetime.fromtimestamp(seconds, UTC).date().isoformat()
    group: Any = typer.main.get_command(command_line())
    parts = [_HEAD.format(day=day, version=__version__), ".SH OPTIONS\n", *map(_parameter, _options(group))]
    parts.append(".SH COMMANDS\n")
    for name, command in group.commands.items():
        arguments = " ".join(_plain(each.metavar or each.name) for each in _arguments(command))
        parts.append(f".SS {_plain(name)} {arguments}\n{_plain(' '.join((command.help or '').split()))}\n")
        parts += [_parameter(each) for each in (*_arguments(command), *_options(command))]
    return "".join(parts) + _TAIL


def _options(command: Any) -> list[Any]:
    return [each for each in command.params if each.param_type_name == "option" and each.name != "help"]


def _arguments(command: Any) -> list[Any]:
    return [each for each in command.params if each.param_type_name == "argument"]


def _parameter(parameter: Any) -> str:
    names = ", ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.metavar or parameter.name
    value = f" {parameter.metavar}" if parameter.param_type_name == "option" and parameter.metavar else ""
    return f".TP\n.B {_plain(names + value)}\n{_plain(parameter.help or '')}\n" if parameter.help else ""


def _plain(text: str) -> str:
    """Text as roff takes it."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    lines = textwrap.wrap(escaped, 110, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in lines)
