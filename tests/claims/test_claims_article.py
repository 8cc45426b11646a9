"""Articles as text, Markdown and HTML: sentences, headings, places. The articles are invented."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.claims.article import Article, locate, read_article
from review.claims.sentences import sentences_of
from review.core.errors import InputError

PLAIN = (
    "Clonidine at night\r\n"
    "\r\n"
    "Dr. Moss gave 0.1 mg, i.e. one tablet, to 12 people vs. placebo. It worked! (They slept.)\r\n"
    "\r\n"
    "What are the side effects?\r\n"
    "  • Dry mouth in 3.5 % of people.\r\n"
    "Who asked? Nobody did.\r\n"
)
PAGE = """<!doctype html><html lang=en><head><title>Tea &amp; sleep</title>
<style>p {color: red}</style><script>document.write("Baclofen cures all.")</script></head>
<body><header>Shop now</header><nav><a href=/>Home</a></nav>
<main><h1>Tea <em>and</em> sleep</h1><p>Tea lowers H<sub>2</sub>O by 2.5&nbsp;ml.<br>Next line.
<script>alert("x")</script>Same <b>li</b>ne.</p><!-- hidden comment -->
<div style="display: none">Secret.</div><p hidden>More secrets.</p><button>Buy</button>
<h2>Harms</h2><ul><li>Tea can cause heartburn</li><li>&lt;script&gt;not code&lt;/script&gt;</li></ul>
</main><footer>Imprint</footer></body></html>"""


@pytest.fixture
def plain(tmp_path: Path) -> Article:
    path = tmp_path / "a.txt"
    path.write_bytes(PLAIN.encode())
    return read_article(path)


@pytest.fixture
def page(tmp_path: Path) -> Article:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    return read_article(path)


def test_plain_text_is_kept_to_the_character(plain: Article) -> None:
    assert plain.text == PLAIN
    assert (plain.name, plain.sha256) == ("a.txt", hashlib.sha256(PLAIN.encode()).hexdigest())
    assert all(plain.text[s.start : s.end] == s.text for s in plain.sentences)


def test_sentences_survive_decimals_and_abbreviations(plain: Article) -> None:
    assert [(s.text, s.section, s.is_heading) for s in plain.sentences] == [
        ("Clonidine at night", "Clonidine at night", True),
        (
            "Dr. Moss gave 0.1 mg, i.e. one tablet, to 12 people vs. placebo.",
            "Clonidine at night",
            False,
        ),
        ("It worked!", "Clonidine at night", False),
        ("(They slept.)", "Clonidine at night", False),
        ("What are the side effects?", "What are the side effects?", True),
        ("Dry mouth in 3.5 % of people.", "What are the side effects?", False),
        ("Who asked?", "What are the side effects?", False),
        ("Nobody did.", "What are the side effects?", False),
    ]


def test_sentences_without_a_space_between_them_are_told_apart() -> None:
    assert [s.text for s in sentences_of("It helps people.Call us today.")] == [
        "It helps people.",
        "Call us today.",
    ]


def test_markdown_headings_lose_their_marks() -> None:
    heading, sentence = sentences_of("## Harms ##\nTea can cause heartburn.")
    assert heading.is_heading
    assert sentence.section == "Harms"


def test_a_page_gives_its_visible_main_words(page: Article) -> None:
    assert page.title == "Tea & sleep"
    assert page.text.split("\n") == [
        "Tea and sleep",
        "Tea lowers H2O by 2.5 ml.",
        "Next line. Same line.",
        "Harms",
        "Tea can cause heartburn",
        "<script>not code</script>",
    ]
    assert all(page.text[s.start : s.end] == s.text for s in page.sentences)
    assert [s.section for s in page.sentences if s.text == "Tea can cause heartburn"] == ["Harms"]
    assert [s.text for s in page.sentences if s.is_heading] == ["Tea and sleep", "Harms"]


def test_a_page_without_main_part_gives_its_body(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes("<p>Maté calms.<p>It does.".encode("latin-1"))
    assert read_article(path).text.endswith("calms.\nIt does.")


def test_entities_that_grow_and_outside_files_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    lines = "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "x"}{"y" * 20}">' for n in range(30)
    )
    path = tmp_path / "a.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY s SYSTEM "secret.txt">{lines}]><p>Tea &s; calms &a29; well.</p>',
        encoding="utf-8",
    )
    text = read_article(path).text
    assert "calms" in text and len(text) < 3000
    assert "secret" not in text.replace("secret.txt", "")


def test_a_very_deep_page_ends_in_words_or_in_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div>" * 20_000 + "Tea calms." + "</div>" * 20_000, encoding="utf-8")
    try:
        assert "Tea calms." in read_article(path).text
    except InputError as refused:
        assert str(refused) == "a.html holds no text; save the article again with its words."


def test_a_span_is_found_in_its_sentence(plain: Article) -> None:
    start = PLAIN.index("worked")
    assert locate(plain, start, start + 6, plain.sha256).text == "It worked!"


def test_a_span_for_another_article_is_refused(plain: Article) -> None:
    with pytest.raises(InputError) as refused:
        locate(plain, 0, 5, "0" * 64)
    assert str(refused.value) == (
        f"a.txt has the SHA-256 {plain.sha256} and the claim was made for {'0' * 64}; supply the "
        "article the claim was made for."
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (0, len(PLAIN) + 1)])
def test_a_span_outside_the_article_is_refused(plain: Article, start: int, end: int) -> None:
    with pytest.raises(InputError) as refused:
        locate(plain, start, end, plain.sha256)
    assert str(refused.value) == (
        f"a.txt has {len(PLAIN)} characters and the claim points to {start} to {end}; correct the span."
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b" \n", "a.txt holds no text; save the article again with its words."),
        ("a.html", b"", "a.html holds no text; save the article again with its words."),
        ("a.html", b"<script>x</script>", "a.html holds no text; save the article again with its words."),
        ("a.txt", b"caf\xe9", "a.txt is not UTF-8 at byte 3; save it as UTF-8 and try again."),
        (
            "a.pdf",
            b"%PDF",
            "a.pdf ends in .pdf; an article ends in .txt, .md, .html, .htm: save it as one of these.",
        ),
    ],
)  # fmt: skip
def test_an_article_that_cannot_be_read_is_named(tmp_path, name, content, message) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_article(tmp_path / name)
    assert str(refused.value) == message


def test_an_article_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as missing:
        read_article(tmp_path / "a.txt")
    with pytest.raises(InputError) as folder:
        read_article(tmp_path)
    assert (
        str(missing.value) == f"{tmp_path / 'a.txt'} was not found; check the path of the article."
    )
    assert str(folder.value) == f"{tmp_path} is a folder; name the article itself."


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.text(max_size=200).map(str.encode), st.binary(max_size=200)))
def test_any_bytes_give_sentences_in_place_or_one_error(tmp_path: Path, content: bytes) -> None:
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_bytes(content)
        try:
            article = read_article(tmp_path / name)
        except InputError as refused:
            assert str(refused).startswith(name)
            continue
        ends = [0]
        for sentence in article.sentences:
            assert article.text[sentence.start : sentence.end] == sentence.text
            assert sentence.text.strip()
            assert sentence.start >= ends[-1]
            ends.append(sentence.end)
