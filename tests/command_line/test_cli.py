"""The command line: help, exit codes, one sentence per failure, nothing half-written."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from review.command_line import commands
from review.core.errors import SearchFailedError
from review.pipeline import stages
from review.pipeline.run_folder import read_run

COMMANDS = ("check", "run", "batch", "serve", "claims", "archive", "compare", "benchmark")
CLAIMS = "claim_id,statement\nX01,Valerian shortens the time to fall asleep\n"

Review = Callable[..., Result]


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(commands.main, [str(word) for word in words])


@pytest.fixture
def claims_file(tmp_path: Path) -> Path:
    path = tmp_path / "valerian.csv"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


def refused(result: Result, *words: str) -> bool:
    """Exit code 2 and one sentence on standard error that has these words."""
    told = result.stderr.strip()
    assert result.exit_code == 2, result.output
    assert told.startswith("review: "), told
    assert told.count("\n") == 0, told
    assert all(word in told for word in words), told
    assert "Traceback" not in result.output
    return True


def test_the_commands_are_those_promised() -> None:
    assert set(commands.main.commands) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(review: Review, name: str) -> None:
    result = review(name, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Examples?:\n +review {name} \S", result.output)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [p for p in commands.main.commands[name].params if isinstance(p, click.Option)]
    assert all(option.help for option in options)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(root: Path, name: str) -> None:
    assert f"review {name} " in (root / "README.md").read_text(encoding="utf-8")


def test_version(review: Review) -> None:
    assert re.fullmatch(r"review \d+\.\d+\.\d+\n", review("--version").output)


def test_help_does_not_import_the_heavy_packages() -> None:
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from review.command_line.commands import main\n"
        "CliRunner().invoke(main, ['run', '--help'])\n"
        "heavy = {'pandas', 'matplotlib', 'papermill', 'Bio', 'scipy', 'nbconvert'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_run_writes_the_run_folder_named_after_the_claims_file(
    review: Review, claims_file: Path, tmp_path: Path
) -> None:
    result = review("run", claims_file)
    assert result.exit_code == 0, result.output
    assert "Report: runs/valerian/report.html" in result.output
    assert (tmp_path / "runs" / "valerian" / "report.html").is_file()
    assert (tmp_path / "runs" / "valerian" / "manifest.json").is_file()


BAD_CLAIMS = {
    "a missing column": ("claim_id,kind\nX01,efficacy\n", "statement"),
    "a duplicate id": (CLAIMS + "X01,Valerian again\n", "X01"),
    "an unknown kind": ("claim_id,statement,kind\nX01,Valerian helps sleep,magic\n", "magic"),
    "no rows": ("claim_id,statement\n", "no claims"),
    "a broken encoding": (b"claim_id,statement\nX01,Caf\xe9 helps sleep\n", "UTF-8"),
}


@pytest.mark.parametrize("fault", BAD_CLAIMS)
def test_bad_claims_are_refused_and_nothing_is_written(
    review: Review, tmp_path: Path, fault: str
) -> None:
    content, word = BAD_CLAIMS[fault]
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert refused(review("run", bad), "bad.csv", word)
    assert {path.name for path in tmp_path.iterdir()} == {"bad.csv"}


def test_claims_that_are_not_there_are_refused(review: Review) -> None:
    assert refused(review("run", "nothing.csv"), "nothing.csv")


def test_a_source_that_is_not_there_is_refused(review: Review, claims_file: Path) -> None:
    assert refused(review("run", claims_file, "--source", "no/such/folder"), "no/such/folder")
    assert not Path("runs").exists()


def test_a_folder_of_something_else_is_refused(
    review: Review, claims_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").touch()
    assert refused(review("run", claims_file, "--out", tmp_path / "photos"), "holiday.jpg")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["holiday.jpg"]


def test_a_file_as_folder_is_refused(review: Review, claims_file: Path) -> None:
    assert refused(review("run", claims_file, "--out", claims_file / "below"), "valerian.csv")
    assert claims_file.read_text(encoding="utf-8") == CLAIMS


def test_a_failed_search_ends_with_three_after_the_report(
    review: Review, claims_file: Path, tmp_path: Path
) -> None:
    # nothing listens on port 9 of this machine: every search fails, the rest goes on
    result = review("run", claims_file, "--source", "http://127.0.0.1:9/entrez/eutils/")
    assert result.exit_code == SearchFailedError.exit_code
    assert "searches failed" in result.stderr
    assert (tmp_path / "runs" / "valerian" / "report.html").is_file()


def fails(*_: object, **__: object) -> None:
    raise ZeroDivisionError("what an error says may hold anything")


def test_a_fault_of_the_suite_is_called_one_and_shown_whole_where_wanted(
    review: Review, claims_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "run", fails)
    done = review("run", claims_file)
    assert done.exit_code == 1
    assert (
        "This is a fault of review itself (ZeroDivisionError in review.command_line.commands, line"
        in done.stderr
    )
    assert "anything" not in done.stderr
    monkeypatch.setenv("REVIEW_TRACEBACK", "1")
    assert isinstance(review("run", claims_file).exception, ZeroDivisionError)


def test_a_batch_that_is_not_there_is_refused_before_anything_is_written(
    review: Review, tmp_path: Path
) -> None:
    assert refused(review("batch", "other.yaml"), "other.yaml does not exist")
    assert not list(tmp_path.iterdir())


def test_an_article_that_cannot_be_run_is_told_and_listed(review: Review, tmp_path: Path) -> None:
    (tmp_path / "batch.yaml").write_text("articles: [{claims: nothing.csv}]")
    assert refused(review("batch", "batch.yaml"), "nothing.csv")
    assert [path.name for path in Path("runs").iterdir()] == ["index.html"]
    assert "nothing.csv was not found" in Path("runs/index.html").read_text(encoding="utf-8")


def test_drafts_are_printed_or_written_once(review: Review, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Clonidine reduces sweating during opioid withdrawal.", encoding="utf-8")
    printed = review("claims", article)
    assert printed.exit_code == 0, printed.output
    assert printed.output.startswith("claim_id,statement,kind,")
    written = review("claims", article, "--out", "drafts.csv")
    assert written.exit_code == 0, written.output
    assert Path("drafts.csv").read_text(encoding="utf-8") == printed.output
    assert refused(review("claims", article, "--out", "drafts.csv"), "exists already")


def test_drafts_can_be_run(review: Review, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Clonidine reduces sweating during opioid withdrawal.", encoding="utf-8")
    review("claims", article, "--out", "drafts.csv")
    assert review("run", "drafts.csv").exit_code == 0


def test_compare_refuses_a_folder_that_is_no_run(review: Review, tmp_path: Path) -> None:
    assert refused(review("compare", tmp_path, tmp_path), "claims.csv")


def test_an_unknown_benchmark_lists_those_there_are(review: Review, root: Path) -> None:
    result = review("benchmark", "speed", "--data", root / "data" / "reference")
    assert refused(result, "'speed'", "verdicts")


def test_serve_refuses_what_is_no_archive(review: Review, tmp_path: Path) -> None:
    assert refused(review("serve", tmp_path / "nothing"), "nothing")


def test_serve_tells_its_address_and_serves(
    review: Review, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_wait", lambda: None)
    result = review("serve", root / "data" / "snapshot")
    assert result.exit_code == 0, result.output
    assert re.search(r"at http://127\.0\.0\.1:\d+/entrez/eutils/", result.output)


def test_a_claim_that_is_not_understood_ends_with_four(review: Review, tmp_path: Path) -> None:
    (tmp_path / "helps.csv").write_text("claim_id,statement\nX01,It helps\n", encoding="utf-8")
    result = review("run", "helps.csv")
    assert result.exit_code == 4, result.output
    assert "1 of 1 claims were not understood" in result.stderr
    assert "1  unclear" in result.stdout
    assert "NOT UNDERSTOOD, X01: The intervention was read as 'it'" in result.stdout


def test_check_shows_how_each_claim_is_understood(review: Review, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(
        "claim_id,statement,intervention\nX01,Melatonin shortens jet lag,melatonin\nX02,It helps,\n",
        encoding="utf-8",
    )
    result = review("check", "claims.csv")
    assert result.exit_code == 4, result.output
    assert (
        "Does melatonin (compared with nothing named) *reduce* *duration of jet lag* in *anyone*?"
        in result.stdout.replace("in anyone", "in *anyone*")
    )
    assert "intervention 'melatonin': Melatonin (heading)" in result.stdout
    assert "2 claims, 1 not understood." in result.stdout
    assert "X02" in result.stderr and "X01" not in result.stderr
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("serve", "data/snapshot", "--port", "80000000000"), "80000000000"),
        (("serve", "data/snapshot", "--port", "-1"), "-1"),
        (("batch", "batch.yaml", "--jobs", "0"), "0"),
    ],
)
def test_a_number_out_of_range_is_refused_before_anything_is_said(
    review: Review, words: tuple[str, ...], value: str
) -> None:
    result = review(*words)
    assert result.exit_code == 2
    assert f"{value} is not in the range" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("words", [("compare", "a", "b"), ("benchmark", "verdicts", "--data", "a")])
def test_a_folder_without_the_tables_is_refused_with_what_to_do(
    review: Review, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "a").mkdir()
    assert refused(review(*words), ".csv is not in a: name the folder that holds it")


def test_the_help_of_run_says_that_it_writes_no_notebooks(review: Review) -> None:
    told = " ".join(review("run", "--help").output.split())
    assert "Executed notebooks are written by `review batch` only." in told


def test_an_unknown_study_filter_lists_those_there_are_and_writes_nothing(
    review: Review, claims_file: Path, tmp_path: Path
) -> None:
    result = review("run", str(claims_file), "--out", str(tmp_path / "run"), "--filter", "trials")
    assert refused(result, "no study filter 'trials'", "cochrane-trials-sensitive")
    assert not (tmp_path / "run").exists()


def test_a_filter_a_limit_and_term_counts_are_in_what_a_run_writes(
    review: Review, tmp_path: Path
) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text(
        "claim_id,statement,query,known_pmids\n"
        "T01,Clonidine reduces opioid withdrawal symptoms,,90000001\n"
        "T02,Clonidine reduces anxiety,clonidine[tiab],\n"
    )
    options = ("--filter", "pubmed-systematic", "--limit", "1", "--term-counts")
    result = review("run", str(claims), "--out", str(tmp_path / "run"), *options)
    assert result.exit_code == 0, result.output
    assert "LIMIT REACHED in" in result.output
    assert "KNOWN RECORDS NOT FOUND. T01: 0 of 1 known records found; not in the database" in (
        result.output
    )
    done = read_run(tmp_path / "run")
    first, last = done.searches.iloc[0], done.searches.iloc[-1]
    assert first["query"].endswith(" AND (systematic[sb])")
    assert (first["study_filter"], first["limit"]) == ("pubmed-systematic", 1)
    assert (last["query"], last.isna()["study_filter"]) == ("clonidine[tiab]", True)
    assert done.manifest["parameters"]["study_filter"] == "pubmed-systematic"
    assert set(done.search_terms["claim_id"]) == {"T01"}
    whole = done.search_terms[done.search_terms["term"].isna()]
    assert list(whole["block"]) == ["population", "intervention", "outcome", "study filter"]
    assert (whole["hits"] > 0).all()
