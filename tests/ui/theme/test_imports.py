"""The theme is on the way to the first window: it must not wait for the heavy libraries."""

import subprocess
import sys


def modules_after(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(' '.join(sys.modules))"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


def test_theme_and_thumbnails_load_neither_numpy_nor_pyqtgraph() -> None:
    loaded = modules_after("import ui.theme.theme, ui.theme.icons, ui.theme.widgets, ui.charts.thumbnail")
    assert not loaded & {"numpy", "pyqtgraph", "sqlalchemy", "reportlab"}
