"""Handouts a second on one core, beside peers in the same run.

Ours is a handout as participants get it: head with facts, two spiders with a band and the room's median, bars,
shares, insights, three tables, room to write, all fonts embedded. Each has another name and other values. The peers
are plain Platypus with paragraphs, the same tables and one spider of ReportLab's own, and WeasyPrint on the same
words with the spiders as SVG. Times are those of the processor, so that other work on the machine counts less.

Run with `python3 packaging/bootstrap.py bench`.
"""

import random
import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import cast

from facilitator.charts.bars import Bars
from facilitator.charts.series import Band, Series
from facilitator.charts.shares import Shares, Whole
from facilitator.charts.spider import Spider
from facilitator.charts.styles import FIRST, MEDIAN, SECOND
from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.template import Document
from facilitator.radar import direction
from facilitator.resources import resource

AXES = ["Where they work", "How near they work", "How often we interact", "How long I have known them", "Their level"]
CODES = ["my team", "another team in my unit", "another unit, same organisation", "outside"]
INTRODUCTION = "This is your own picture of whom you turn to. It describes a pattern, not a person. " * 3
NAMES = ["Aleksandra Wiśniewska-Kowalczyk", "Nguyễn Thị Minh Khai", "Γιώργος Παπαδόπουλος", "Zoë Ångström"]
Rows = list[list[str]]


def main() -> int:
    """Print the table of handouts a second."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "handout.pdf"
        start = process_time()
        pages = ours(path, 0)
        print(f"{'first handout, fonts read':44s} {(process_time() - start) * 1000:8.0f} ms")
        own = rate(lambda number: ours(path, number), 90)
        size = path.stat().st_size
    print(f"{f'handout of {pages} pages, two spiders':44s} {own:8.1f} a second   {size / 1024:.0f} KB each")
    plain = rate(platypus, 30)
    print(f"{'plain Platypus, one spider':44s} {plain:8.1f} a second   ours is {own / plain:.2f} × as fast")
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        print("WeasyPrint: not installed here")
        return 0
    html = rate(weasy, 4)
    print(f"{'WeasyPrint, two spiders as SVG':44s} {html:8.1f} a second   ours is {own / html:.2f} × as fast")
    return 0


def rate(make: Callable[[int], object], count: int) -> float:
    """Documents a second of processor time, after two to warm up."""
    for number in range(2):
        make(number)
    start = process_time()
    for number in range(count):
        make(number)
    return count / (process_time() - start)


def content(number: int) -> tuple[list[float], list[float], Rows, Rows, Rows]:
    """Diversity, strength and the rows of three tables for one person."""
    chance = random.Random(number)
    diversity, strength = ([chance.random() for _ in AXES] for _ in range(2))
    contacts = [
        [f"{chance.choice(NAMES)} {row}", chance.choice(CODES), f"{chance.random() * 9:.1f}"] for row in range(13)
    ]
    measures = [
        [axis, f"{a * 100:.0f}", f"{b * 100:.0f}", "12"] for axis, a, b in zip(AXES, diversity, strength, strict=True)
    ]
    counts = [[code, str(chance.randint(0, 7))] for code in CODES]
    return diversity, strength, measures, counts, contacts


def ours(path: Path, number: int) -> int:
    """One of our handouts; its number of pages."""
    diversity, strength, measures, counts, contacts = content(number)
    half = [0.5] * len(AXES)
    median, band = Series("The room’s median", half, MEDIAN), Band("Middle half", [0.4] * len(AXES), [0.6] * len(AXES))
    name = f"{NAMES[number % len(NAMES)]} {number}"
    return Document(
        title="Your network",
        subtitle=name,
        author="Facilitator",
        facts=[("Workshop", "Learning across borders"), ("Contacts", "13")],
        privacy=f"For {name} alone.",
    ).build(
        path,
        [
            blocks.lead(INTRODUCTION),
            blocks.heading(1, "Your two shapes"),
            blocks.SideBySide(
                [
                    Figure(Spider(AXES, [Series("You", diversity, FIRST), median], band), title="Diversity"),
                    Figure(Spider(AXES, [Series("You", strength, SECOND), median], band), title="Strength"),
                ]
            ),
            Figure(Bars(AXES, [Series("You", diversity, counts=[12] * 5), median], band)),
            Figure(Shares([Whole(axis, [(code, int(count)) for code, count in counts]) for axis in AXES[:2]])),
            blocks.heading(1, "Measures"),
            PrintedTable(
                [PrintedColumn("Factor"), *(PrintedColumn(title, "right") for title in ("Diversity", "Strength", "n"))],
                measures,
            ),
            PrintedTable([PrintedColumn("Place"), PrintedColumn("Contacts", "right")], counts),
            blocks.heading(1, "What stands out"),
            *(blocks.insights_together([(INTRODUCTION, "Whom would you ask?")], "Question") for _ in range(3)),
            blocks.heading(1, "Your contacts"),
            PrintedTable([PrintedColumn("Contact"), PrintedColumn("Place"), PrintedColumn("Years", "right")], contacts),
            *blocks.writing_space("What surprises you?", 4),
        ],
    )


def platypus(number: int) -> None:
    """A plain handout as ReportLab's own classes make it, with the same words and one spider."""
    from reportlab.graphics.charts.spider import SpiderChart
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as PlainTable
    from reportlab.platypus.flowables import Flowable

    if "Plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Plain", str(resource("fonts", "NotoSans-Regular.ttf"))))
    style = ParagraphStyle("body", fontName="Plain", fontSize=9.5, leading=14)
    diversity, _, *tables = content(number)
    drawing = Drawing(230, 180)
    chart = SpiderChart()
    chart.width = chart.height = 120
    chart.x, chart.y = 50, 20
    chart.data, chart.labels = [diversity, [0.5] * len(AXES)], AXES
    drawing.add(chart)
    words = [Paragraph(text, style) for text in (NAMES[number % 4], *[INTRODUCTION] * 4, *["Heading"] * 6)]
    shown = [
        PlainTable(
            [[Paragraph(cell, style) for cell in row] for row in rows],
            repeatRows=1,
            style=[("GRID", (0, 0), (-1, -1), 0.5, "grey")],
        )
        for rows in tables
    ]
    SimpleDocTemplate(BytesIO()).build([*words, cast(Flowable, drawing), *shown])


def weasy(number: int) -> None:
    """The same words, with both spiders as SVG."""
    html = import_module("weasyprint").HTML

    diversity, strength, *tables = content(number)

    def spider(values: list[float]) -> str:
        points = [direction(axis, len(values)) for axis in range(len(values))]
        shapes = [[(x * reach, y * reach) for x, y in points] for reach in (0.25, 0.5, 0.75, 1.0)]
        shapes.append([(x * value, y * value) for (x, y), value in zip(points, values, strict=True)])
        lines = "".join(f'<polygon fill="none" stroke="#07b" points="{outline(shape)}"/>' for shape in shapes)
        words = "".join(f'<text x="{90 + x * 80:.0f}" y="{90 - y * 80:.0f}">label</text>' for x, y in points)
        return f'<svg width="230" height="180" font-size="8">{lines}{words}</svg>'

    def outline(shape: list[tuple[float, float]]) -> str:
        return " ".join(f"{90 + x * 80:.1f},{90 - y * 80:.1f}" for x, y in shape)

    shown = "".join(
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
        for rows in tables
    )
    texts = "".join(f"<h2>Heading</h2><p>{INTRODUCTION}</p>" for _ in range(4))
    # A font of the system: reading a font file again for each document would not be a fair comparison.
    css = "body{font:9.5pt sans-serif}td{border-bottom:1px solid #ccc}"
    html(
        string=f"<style>{css}</style><h1>{NAMES[number % 4]}</h1>{spider(diversity)}{spider(strength)}{texts}{shown}"
    ).write_pdf()


if __name__ == "__main__":
    sys.exit(main())
