"""Who asks is told to NCBI and to nobody else: no file, page, message or traceback holds it."""

import io
import os
import select
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path
from urllib.parse import quote, quote_plus

import matplotlib
import pytest
from click.testing import CliRunner
from run_service import CLAIMS, RunService, be_quick, library
from test_entrez_faults import Reply

from review.command_line import commands
from review.core import settings
from review.core.errors import InputError, SearchFailedError
from review.search.local.utilities import Utilities
from review.search.source import open_source

EMAIL, KEY = "Some.One+test@example.org", "Synthetic/Key 0123&456789"
SITE = """
import os
from review.core import settings
settings.NCBI = os.environ["TEST_NCBI"]
from review.search import waiting
waiting.FIRST_PAUSE = 0.01
"""
"""Every Python process of a test takes the service on loopback for NCBI, and pauses shortly."""

MAIN = "from review.command_line.commands import main; main()"
FORMS = {
    form.lower().encode()
    for secret in (EMAIL, KEY)
    for form in (secret, quote(secret), quote_plus(secret), quote(secret, safe=""))
} | {b"some.one", b"0123&456789", b"0123&amp;456789", b"0123%26456789"}


def telling(query):
    """Errors of a service that repeats everything it was asked, in its pages and in its headers."""
    shown = quote(query, safe="=+%. /@")
    return {
        "page": Reply(f"<html>{shown}</html>".encode(), 500, headers={"X-Query": shown}),
        "busy": Reply(shown.encode(), 429, headers={"Retry-After": "0", "X-Query": shown}),
        "error": Reply(error_document(f"API key invalid: {KEY} of {EMAIL}, query {query}")),
    }


def error_document(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<eSearchResult><ERROR>{escaped}</ERROR></eSearchResult>".encode()


def echoing():
    """A fault: the first of each kind of request meets a page, the claim about baclofen an error."""
    seen = set()

    def fault(utility, parameters, query):
        if "aclofen" in parameters.get("term", ""):
            return telling(query)["error"]
        if utility in seen:
            return None
        seen.add(utility)
        return telling(query)["page" if "esearch" in utility else "busy"]

    return fault


@pytest.fixture(scope="module")
def trials():
    with library() as archive:
        yield Utilities(archive)


def held_in(content):
    """Forms of address and key that some bytes hold, also within a zip file."""
    found = {form for form in FORMS if form in content.lower()}
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                found |= held_in(packed.read(name))
    return found


def assert_nothing_is_told(folder, *outputs):
    temporary = (folder / "tmp").resolve()
    files = [path for path in (*folder.rglob("*"), *temporary.rglob("*")) if path.is_file()]
    telling_files = {path.name: held for path in files if (held := held_in(path.read_bytes()))}
    assert telling_files == {}
    assert [held_in(output.encode()) for output in outputs] == [set() for _ in outputs]
    return files


def environment(folder, service):
    """That of a user whose home, archive and temporary files are all in the folder."""
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(SITE)
    temporary = Path(tempfile.mkdtemp(prefix="r"))  # sockets need a short path
    (folder / "tmp").symlink_to(temporary, target_is_directory=True)
    paths = [str(folder / "site"), os.environ.get("PYTHONPATH", "")]
    return (
        os.environ
        | {
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "TEST_NCBI": service.url,
            "HOME": str(folder),
            "TMPDIR": str(temporary),
            "MPLCONFIGDIR": matplotlib.get_cachedir(),  # a new home has no list of fonts, which takes seconds
            "REVIEW_ARCHIVE": str(folder / "archive.sqlite"),
        }
    )


def review(*words, **options):
    command = [sys.executable, "-c", MAIN, *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, **options
    )


@pytest.mark.slow
def test_a_batch_with_faults_tells_nobody_who_asked(trials, tmp_path):
    (tmp_path / "two.csv").write_text(CLAIMS)
    (tmp_path / "batch.yaml").write_text("articles:\n  - {claims: two.csv, source: pubmed}\n")
    with RunService(trials, echoing()) as service:
        who = {settings.EMAIL_VARIABLE: EMAIL, settings.KEY_VARIABLE: KEY}
        done = review("batch", "batch.yaml", cwd=tmp_path, env=environment(tmp_path, service) | who)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "API key invalid: [removed] of [removed]" in done.stderr
    assert {parameters.get("email") for _, parameters in service.asked} == {EMAIL}
    assert {parameters.get("api_key") for _, parameters in service.asked} == {KEY}
    run = tmp_path / "runs" / "two"
    assert "[removed]" in (run / "searches.csv").read_text()
    names = {path.name for path in assert_nothing_is_told(tmp_path, done.stdout, done.stderr)}
    assert names >= {
        "archive.sqlite", "manifest.json", "report.html", "evidence_matrix.xlsx", "02_search.ipynb", "index.html"
    }  # fmt: skip
    assert "02_search.ipynb" in {path.name for path in (run / "notebooks").iterdir()}


def test_a_run_with_faults_tells_nobody_who_asked(trials, tmp_path, monkeypatch, caplog):
    caplog.set_level(0)
    be_quick(monkeypatch)
    monkeypatch.setenv(settings.EMAIL_VARIABLE, EMAIL)
    monkeypatch.setenv(settings.KEY_VARIABLE, KEY)
    monkeypatch.setenv("REVIEW_ARCHIVE", str(tmp_path / "archive.sqlite"))
    (tmp_path / "two.csv").write_text(CLAIMS)
    words = ["run", tmp_path / "two.csv", "--source", "pubmed", "--out", tmp_path / "run"]
    with RunService(trials, echoing()) as service:
        monkeypatch.setattr(settings, "NCBI", service.url)
        result = CliRunner().invoke(commands.main, list(map(str, words)))
    assert result.exit_code == 3, result.output
    assert {parameters.get("api_key") for _, parameters in service.asked} == {KEY}
    assert "[removed]" in (tmp_path / "run" / "searches.csv").read_text()
    assert_nothing_is_told(tmp_path, result.stdout, result.stderr, caplog.text)


def chain(error):
    """An error and all that hang on to it, shown by a traceback or not."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize("kind", ["page", "busy", "error"])
@pytest.mark.parametrize("work", ["search", "fetch"])
def test_no_error_and_none_that_hangs_on_to_it_tells(kind, work, trials, monkeypatch):
    be_quick(monkeypatch)
    monkeypatch.setenv(settings.EMAIL_VARIABLE, EMAIL)
    monkeypatch.setenv(settings.KEY_VARIABLE, KEY)
    with RunService(trials, lambda utility, parameters, query: telling(query)[kind]) as service:
        monkeypatch.setattr(settings, "NCBI", service.url)
        with open_source("pubmed") as client, pytest.raises(SearchFailedError) as caught:
            client.search("clonidine", limit=5) if work == "search" else client.fetch(
                ["90000001"], bytes
            )
    errors = list(chain(caught.value))
    shown = [*map(repr, errors), "".join(traceback.format_exception(caught.value))]
    assert [held_in(text.encode()) for text in shown] == [set() for _ in shown]


def test_what_a_good_answer_repeats_is_not_kept(trials, monkeypatch, tmp_path):
    """A remark or a translation with the whole request in it reaches neither log nor archive."""
    body = (
        "<eSearchResult><Count>1</Count><IdList><Id>90000001</Id></IdList>"
        f"<QueryTranslation>clonidine AND {quote_plus(EMAIL)}</QueryTranslation>"
        f"<WarningList><OutputMessage>asked by {EMAIL}</OutputMessage></WarningList></eSearchResult>"
    )
    be_quick(monkeypatch)
    monkeypatch.setenv(settings.EMAIL_VARIABLE, EMAIL)
    monkeypatch.setenv("REVIEW_ARCHIVE", str(tmp_path / "archive.sqlite"))
    with RunService(trials, lambda *_: Reply(body.encode())) as service:
        monkeypatch.setattr(settings, "NCBI", service.url)
        with open_source("pubmed") as client:
            answer = client.search("clonidine", limit=5)
    assert answer.query_translation == "clonidine AND [removed]"
    assert answer.warnings == ("message: asked by [removed]",)
    assert_nothing_is_told(tmp_path, repr(answer))


def test_an_address_that_is_none_is_refused_without_showing_it(monkeypatch):
    monkeypatch.setenv(settings.EMAIL_VARIABLE, "Some.One at example.org")
    with pytest.raises(InputError, match=settings.EMAIL_VARIABLE) as caught, open_source("pubmed"):
        pass
    assert held_in(str(caught.value).encode()) == set()


def test_without_a_terminal_and_an_address_the_way_out_is_told(tmp_path, monkeypatch):
    monkeypatch.delenv(settings.EMAIL_VARIABLE, raising=False)
    (tmp_path / "two.csv").write_text(CLAIMS)
    words = ["run", str(tmp_path / "two.csv"), "--source", "pubmed", "--out", str(tmp_path / "run")]
    result = CliRunner().invoke(commands.main, words)
    assert result.exit_code == 2
    told = result.stderr.strip()
    assert settings.EMAIL_VARIABLE in told
    assert settings.KEY_VARIABLE in told
    assert "terminal" in told
    assert "\n" not in told
    assert not (tmp_path / "run").exists()


class Terminal:
    """A process at a terminal of its own: what it shows, and what is typed."""

    def __init__(self, command, **options):
        import pty  # noqa: PLC0415 - not on every platform

        self.outside, inside = pty.openpty()
        self.process = subprocess.Popen(
            command, stdin=inside, stdout=inside, stderr=inside, start_new_session=True, **options
        )
        os.close(inside)
        self.shown = ""

    def until(self, words, seconds=60.0):
        """Reads what is shown until it holds the words, or to its end where they are empty."""
        end = time.monotonic() + seconds
        while not words or words not in self.shown:
            ready, _, _ = select.select([self.outside], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"waited for {words!r} in vain: {self.shown}"
            try:
                piece = os.read(self.outside, 4096)
            except OSError:
                piece = b""
            if not piece:
                return
            self.shown += piece.decode(errors="replace")

    def type(self, text):
        os.write(self.outside, f"{text}\n".encode())

    def end(self):
        self.until("")
        os.close(self.outside)
        return self.process.wait(timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_terminal_address_and_key_are_asked_for_and_not_shown(trials, tmp_path):
    (tmp_path / "two.csv").write_text(CLAIMS)
    words = ["run", "two.csv", "--source", "pubmed", "--out", "run"]
    with RunService(trials) as service:
        known = environment(tmp_path, service)
        for name in (settings.EMAIL_VARIABLE, settings.KEY_VARIABLE):
            known.pop(name, None)
        terminal = Terminal([sys.executable, "-c", MAIN, *words], cwd=tmp_path, env=known)
        terminal.until("e-mail address")
        terminal.type(EMAIL)
        terminal.until("API key")
        terminal.type(KEY)
        assert terminal.end() == 0, terminal.shown
    assert "Report: run" in terminal.shown
    assert {parameters["email"] for _, parameters in service.asked} == {EMAIL}
    assert {parameters["api_key"] for _, parameters in service.asked} == {KEY}
    assert_nothing_is_told(tmp_path, terminal.shown)


class AtTerminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("source", "email", "asked"), [("pubmed", "", 2), ("pubmed", EMAIL, 0), ("snapshot", "", 0)]
)
def test_only_what_is_needed_and_not_known_is_asked_for(source, email, asked, monkeypatch):
    prompts = []

    def answer(text, *, hide_input, err, **_):
        assert hide_input
        assert err
        prompts.append(text)
        return "" if "key" in text else EMAIL

    monkeypatch.setattr("sys.stdin", AtTerminal())
    monkeypatch.setattr("click.prompt", answer)
    monkeypatch.setenv(settings.EMAIL_VARIABLE, email)
    monkeypatch.setenv(settings.KEY_VARIABLE, "")
    commands._ask_who(source)
    assert len(prompts) == asked
    assert os.environ[settings.EMAIL_VARIABLE] == (EMAIL if source == "pubmed" else "")
    if source == "pubmed":
        with open_source("pubmed") as client:
            assert client._identity["api_key"] is None


def test_the_search_for_secrets_finds_them(tmp_path):
    """The tests above would pass on a search that finds nothing."""
    for place, form in enumerate((EMAIL, quote_plus(EMAIL), KEY, quote(KEY, safe=""))):
        path = tmp_path / f"{place}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("inner.xml", f"<x>{form}</x>")
        with pytest.raises(AssertionError):
            assert_nothing_is_told(tmp_path)
        path.unlink()
        with pytest.raises(AssertionError):
            assert_nothing_is_told(tmp_path, f"log: {form}")
    assert assert_nothing_is_told(tmp_path, "nothing") == []
