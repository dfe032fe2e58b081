"""The command that writes worksheets, and the import of those that come back."""

from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli.common import (
    LanguageOption,
    LibraryOption,
    PaperOption,
    WorkshopArgument,
    chosen_papers,
    chosen_workshop,
    opened,
    say_written,
    warn_of_names,
)
from facilitator.documents.section import Leaf
from facilitator.errors import BadFile, NotFound
from facilitator.i18n import tr, trn
from facilitator.progress import finish
from facilitator.storage.library import Library


def worksheets(
    context: typer.Context,
    workshop: WorkshopArgument,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where to put the sheets.", file_okay=False)
    ],
    library: LibraryOption = None,
    fillable: Annotated[
        bool, typer.Option("--fillable", help="PDF forms, to be filled in on a computer and sent back.")
    ] = False,
    paper: PaperOption = None,
    language: LanguageOption = None,
) -> None:
    """Write a worksheet for everybody on the roster, and a blank one, and print the paths."""
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        from facilitator.progress_bar import progress_bar
        from facilitator.worksheets.writing import export_worksheets, names_without_font

        options = chosen_papers(chosen, workshop_id, paper, language)
        warn_of_names(names_without_font(chosen, workshop_id))
        work = export_worksheets(chosen, workshop_id, folder, fillable=fillable, options=options)
        with progress_bar() as report_progress:
            written = finish(work, report_progress)
    say_written(written)


def posters(
    context: typer.Context,
    workshop: WorkshopArgument,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Where to put the PDFs; else they are listed.", file_okay=False
        ),
    ] = None,
    library: LibraryOption = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="KEY,…", help="Only these, by their keys.", show_default=False)
    ] = None,
    size: Annotated[
        Leaf | None, typer.Option("--size", help="The size of the pages, else the usual one of each.")
    ] = None,
    paper: PaperOption = None,
    language: LanguageOption = None,
) -> None:
    """Write the pages of a workshop to hang up, to cut out or to hand round; without a folder list them."""
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        from facilitator.progress_bar import progress_bar
        from facilitator.worksheets.posters import export_posters, names_without_font, posters_of

        options = chosen_papers(chosen, workshop_id, paper, language)
        found = posters_of(chosen, workshop_id, options)
        if folder is None:
            for each in {page.key: page for page in found}.values():
                typer.echo("\t".join((each.key, each.poster.title, ", ".join(each.sizes))).rstrip())
            return
        keys = [each.key for each in found]
        if only is not None:
            keys = [key.strip() for key in only.split(",") if key.strip()]
            unknown = [key for key in keys if key not in {each.key for each in found}]
            if unknown:
                raise NotFound(tr("There is no page “{key}”. Without --output they are listed.", key=unknown[0]))
        warn_of_names(names_without_font(each for each in found if each.key in keys))
        wanted = {each.key: size if each.sizes else None for each in found if each.key in keys}
        with progress_bar() as report_progress:
            written = finish(export_posters(chosen, workshop_id, folder, wanted, options), report_progress)
    say_written(written)


def is_sheet(path: Path) -> bool:
    """Whether a path given to `import` is a returned worksheet or brings one, or a folder or zip of them alone."""
    from facilitator.sharing.brought import TAKEN, FileKind, is_leftover, kind_of_file, opened
    from facilitator.worksheets.opened import may_hold_sheets

    if path.is_dir():
        inside = [each for each in path.rglob("*") if not is_leftover(each.relative_to(path)) and each.is_file()]
        kinds = {kind_of_file(each) for each in inside}
        return bool(kinds & {FileKind.PDF, FileKind.MAIL}) or not kinds & {*TAKEN, FileKind.ARCHIVE}
    if path.suffix.lower() != ".zip":
        return path.suffix.lower() in (".pdf", ".msg") or may_hold_sheets(path)
    try:
        with opened([path]) as brought:
            kinds = {each.kind for each in brought}
    except BadFile:
        # Whoever reads it says why it can't be opened.
        return False
    return bool(kinds & {FileKind.PDF, FileKind.MAIL}) and not kinds & TAKEN


def import_sheets(library: Library, workshop_id: int, paths: list[Path], dry_run: bool, replace: bool) -> None:
    """Bring in the worksheets that bring anything, and say of the others why not. Raises BadFile if there is none.

    What would go over answers that are there waits for `replace`.
    """
    from facilitator.progress_bar import progress_bar
    from facilitator.worksheets.returned import Verdict, bring_in, files_in, left_out, look_through

    with progress_bar() as report_progress:
        found = finish(look_through(library, workshop_id, files_in(paths)), report_progress)
    useful = [each for each in found if each.verdict is Verdict.NEW or (replace and each.brings)]
    waiting = sum(each.brings for each in found) - len(useful)
    if useful and not dry_run:
        finish(bring_in(library, workshop_id, useful))
    for each in found:
        whose = f"{each.name}: " if each.name else ""
        open_parts = tr(" Left open: {parts}.", parts=", ".join(each.open_parts)) if each.open_parts else ""
        line = f"{each.path.name}: {whose}{each.sentence}{open_parts}"
        typer.echo(line, err=not (each.brings or each.verdict is Verdict.SAME))
        for remark in each.remarks:
            typer.echo(f"{each.path.name}: {remark}", err=True)
    if not (useful or waiting or any(each.verdict is Verdict.SAME for each in found)):
        raise BadFile(tr("None of these sheets could be imported."))
    if others := left_out(found, useful):
        typer.echo(others)
    if waiting:
        typer.echo(
            trn("{count} sheet would go over answers that are there: with --replace it does.",
                "{count} sheets would go over answers that are there: with --replace they do.", waiting)
        )  # fmt: skip
    typer.echo(trn("{count} worksheet imported.", "{count} worksheets imported.", 0 if dry_run else len(useful)),
               err=True)  # fmt: skip
