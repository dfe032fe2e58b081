"""Commands that write documents and send them."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import replace
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
    say_left_out,
    say_written,
    warn_of_names,
)
from facilitator.cli.passphrases import typed_password
from facilitator.errors import FacilitatorError, Invalid
from facilitator.i18n import tr, trn
from facilitator.progress import finish


def report(
    context: typer.Context,
    workshop: WorkshopArgument,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where to put the PDFs.", file_okay=False)
    ],
    library: LibraryOption = None,
    summary: Annotated[bool, typer.Option("--summary/--no-summary", help="The summary of the room.")] = True,
    handouts: Annotated[bool, typer.Option("--handouts/--no-handouts", help="A handout for each person.")] = True,
    paper: PaperOption = None,
    sections: Annotated[
        str | None,
        typer.Option("--sections", metavar="KEY,…", help="What the summary holds, in this order.", show_default=False),
    ] = None,
    names: Annotated[
        bool | None, typer.Option("--names/--no-names", help="Names beside cards and actions in the summary.")
    ] = None,
    cover: Annotated[bool | None, typer.Option("--cover/--no-cover", help="A cover on the summary.")] = None,
    language: LanguageOption = None,
    list_sections: Annotated[
        bool, typer.Option("--list-sections", help="Print the keys of sections, and stop.")
    ] = False,
) -> None:
    """Write the PDFs of a workshop and print their paths; what is not said here is as the workshop keeps it."""
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        # After the workshop is found, so that a mistaken name is said at once.
        from facilitator.progress_bar import progress_bar
        from facilitator.reports.compose import summary_parts
        from facilitator.reports.export import export_reports, names_without_font
        from facilitator.workshop.papers import only

        there = [(key, section.title) for key, section in summary_parts(chosen, workshop_id)]
        if list_sections:
            for key, title in there:
                typer.echo(f"{key}\t{title}")
            return
        kept = chosen_papers(chosen, workshop_id, paper, language)
        options = replace(
            kept,
            names=kept.names if names is None else names,
            cover=kept.cover if cover is None else cover,
        )
        if sections is not None:
            wanted = [key.strip() for key in sections.split(",") if key.strip()]
            options = only(options, wanted, [key for key, _ in there])
        warn_of_names(names_without_font(chosen, workshop_id))
        say_left_out(chosen, workshop_id)
        work = export_reports(chosen, workshop_id, folder, summary=summary, handouts=handouts, options=options)
        with progress_bar() as report_progress:
            written = finish(work, report_progress)
    say_written(written)


def guide(
    context: typer.Context,
    workshop: WorkshopArgument,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where to put the PDF.", file_okay=False)
    ],
    library: LibraryOption = None,
    paper: PaperOption = None,
    language: LanguageOption = None,
) -> None:
    """Write the facilitator's guide of a workshop, a page a step, and print its path."""
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        from facilitator.exercises.time_plan import remedies, time_plan
        from facilitator.reports.guide import write_guide

        options = chosen_papers(chosen, workshop_id, paper, language)
        written = write_guide(chosen, workshop_id, folder, options)
        plan = time_plan(chosen, workshop_id)
        if plan.short:
            typer.echo(" ".join((plan.sentence, *remedies(chosen, plan))), err=True)
    typer.echo(written)


def mail(
    context: typer.Context,
    workshop: WorkshopArgument,
    library: LibraryOption = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", "--drafts", metavar="DIR", help="Write drafts for a mail program here.", file_okay=False
        ),
    ] = None,
    smtp_url: Annotated[
        str | None,
        typer.Option("--smtp-url", metavar="URL", help="Send through this server: smtp://user@host or smtps://…"),
    ] = None,
    sender: Annotated[str, typer.Option("--from", metavar="ADDRESS", help="Your own address.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say who would get a mail and send none.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also to those who have had theirs, or may have.")] = False,
    insecure: Annotated[bool, typer.Option("--insecure", help="Send without encryption.")] = False,
    per_minute: Annotated[float, typer.Option("--per-minute", help="Mails a minute at the most.", min=1)] = 60,
    paper: PaperOption = None,
    language: LanguageOption = None,
    worksheets: Annotated[bool, typer.Option("--worksheets", help="Fillable worksheets in place of handouts.")] = False,
    shared_addresses: Annotated[
        bool, typer.Option("--shared-addresses", help="Also to those who have the same address as somebody else.")
    ] = False,
    due: Annotated[
        bool, typer.Option("--due", help="The mails that have a day to go, in place of handouts: list, draft or send.")
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help="With --due: send through the mail server that is set up in the window.")
    ] = False,
) -> None:
    """Send everybody with an address their own handout or worksheet: as drafts to be looked at, or by SMTP."""
    if due:
        if (folder is not None) + (smtp_url is not None or send) > 1:
            raise typer.BadParameter(tr("Choose one of --drafts and --send."))
        from facilitator.cli import dated

        with opened(context, library) as chosen:
            workshop_id, _ = chosen_workshop(chosen, workshop)
            if dry_run or not (folder or smtp_url or send):
                dated.list_letters(chosen, workshop_id, shared=shared_addresses)
            elif folder is not None:
                dated.write_drafts(chosen, workshop_id, folder, sender, shared=shared_addresses)
            else:
                dated.send(
                    chosen,
                    workshop_id,
                    smtp_url,
                    sender,
                    insecure=insecure,
                    per_minute=per_minute,
                    shared=shared_addresses,
                )
        return
    if send:
        raise typer.BadParameter(tr("--send goes with --due. Handouts are sent with --smtp-url."))
    if (folder is None) == (smtp_url is None):
        raise typer.BadParameter(tr("Choose one of --output and --smtp-url."))
    from facilitator.cli.mailing import sending_told
    from facilitator.post.addressees import addressees, not_served, with_parcel
    from facilitator.post.drafts import write_drafts
    from facilitator.post.left_out import ReasonLeftOut, left_out_words, not_gone_words, shared_boxes
    from facilitator.post.letters import letter_template
    from facilitator.post.sending import deliveries, names_to_send, send_parcels
    from facilitator.post.server import names_password, server_at
    from facilitator.post.tables import MailState, Parcel
    from facilitator.progress_bar import progress_bar
    from facilitator.reports import export
    from facilitator.tabular import quoted
    from facilitator.worksheets import writing
    from facilitator.workshop.workshops import get_workshop

    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        parcel = Parcel.WORKSHEET if worksheets else Parcel.HANDOUT
        options = chosen_papers(chosen, workshop_id, paper, language)
        template = letter_template(chosen, parcel, options.spoken(get_workshop(chosen, workshop_id)))
        everybody = addressees(chosen, workshop_id, with_parcel(chosen, workshop_id, parcel), parcel)
        # Who has had their mail is not sent it again, and need not be spoken of.
        concerned = [each for each in everybody if folder is not None or again or not each.had_mail]
        left_out = not_served(concerned, shared=shared_addresses)
        for each in left_out:
            typer.echo(tr("{name} gets no mail: {reason}", name=each.name, reason=each.sentence), err=True)
        boxes = shared_boxes(
            (each.person for each in everybody),
            {each.participant_id for each in left_out if each.why is ReasonLeftOut.SHARED},
        )
        if boxes and not dry_run:
            raise Invalid(
                tr(
                    "Nothing was sent: these people have one address, and whoever reads it reads what is for the "
                    "others alone. {boxes}. Correct it under People, or say --shared-addresses.",
                    boxes="; ".join(f"{address}: {quoted(names)}" for address, names in boxes),
                )
            )
        if not dry_run:
            if worksheets:
                warn_of_names(writing.names_without_font(chosen, workshop_id))
            else:
                warn_of_names(export.names_without_font(chosen, workshop_id, summary=False))
        if folder is not None:
            work = write_drafts(
                chosen,
                workshop_id,
                folder,
                template,
                sender=sender,
                parcel=parcel,
                options=options,
                shared=shared_addresses,
            )
            with progress_bar() as report_progress:
                written = finish(work, report_progress)
            for path in written:
                typer.echo(path)
            closing = [trn("{count} draft written.", "{count} drafts written.", len(written))]
            typer.echo(" ".join([*closing, *left_out_words(left_out)]), err=True)
            return
        if dry_run:
            for line in names_to_send(chosen, workshop_id, again=again, parcel=parcel, shared=shared_addresses):
                typer.echo(line)
            typer.echo(tr("This was a dry run: nothing was sent."), err=True)
            return
        if names_password(smtp_url or ""):
            raise Invalid(
                tr(
                    "A password on the command line can be read by every program of this computer. Leave it out of the "
                    "address, and store it once with “facilitator mail-password USER@HOST”."
                )
            )
        server = server_at(smtp_url or "", insecure=insecure)
        from_address = sender or (server.user if "@" in server.user else "")
        if not from_address:
            raise Invalid(tr("Say from which address it is sent: --from you@example.org."))
        sending = send_parcels(
            chosen,
            workshop_id,
            server,
            from_address,
            template,
            again=again,
            per_minute=per_minute,
            parcel=parcel,
            options=options,
            shared=shared_addresses,
        )

        def log() -> dict[Hashable, tuple[str, ...]]:
            found = deliveries(chosen, workshop_id, parcel)
            return {each.participant_id: (each.state.value, each.address, each.name, each.said) for each in found}

        with sending_told(log) as report_progress:
            outcome = finish(sending, report_progress)
        for mailed in log().values():
            typer.echo("\t".join(mailed).rstrip())
        if outcome.before:
            typer.echo(
                trn(
                    "{count} person has had it before, or may have, and was left out.",
                    "{count} people have had theirs before, or may have, and were left out.",
                    len(outcome.before),
                ),
                err=True,
            )
        states = Counter(each.state for each in outcome.now)
        unusable = sum(each.why is ReasonLeftOut.NO_SUCH_ADDRESS for each in outcome.left_out)
        closing = [
            trn("{count} mail was sent.", "{count} mails were sent.", states[MailState.SENT]),
            *not_gone_words(states[MailState.REFUSED], states[MailState.QUEUED], states[MailState.SENDING]),
            *left_out_words(outcome.left_out),
        ]
        failed = len(outcome.now) - states[MailState.SENT] + unusable
        if failed:
            raise FacilitatorError(" ".join(closing), count=failed)
        typer.echo(" ".join(closing), err=True)


def mail_password(
    account: Annotated[
        str, typer.Argument(metavar="USER@HOST", help="User name and server, as in the URL.", show_default=False)
    ],
) -> None:
    """Put the password of a mail account into this computer's keyring; it is asked for, or read from a pipe."""
    from facilitator.post.server import keep_password

    user, sign, host = account.rpartition("@")
    if not (user and sign and host):
        raise typer.BadParameter(tr("“{account}” is not of the form USER@HOST.", account=account))
    keep_password(user, host, typed_password())
    typer.echo(tr("The password is in this computer’s keyring."), err=True)
