"""The question what is to become of mails to an address that several people have."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr, trn
from facilitator.post.addressees import Addressee
from facilitator.post.left_out import shared_boxes
from ui.dialogs import Panel

_SHOWN = 6


def ask_about_shared(
    parent: QWidget,
    everybody: Sequence[Addressee],
    chosen: Sequence[Addressee],
    go_on: Callable[[list[Addressee], bool], object],
) -> Panel | None:
    """Ask, where one of the `chosen` has the same address as somebody else; the usual answer leaves those out.

    `go_on` is called with those who remain, and whether some of them share an address; at once where nobody does.
    """
    boxes = shared_boxes((each.person for each in everybody), {each.person.id for each in chosen})
    if not boxes:
        go_on(list(chosen), False)
        return None
    alone = [each for each in chosen if not each.shares_with]
    panel = Panel(parent, tr("Several people have one address"), "mail-shared")
    panel.say(
        trn(
            "Whoever reads this address reads what is for the others alone:",
            "Whoever reads one of these {count} addresses reads what is for the others alone:",
            len(boxes),
        )
    )
    lines = ["\n".join([address, *(f"    {name}" for name in names)]) for address, names in boxes[:_SHOWN]]
    if len(boxes) > _SHOWN:
        lines.append(trn("and {count} more address", "and {count} more addresses", len(boxes) - _SHOWN))
    panel.say("\n".join(lines))
    panel.say(tr("Correct an address under Workshop, People, or leave these people out for now."), "caption")

    def answer(people: list[Addressee], shared: bool) -> Callable[[], None]:
        def answered() -> None:
            panel.accept()
            go_on(people, shared)

        return answered

    count = len(chosen) - len(alone)
    cancel = panel.button(tr("Cancel"), "cancel", "secondary", panel.reject)
    panel.button(
        trn("Include this person", "Include these {count}", count), "mail-shared-include", "danger",
        answer(list(chosen), True),
    )  # fmt: skip
    out = panel.button(
        trn("Leave this person out", "Leave these {count} out", count), "mail-shared-out", "primary",
        answer(alone, False),
    )  # fmt: skip
    out.setEnabled(bool(alone))
    (out if alone else cancel).setFocus()
    panel.open()
    return panel
