"""Rows of a workbook that somebody has struck through: done with, and still there.

It is in the fonts of the cells, or of all that is written in one. Sources: ECMA-376 part 1, 18.8.37 and 18.4.10;
OpenDocument 1.3 part 3, 20.391.
"""

import re
from collections.abc import Collection, Iterator
from zipfile import ZipFile

_FONT = re.compile(rb"<(?:\w+:)?font(?:\s*/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FONTS = re.compile(rb"<(?:\w+:)?fonts[\s>](.*?)</(?:\w+:)?fonts>", re.DOTALL)
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs[\s>](.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf(?=[\s/>])([^>]*)>")
_FONT_OF = re.compile(rb"\bfontId=[\"'](\d+)[\"']")
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?:\s+val=[\"'](?:1|true|on)[\"'])?\s*/>")
_TEXT = re.compile(rb"<(?:\w+:)?si(?:\s*/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>])([^>]*)(?<!/)>(.*?)</(?:\w+:)?row>", re.DOTALL)
_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>])([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_SHARED = re.compile(rb"\bt=[\"']s[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>\s*(\d+)\s*<")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")
_ODS_STYLE = re.compile(rb"<style:style\s([^>]*)>(.*?)</style:style>", re.DOTALL)
_ODS_NAME = re.compile(rb"\bstyle:name=\"([^\"]*)\"")
_ODS_STRUCK = re.compile(rb"text-line-through-(?:style|type)=\"(?!none)")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])([^>]*)>")
_ODS_STYLE_OF = re.compile(rb"\btable:style-name=\"([^\"]*)\"")


def struck_rows(archive: ZipFile, part: str, sheet: bytes) -> set[int]:
    """The numbers of the rows that are struck through in a `sheet` of an OOXML workbook, which is its part `part`."""
    folder = part.rpartition("worksheets/")[0]
    names = archive.namelist()
    styles = _struck_formats(archive.read(f"{folder}styles.xml")) if f"{folder}styles.xml" in names else set()
    shared = f"{folder}sharedStrings.xml"
    texts = _struck_texts(archive.read(shared)) if shared in names else set()
    if not styles and not texts and not _STRIKE.search(sheet):
        return set()
    found, number = set(), 0
    for row in _ROW.finditer(sheet):
        said = _NUMBER.search(row[1])
        number = int(said[1]) if said else number + 1
        if _is_struck([_cell_is_struck(cell, styles, texts) for cell in _filled(row[2])]):
            found.add(number)
    return found


def _filled(row: bytes) -> Iterator[re.Match[bytes]]:
    return (cell for cell in _CELL.finditer(row) if _FILLED.search(cell[2]))


def _cell_is_struck(cell: re.Match[bytes], styles: Collection[int], texts: Collection[int]) -> bool:
    style, value = _STYLE.search(cell[1]), _VALUE.search(cell[2])
    if style is not None and int(style[1]) in styles:
        return True
    if _SHARED.search(cell[1]):
        return value is not None and int(value[1]) in texts
    return _all_struck(cell[2])


def _struck_formats(styles: bytes) -> set[int]:
    """The formats of cells whose font is struck through."""
    listed, formats = _FONTS.search(styles), _FORMATS.search(styles)
    if listed is None or formats is None or not _STRIKE.search(listed[1]):
        return set()
    struck = {at for at, font in enumerate(_FONT.finditer(listed[1])) if font[1] and _STRIKE.search(font[1])}
    fonts = (_FONT_OF.search(each[1]) for each in _FORMAT.finditer(formats[1]))
    return {at for at, font in enumerate(fonts) if font is not None and int(font[1]) in struck}


def _struck_texts(shared: bytes) -> set[int]:
    """The texts of which every run is struck through."""
    if not _STRIKE.search(shared):
        return set()
    return {at for at, text in enumerate(_TEXT.finditer(shared)) if text[1] and _all_struck(text[1])}


def _all_struck(text: bytes) -> bool:
    """Whether a text has runs, and each of them is struck through."""
    runs = [run[1] for run in _RUN.finditer(text)]
    return bool(runs) and all(map(_STRIKE.search, runs))


def struck_styles_of_ods(content: bytes) -> set[bytes]:
    """The styles of cells of an OpenDocument spreadsheet that strike through."""
    return {
        name[1]
        for style in _ODS_STYLE.finditer(content)
        if _ODS_STRUCK.search(style[2]) and (name := _ODS_NAME.search(style[1])) is not None
    }


def is_struck_in_ods(row: bytes, styles: Collection[bytes]) -> bool:
    """Whether the cells of a row have such styles."""
    cells = [cell[1] for cell in _ODS_CELL.finditer(row) if b"value-type" in cell[1]] if styles else []
    return _is_struck([(found := _ODS_STYLE_OF.search(cell)) is not None and found[1] in styles for cell in cells])


def _is_struck(cells: list[bool]) -> bool:
    """Whether a row is meant: what it begins with is struck through, or most of it."""
    return bool(cells) and (cells[0] or sum(cells) * 2 > len(cells))
