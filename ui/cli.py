"""The console script: the commands of the core, and the two that open windows.

Qt is imported only inside those two, so that every other command works where Qt can't start.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli import create_app, execute
from facilitator.cli.common import LibraryOption, chosen_library
from facilitator.errors import FacilitatorError
from facilitator.i18n import tr


def main() -> None:
    """Run the command line; without a command it opens the app."""
    app = create_app(default=run)
    app.command("run")(run)
    app.command("rehearse")(rehearse)
    execute(app)


def run(context: typer.Context, library: LibraryOption = None) -> None:
    """Open the app; what happens when no command is given."""
    if not has_screen():
        raise FacilitatorError(
            tr(
                "There is no screen to open a window on. The other commands work without one, for example "
                "“facilitator report WORKSHOP -o DIR”; “facilitator --help” lists them."
            )
        )
    from ui.app import run_app

    raise typer.Exit(run_app(chosen_library(context, library)))


def rehearse(
    folder: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Where to put the pictures, PDFs and library.", file_okay=False
        ),
    ],
    people: Annotated[int, typer.Option("--people", metavar="N", help="How many take part.", min=0, max=1000)] = 6,
) -> None:
    """Play a whole workshop through the real windows, on a library of its own, and check every step."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.rehearse import rehearse as play

    raise typer.Exit(play(folder, people))


def has_screen() -> bool:
    """Whether a window can be opened here: always, but on Linux without a display or a chosen Qt platform."""
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in chosen)
