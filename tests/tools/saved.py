"""PDFs that tests have changed, written at once."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter


def saved(writer: PdfWriter, path: Path) -> Path:
    """Write the PDF to `path`, which is returned. By itself pypdf asks the system for every word of it."""
    whole = BytesIO()
    writer.write(whole)
    path.write_bytes(whole.getvalue())
    return path
