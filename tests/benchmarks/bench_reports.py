"""Handouts of a real workshop a second, with both spiders and all tables, beside a plain Platypus page with one chart.

Ours is all that an export does for a person: composing, setting and writing the file. What handouts share is computed
once and counted too. `bench_documents.py` compares the building blocks with WeasyPrint on the same content.
"""

import random
import sys
import tempfile
from pathlib import Path
from time import process_time

from reportlab.graphics.charts.spider import SpiderChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from facilitator.progress import finish
from facilitator.rehearsal.sample import sample_workshop
from facilitator.reports.export import export_reports
from facilitator.storage.library import open_library

PEOPLE = 60


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
    print(f"our handouts            {ours:6.1f} a second")
    print(f"Platypus, one spider    {peer:6.1f} a second   ours / Platypus = {ours / peer:.2f}")
    return 0


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
    sys.exit(main())
