"""Importing 300 filled worksheets, beside what their parser alone needs to read the same fields.

Ours is all that happens between choosing a folder and the answers being in the library: reading, telling whose each
sheet is, comparing it with the library, and one transaction. The peer opens the same files with pypdf and asks for
their fields. Making and filling the sheets is the setup; its speed is printed too.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from pypdf import PdfReader, PdfWriter

from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.rehearsal.people import people
from facilitator.storage.library import open_library
from facilitator.worksheets.returned import bring_in, look_through
from facilitator.worksheets.writing import export_worksheets, prefix_of
from facilitator.workshop.roster import add_people

PEOPLE = 300
CONTACTS = 12
CODES = ("1", "2", "3")


def main() -> int:
    """Print sheets a second."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        workshop = start_workshop(library, "Three hundred").value
        add_people(library, workshop, people(PEOPLE))
        step = exercise_steps(library, workshop)[0][0].id
        start = perf_counter()
        written = finish(export_worksheets(library, workshop, Path(folder) / "out", fillable=True))[:-1]
        made = len(written) / (perf_counter() - start)
        for number, path in enumerate(written):
            fill(path, step, number)
        start = perf_counter()
        for path in written:
            PdfReader(path).get_fields()
        peer = perf_counter() - start
        start = perf_counter()
        found = finish(look_through(library, workshop, written))
        read = perf_counter() - start
        start = perf_counter()
        done = finish(bring_in(library, workshop, found))
        wrote = perf_counter() - start
        library.close()
    print(f"{'fillable worksheets made':34s} {made:6.1f} a second")
    print(f"{'pypdf alone reading the fields':34s} {PEOPLE / peer:6.1f} a second")
    print(f"{'ours: read and compared':34s} {PEOPLE / read:6.1f} a second   {read:.1f} s for {PEOPLE}")
    print(f"{'ours: written into the library':34s} {done.value / wrote:6.1f} a second   {wrote:.1f} s for {done.value}")
    print(f"all of ours / pypdf alone = {(read + wrote) / peer:.2f}")
    return 0


def fill(path: Path, step: int, number: int) -> None:
    """Fill in a list of contacts with their answers, as a reader of PDFs does, over the file itself."""
    writer = PdfWriter(clone_from=PdfReader(path))
    values = {}
    for contact in range(1, CONTACTS + 1):
        values[f"{prefix_of(step)}contact-{contact}"] = f"Contact {contact}"
        for place, key in enumerate(("group", "proximity", "interaction", "time_known", "hierarchy")):
            values[f"{prefix_of(step)}contact-{contact}-{key}"] = CODES[(number + contact + place) % len(CODES)]
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(path)


if __name__ == "__main__":
    sys.exit(main())
