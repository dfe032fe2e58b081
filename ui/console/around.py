"""What the tour shows of the console."""

from typing import TYPE_CHECKING

from facilitator.i18n import tr
from ui.tour import Stop, Tour

if TYPE_CHECKING:
    from ui.console.window import ConsoleWindow


def show_around(console: "ConsoleWindow") -> Tour:
    """Begin the tour."""
    return Tour(
        console,
        (
            Stop(
                lambda: console.agenda,
                tr("The agenda"),
                tr(
                    "Every step with its minutes. Look at one by a click, drag it elsewhere, add your own. N starts "
                    "the next one, Ctrl+Return the one you look at."
                ),
            ),
            Stop(
                lambda: console.ready,
                tr("Get ready"),
                tr("What a new workshop wants before people come; each thing is ticked once it is done."),
            ),
            Stop(
                lambda: console.pane,
                tr("The step"),
                tr(
                    "Who is done, at it or to go; what they answered; and the guide, with what to say and to ask. "
                    "Start the step here: the room, the station and the clock follow."
                ),
            ),
            Stop(
                lambda: console.projector_panel,
                tr("What the room sees"),
                tr(
                    "The small picture is exactly what is on the projector. Choose what to show, blank it, freeze it; "
                    "whatever changes for the room can be taken back for some seconds in the bar below."
                ),
            ),
            Stop(
                lambda: console.bar,
                tr("Clock and station"),
                tr(
                    "How long the step still takes, and when the workshop will end at this pace. On the right the "
                    "station opens: people answer there one after the other, and only your PIN leaves it."
                ),
            ),
            Stop(
                lambda: console.menuBar(),
                tr("Everything else"),
                tr(
                    "File makes papers and mail; Workshop has people, settings and Get ready; Help has the handbook "
                    "(F1) and all keys (?). What you do can be taken back by Ctrl+Z."
                ),
            ),
        ),
    )
