"""Handouts of a real workshop a second, the summary of 300 people, and the memory that many handouts take.

Ours is all that an export does: composing, setting and writing the file. What handouts share is computed once and
counted too. The peers are a plain Platypus page with one chart for a handout, and for the summary WeasyPrint with the
words and tables of ours and two spiders of 300 lines as SVG. `bench_documents.py` compares handouts with WeasyPrint.
"""

import random
import subprocess
import sys
import tempfile
from html import escape
from importlib import import_module
from io import BytesIO
from pathlib import Path
from time import process_time

from pypdf import PdfReader
from reportlab.graphics.charts.spider import SpiderChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.steps import exercise_steps
from facilitator.progress import finish
from facilitator.radar import direction
from facilitator.rehearsal.sample import sample_workshop
from facilitator.reports import compose
from facilitator.reports.compose import Handouts
from facilitator.reports.export import export_reports
from facilitator.storage.library import Library, open_library

PEOPLE = 60
CROWD = 300
CROWDS = (30, 100, 300)


def main() -> int:
    """Print handouts and pages a second of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        workshop = sample_workshop(library, count=PEOPLE).value
        finish(export_reports(library, workshop, Path(folder) / "warm", handouts=False))
        start = process_time()
        written = finish(export_reports(library, workshop, Path(folder) / "out", summary=False))
        ours = len(written) / (process_time() - start)
        start = process_time()
        for number in range(PEOPLE):
            plain(Path(folder) / f"{number}.pdf")
        peer = PEOPLE / (process_time() - start)
        library.close()
    summaries()
    memory()
    print(f"our handouts            {ours:6.1f} a second")
    print(f"Platypus, one spider    {peer:6.1f} a second   ours / Platypus = {ours / peer:.2f}")
    return 0


def summaries() -> None:
    """Print seconds for the summary of a large room, ours and WeasyPrint's."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        workshop = sample_workshop(library, count=CROWD).value
        compose.summary(library, workshop).render()
        start = process_time()
        composed = compose.summary(library, workshop)
        content = composed.render()
        ours = process_time() - start
        pages = len(PdfReader(BytesIO(content)).pages)
        print(f"summary of {CROWD} people: {ours:.2f} s, {pages} pages, {len(content) / 1024:.0f} KB")
        try:
            html = import_module("weasyprint").HTML
        except (ImportError, OSError):
            print("WeasyPrint: not installed here")
        else:
            text = page_of(library, workshop, content)
            html(string=text).write_pdf()
            start = process_time()
            html(string=text).write_pdf()
            peer = process_time() - start
            print(f"WeasyPrint on the same words and lines: {peer:.2f} s   WeasyPrint / ours = {peer / ours:.1f}")
        library.close()


def page_of(library: Library, workshop: int, content: bytes) -> str:
    """The words of our summary as paragraphs and rows, and everybody's two shapes, as HTML."""
    step = exercise_steps(library, workshop)[0][0].id
    room = RoomProfiles(library, step)
    charts = []
    for shape in ("diversity", "strength"):
        lines = []
        for values in room.shapes(shape).values():
            known = [(place, value) for place, value in enumerate(values) if value is not None]
            turns = [(direction(place, len(values)), value) for place, value in known]
            points = " ".join(f"{100 + x * value * 90:.1f},{100 - y * value * 90:.1f}" for (x, y), value in turns)
            lines.append(f'<polygon points="{points}" fill="none" stroke="#888" stroke-opacity=".3"/>')
        charts.append(f'<svg width="240" height="240" viewBox="0 0 200 200">{"".join(lines)}</svg>')
    rows = []
    for page in PdfReader(BytesIO(content)).pages:
        for line in page.extract_text().splitlines():
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.split("  "))
            rows.append(f"<tr>{cells}</tr>")
    return f"<h1>Summary</h1>{''.join(charts)}<table>{''.join(rows)}</table>"


def memory() -> None:
    """Print the most memory that few and many handouts of one large workshop take, each in a program of its own.

    On Linux only, which keeps that figure for every program.
    """
    if not Path("/proc/self/status").exists():
        return
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        library = open_library(path)
        sample_workshop(library, count=CROWDS[-1])
        library.close()
        for count in CROWDS:
            words = [sys.executable, __file__, str(count), str(path)]
            done = subprocess.run(words, capture_output=True, text=True, check=True)
            peaks[count] = int(done.stdout)
            print(f"{count:4d} handouts: {peaks[count] / 1024:6.1f} MB at the most")
    few, many = CROWDS[0], CROWDS[-1]
    each = (peaks[many] - peaks[few]) / (many - few)
    print(f"one handout more: {each:.0f} KB; {many} take {peaks[many] / peaks[few]:.2f} times what {few} do")


def export_alone(count: int, path: Path) -> None:
    """Write the first so many handouts of a library's workshop and print the peak of this program's memory in KB."""
    library = open_library(path)
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, handout) in zip(range(count), Handouts(library, 1), strict=False):
            handout.build(Path(folder) / f"{number}.pdf")
    library.close()
    # What getrusage says of a program counts the one that started it, too.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def plain(path: Path) -> None:
    """What one writes first with ReportLab: a few paragraphs and a spider in the built-in font."""
    styles = getSampleStyleSheet()
    chart = SpiderChart()
    chart.width = chart.height = 200
    chart.data = [[random.random() for _ in range(5)]]
    chart.labels = ["Where", "How near", "How often", "How long", "Level"]
    drawing = Drawing(250, 220)
    drawing.add(chart)
    words = [Paragraph("Who would leave a gap if they were away for a month?", styles["BodyText"]) for _ in range(12)]
    SimpleDocTemplate(str(path)).build([Paragraph("Your network", styles["Title"]), drawing, *words])


if __name__ == "__main__":
    sys.exit(export_alone(int(sys.argv[1]), Path(sys.argv[2])) if len(sys.argv) > 1 else main())
