"""The one family of exceptions the core raises on purpose.

Each carries a sentence for the person in front of the screen, ready to show, and fields for the program.
Anything else that is raised is a defect: windows show it in the error dialog with a report.
"""


class FacilitatorError(Exception):
    """Something the person can understand and mend; `str(error)` is the sentence to show.

    `fields` holds ids and counts for the log. It never holds a name of a person or a contact.
    """

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = fields


class Invalid(FacilitatorError):
    """A value that can't be accepted: nothing was changed."""


class NotFound(FacilitatorError):
    """A workshop, person or step that is not, or no longer, in the library."""


class BadFile(FacilitatorError):
    """A file that can't be read as what it was offered as: nothing was changed."""


class LibraryRefused(FacilitatorError):
    """The library file can't be opened as it is: from a newer version, another program, or damaged.

    The file was left untouched.
    """


class NotSaved(FacilitatorError):
    """The disk or another program stood in the way of writing: what was to be written is not in the library."""


class Cancelled(FacilitatorError):
    """Long work was stopped at the person's wish; nothing half-made was left behind."""
