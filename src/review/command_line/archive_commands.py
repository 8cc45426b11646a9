"""The commands that look after the archive: `review archive ...`."""

from pathlib import Path

import click

from review.command_line import options
from review.core.errors import RecordError


@click.group("archive")
def archive_group() -> None:
    """Look after the archive: what PubMed and other services sent, kept in one SQLite file.

    Records are reused for seven days; searches are always sent anew.

    \b
    Example:
      review archive info
    """


@archive_group.command("info")
@options.ARCHIVE
def archive_info(archive: Path | None) -> None:
    """Tell what the archive holds, from where and since when.

    \b
    Example:
      review archive info --archive records.sqlite
    """
    with options.opened_archive(archive) as opened:
        click.echo(f"{opened.place}")
        for part in map(opened.of, opened.origins()):
            first, last = part.days()
            stored = f", stored {first} to {last}" if first else ""
            click.echo(
                f"{part.origin}: {len(part)} records{stored}; {len(part.searches())} searches"
            )


@archive_group.command("verify")
@options.ARCHIVE
def archive_verify(archive: Path | None) -> None:
    """Read everything: is it what was stored, and can it be read as a record?

    \b
    Example:
      review archive verify
    """
    from review.records.pubmed_xml import parse_article
    from review.search.verification import verify

    with options.opened_archive(archive) as opened:
        found = verify(opened, parse_article)
    click.echo(f"{found.records} records are what was stored.")
    if found.unreadable:
        pmid, reason = next(iter(found.unreadable.items()))
        raise RecordError(
            f"{len(found.unreadable)} of them cannot be read, first PMID {pmid} ({reason.rstrip('.')}); they are "
            "asked for again when a search finds them."
        )


@archive_group.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.ARCHIVE
def archive_import(files: tuple[Path, ...], archive: Path | None) -> None:
    """Read PubMed XML (baseline and update files too) into an archive, to be served or searched.

    \b
    Example:
      review archive import pubmed26n0001.xml.gz --archive records.sqlite
      review serve records.sqlite
    """
    from review.search.entrez import today

    with options.opened_archive(archive, must_exist=False) as opened:
        count = opened.import_files(files, stored_on=today())
        click.echo(f"{count} records read; {opened.place} holds {len(opened)} imported ones.")


@archive_group.command("export")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--origin", default="", help="Whose records, as `info` names it, where several are held."
)
@options.ARCHIVE
def archive_export(out: Path, origin: str, archive: Path | None) -> None:
    """Write the records as PubMed XML, or the log of searches as CSV; the ending of OUT says which.

    \b
    Example:
      review archive export records.xml.gz --origin PubMed
      review archive export searches.csv --origin PubMed
    """
    from review.search.exports import export
    from review.search.opened_archive import of_one_origin

    with options.opened_archive(archive) as opened:
        count = export(of_one_origin(opened, origin), out)
    click.echo(f"{count} {'searches' if out.suffix == '.csv' else 'records'} in {out}")
