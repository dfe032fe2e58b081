"""The building blocks of any PDF, drawn with ReportLab: fonts, type, pages, tables and vector charts.

It knows no exercise and no workshop: `reports` composes documents from the flowables that exercises build with
`blocks`, `tables` and `charts`. Texts are plain strings or `Span`s, never markup, so that no character a person
types can be read as a tag.

The files are not tagged PDFs, because ReportLab writes none: a screen reader gets the title, the language, the
bookmarks and the text in reading order, but no alternative text for the charts. Every chart therefore stands beside
a table or a sentence with its figures.
"""
