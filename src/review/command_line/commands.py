"""The `review` command line: arguments in, one place that prints, one exit code out.

0 is success, 2 an input that cannot be used, 3 a search that failed, 1 any other failure. A failure is
one sentence on standard error.
"""

import contextlib
import os
import sys
import threading
from pathlib import Path

import click

from review.command_line import failures, options
from review.command_line.archive_commands import archive_group
from review.core import settings
from review.core.errors import NotUnderstoodError, ReviewError, SearchFailedError


class _Group(click.Group):
    """A group of commands that tells failures in one sentence."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; a failure becomes a sentence and its exit code."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click's own, and a reader of the output that went away, which click ends in silence
        except Exception as error:  # the border to a person: nobody is shown a traceback unasked
            if failures.wants_traceback() and not isinstance(error, ReviewError):
                raise
            told = failures.as_review_error(error)
            click.echo(f"review: {told}", err=True)
            context.exit(told.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="review", message="review %(version)s")
def main() -> None:
    """Grade the health claims of a web article against PubMed, claim by claim.

    \b
    Example:
      review run data/claims/baclofen_opioid_withdrawal.csv

    What comes out is provisional, made from abstracts by rules, and not medical advice.

    The environment variable REVIEW_TRACEBACK, set to 1, shows the whole of a failure that nobody foresaw.
    """


@main.command()
@click.argument("claims", type=click.Path(path_type=Path))
@click.option("--source", default="snapshot", show_default=True, help=options.SOURCE_HELP)
@click.option(
    "--article",
    type=click.Path(path_type=Path),
    help="The article's file, to show its sentences in the report.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The run folder; runs/NAME of the claims file by default.",
)
@options.STUDY_FILTER
@options.LIMIT
@options.TERM_COUNTS
@options.ARCHIVE
def run(
    claims: Path,
    *,
    source: str,
    article: Path | None,
    out: Path | None,
    study_filter: str,
    limit: int,
    term_counts: bool,
    archive: Path | None,
) -> None:
    """Review one article: all stages, tables, report.

    CLAIMS is a claims file: CSV or XLSX with the columns claim_id and statement, or a text file with one
    claim per line. Executed notebooks are written by `review batch` only.

    \b
    Example:
      review run data/claims/clonidine_heroin_withdrawal.csv --out runs/clonidine
    """
    from review.command_line.run_summary import lines_of
    from review.pipeline import stages

    _ask_who(source)
    if archive:
        os.environ[options.ARCHIVE_VARIABLE] = str(archive)
    folder = out or Path("runs") / claims.stem
    finished = stages.run(
        claims,
        source=source,
        out=folder,
        article=article,
        limit=limit,
        study_filter=study_filter,
        term_counts=term_counts,
    )
    for line in lines_of(finished):
        click.echo(line)
    click.echo(f"Report: {folder / 'report.html'}")
    failed = int((finished.searches["state"] == "failed").sum())
    if failed:
        raise SearchFailedError(
            f"{failed} of {len(finished.searches)} searches failed: the report was written and says for "
            "which claims, and why; mend that and run again."
        )
    unclear = int(finished.claims["doubts"].notna().sum())
    if unclear:
        raise NotUnderstoodError(
            f"{unclear} of {len(finished.claims)} claims were not understood and have no verdict: the lines above and "
            "the report say what to write in the claims file; then run again."
        )


@main.command()
@click.argument("claims", type=click.Path(path_type=Path))
def check(claims: Path) -> None:
    """Show every claim of a file as the suite understands it, before anything is searched for.

    One line asks the question of each claim; what was read from the statement stands in asterisks, and below it
    what each part was matched to. A claim that is not understood is named, with what to write instead.

    \b
    Example:
      review check data/claims/baclofen_opioid_withdrawal.csv
    """
    from review.claims.library import claims_from, load_claims
    from review.claims.understanding import lines_of_claim

    read = claims_from(load_claims(claims))
    for one in read:
        for line in lines_of_claim(one):
            click.echo(line)
    unclear = [one.claim_id for one in read if one.doubts]
    click.echo(f"{len(read)} claims, {len(unclear)} not understood.")
    if unclear:
        raise NotUnderstoodError(
            f"Not understood: {', '.join(unclear)}; give the parts named above in columns of {claims.name}."
        )


@main.command()
@click.argument("batch_file", metavar="BATCH.yaml", type=click.Path(path_type=Path))
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Articles that run side by side.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Run on a dask scheduler instead.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("runs"),
    show_default=True,
    help="Folder of the run folders and their index page.",
)
def batch(batch_file: Path, jobs: int, scheduler: str | None, out: Path) -> None:
    """Review many articles: their notebooks through papermill, articles side by side.

    BATCH.yaml lists articles, each with claims (a file) and, where wanted, name and source.

    \b
    Example:
      review batch batch.yaml --jobs 2
    """
    from review.batch.batch import run_batch, run_on_scheduler, write_index
    from review.batch.batch_file import read_batch
    from review.batch.outcome import Outcome, Progress, line_of, lines_of_failures

    articles = read_batch(batch_file)
    for article in articles:
        _ask_who(article.source)

    def tell(event: Progress | Outcome) -> None:
        click.echo(line_of(event), err=isinstance(event, Outcome) and event.exit_code > 0)

    click.echo(f"Articles: {len(articles)}. Executed notebooks go to {out}/NAME/notebooks.")
    if scheduler:
        outcomes = run_on_scheduler(articles, out=out, address=scheduler, progress=tell)
    else:
        outcomes = run_batch(articles, out=out, jobs=jobs, progress=tell)
    codes = [outcome.exit_code for outcome in outcomes]
    try:
        click.echo(f"Index: {write_index(outcomes, out)}")
    except ReviewError as error:
        click.echo(f"review: {error}", err=True)
        codes.append(error.exit_code)
    for line in lines_of_failures(outcomes):
        click.echo(line, err=True)
    click.get_current_context().exit(max(codes))


@main.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    help="Port on 127.0.0.1; a free one by default.",
)
def serve(archive: Path, port: int) -> None:
    """Serve PubMed XML as E-utilities on this machine, until interrupted.

    ARCHIVE is a PubMed XML file, a folder of them, or an archive made from them.

    \b
    Example:
      review serve data/snapshot --port 8900
      review run data/claims/baclofen_opioid_withdrawal.csv --source http://127.0.0.1:8900/entrez/eutils/
    """
    from review.search.local.service import LocalService
    from review.search.opened_archive import open_archive

    with open_archive(archive) as opened, LocalService(opened, port=port) as service:
        click.echo(f"Serving {archive} at {service.base_url} (Ctrl-C ends it)")
        _wait()


@main.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Claims file to write; printed where this is left out.",
)
def claims(article: Path, out: Path | None) -> None:
    """Draft a claims file from an article (text or HTML), for a person to check and correct.

    \b
    Example:
      review claims article.html --out claims.csv
    """
    from review.claims.article import read_article
    from review.claims.extraction import draft_claims
    from review.runs.output_folder import write_new

    drafts = draft_claims(read_article(article)).drop(columns=["derived", "doubts"])
    text = drafts.to_csv(index=False, lineterminator="\n")
    if out is None:
        click.echo(text, nl=False)
        return
    write_new(out, text)
    click.echo(f"{len(drafts)} draft claims in {out}: check each against the article.")


@main.command()
@click.argument("run_a", type=click.Path(path_type=Path))
@click.argument("run_b", type=click.Path(path_type=Path))
def compare(run_a: Path, run_b: Path) -> None:
    """Tell what changed between two runs of the same claims, and why.

    \b
    Example:
      review compare runs/january runs/june
    """
    from review.runs.compare import as_text, compare_runs

    click.echo(as_text(compare_runs(run_a, run_b)))


@main.command()
@click.argument("name")
@click.option(
    "--data", type=click.Path(path_type=Path), required=True, help="Folder that holds its data."
)
@click.option("--split", default="development", show_default=True, help="Part of the data.")
@click.option("--record", type=click.Path(path_type=Path), help="Folder that keeps the figures.")
@click.option("--show-text", is_flag=True, help="Also show texts of the dataset, for yourself.")
def benchmark(name: str, data: Path, split: str, record: Path | None, show_text: bool) -> None:
    """Measure the rules against judgements made by others, with baselines and controls.

    NAME is verdicts (the bundled articles), cochrane-ratings, paraphrases (bundled too), topics, medevidence or a public dataset that you have fetched as published: scifact,
    healthver, clinifact, pubmedqa, evidence-inference-sentence, evidence-inference-abstract, nicta-piboso,
    structured-abstracts, studytypeteller, pico-corpus.

    \b
    Example:
      review benchmark verdicts --data data/reference
      review benchmark scifact --data scifact --record data/reference
    """
    from review.accuracy import benchmarks

    page = benchmarks.benchmark(name, data=data, split=split, record=record, show_text=show_text)
    click.echo(page)


main.add_command(archive_group)


def _wait() -> None:
    """Wait until the person interrupts."""
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def _ask_who(source: str) -> None:
    """NCBI wants an e-mail address: from the environment, else asked for at a terminal, and not shown."""
    if source != "pubmed" or not sys.stdin.isatty() or os.environ.get(settings.EMAIL_VARIABLE):
        return
    os.environ[settings.EMAIL_VARIABLE] = click.prompt(
        "Your e-mail address, for NCBI (not shown as you type)", hide_input=True, err=True
    )
    if not os.environ.get(settings.KEY_VARIABLE):
        os.environ[settings.KEY_VARIABLE] = click.prompt(
            "Your NCBI API key (not shown; Enter for none)",
            hide_input=True,
            err=True,
            default="",
            show_default=False,
        )
