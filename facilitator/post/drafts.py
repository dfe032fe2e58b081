"""Mails as files that open as unsent messages: the facilitator looks at each one and presses Send."""

from pathlib import Path

from facilitator.errors import Invalid
from facilitator.files import free_path, make_folder
from facilitator.i18n import speaking, tr
from facilitator.post.left_out import ReasonLeftOut, left_out_words
from facilitator.post.letters import Letter
from facilitator.post.messages import attachment_name, check_letters, message, recipients
from facilitator.post.sending import sorted_out
from facilitator.post.tables import Parcel
from facilitator.progress import LongWork, Progress
from facilitator.sharing.tables import write_file
from facilitator.storage.library import Library
from facilitator.workshop.handout_files import note_handout_file
from facilitator.workshop.papers import PaperOptions


def write_drafts(
    library: Library,
    workshop_id: int,
    folder: Path,
    template: Letter,
    *,
    sender: str = "",
    only: frozenset[int] | None = None,
    parcel: Parcel = Parcel.HANDOUT,
    options: PaperOptions | None = None,
    shared: bool = False,
) -> LongWork[list[Path]]:
    """Write an `.eml` for everybody with an address and a handout, or a worksheet; returns the paths.

    `only` chooses participants by id; `options` are those that the workshop keeps, unless others are given. A file that
    is there is kept, and each one is whole or not there. There is none for whose address can't be used, or is somebody
    else's too unless `shared`; `addressees` tells who that is. Raises NotSaved when the folder can't be used, Invalid,
    with nothing written, when there is nobody to write to.
    """
    found, left_out = sorted_out(
        library, workshop_id, recipients(library, workshop_id, parcel, options, only), shared=shared
    )
    if not found and any(each.why is not ReasonLeftOut.NO_ADDRESS for each in left_out):
        raise Invalid(" ".join(left_out_words(left_out)))
    if not found:
        raise Invalid(
            tr("Nobody has an e-mail address. Add addresses under People.")
            if parcel is Parcel.WORKSHEET
            else tr("Nobody who has answered has an e-mail address. Add addresses under People.")
        )
    check_letters(library, workshop_id, found, template)
    make_folder(folder)
    written: list[Path] = []
    for number, recipient in enumerate(found):
        yield Progress(number, len(found), recipient.person.name)
        mail = message(library, workshop_id, recipient, template, sender, draft=True)
        with speaking(recipient.language):
            name = Path(attachment_name(recipient.called, parcel)).stem
        path = free_path(folder, name, ".eml")
        write_file(path, mail.as_bytes())
        if parcel is Parcel.HANDOUT:
            note_handout_file(library, recipient.person.id, path)
        written.append(path)
    yield Progress(len(found), len(found))
    return written
