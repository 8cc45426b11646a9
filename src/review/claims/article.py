"""Read an article (plain text, Markdown or HTML) into text, headings and sentences."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from review.claims.article_html import read_html
from review.claims.sentences import ArticleSentence, sentences_of
from review.claims.table_files import decoded
from review.core import bounds
from review.core.errors import InputError
from review.core.supplied import check_file, content_of

PLAIN = (".txt", ".md")
MARKUP = (".html", ".htm")
TAG = re.compile(
    rb"""<(?:!--(?:-?>|.*?(?:--!?>|\Z))"""
    rb"""|(?P<tag>(?:(?P<raw>script|style)(?=[\s/>])|[a-z])(?:[^"'>]++|"[^"]*+"|'[^']*+')*+)"""
    rb"""(?(raw).*?(?:</(?P=raw)|\Z)))""",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, or a tag with its attributes; what a script or a style holds is passed over."""

VALUE = re.compile(rb"""=\s*(?:"[^"]*+"|'[^']*+')\s*""")
SEPARATOR = re.compile(rb"[\s/=]+")
"""What is left between attributes without the values in quotation marks: one for each, or about."""


@dataclass(frozen=True)
class Article:
    """An article: its file name, the SHA-256 of the file's bytes, its text and sentences.

    Offsets index into `text`, which for plain text is the file's characters and for HTML the
    visible words of the main part.
    """

    name: str
    sha256: str
    text: str
    sentences: tuple[ArticleSentence, ...]
    title: str = ""


def read_article(path: Path | str) -> Article:
    """An article from a file.

    Raises:
        InputError: the file is not there, not text or HTML, not UTF-8 (text), too large, or holds no
            words.
    """
    path = Path(path)
    check_file(path, "article")
    suffix = path.suffix.lower()
    if suffix not in (*PLAIN, *MARKUP):
        raise InputError(
            f"{path.name} ends in {suffix or 'nothing'}; an article ends in {', '.join((*PLAIN, *MARKUP))}: save it as one of these."
        )
    content = content_of(path, "article", largest=bounds.LARGEST_ARTICLE)
    headings, title = None, ""
    if suffix in PLAIN:
        text = decoded(path, content)
    else:
        _check_tags(path, content)
        page = read_html(content)
        text, title, headings = page.text, page.title, page.headings
    if len(text) > bounds.LONGEST_ARTICLE:
        raise InputError(
            f"{path.name} has {len(text):,} characters of text and {bounds.LONGEST_ARTICLE:,} are allowed; save its "
            "parts as articles of their own."
        )
    sentences = sentences_of(text, headings)
    if not sentences:
        raise InputError(f"{path.name} holds no text; save the article again with its words.")
    return Article(path.name, hashlib.sha256(content).hexdigest(), text, sentences, title)


def _check_tags(path: Path, content: bytes) -> None:
    """Refuse a page of more tags, or with a tag of more attributes, than the HTML parser gets through."""
    if content.count(b"<") > bounds.MOST_TAGS:
        raise InputError(
            f"{path.name} has more than {bounds.MOST_TAGS:,} tags; save the words of the article as text."
        )
    for match in TAG.finditer(content.replace(b"\0", b"")):  # of UTF-16, every second byte
        written = match["tag"] or b""
        if len(written) > bounds.MOST_ATTRIBUTES:
            count = len(SEPARATOR.findall(VALUE.sub(b" ", written)))
            if count > bounds.MOST_ATTRIBUTES:
                raise InputError(
                    f"{path.name} has a tag with more than {bounds.MOST_ATTRIBUTES:,} attributes; save the "
                    "article again, or its words as text."
                )


def locate(article: Article, start: int, end: int, sha256: str) -> ArticleSentence:
    """The sentence in which a claim's span begins.

    Args:
        article: the article supplied.
        start: offset of the claim's first character.
        end: offset after its last.
        sha256: hash of the article for which the span was made.

    Raises:
        InputError: the article is another file, or the span lies outside its text.
    """
    if sha256 != article.sha256:
        raise InputError(
            f"{article.name} has the SHA-256 {article.sha256} and the claim was made for {sha256 or 'an article without hash'}; "
            f"supply the article the claim was made for."
        )
    if not 0 <= start < end <= len(article.text):
        raise InputError(
            f"{article.name} has {len(article.text)} characters and the claim points to {start} to {end}; correct the span."
        )
    for sentence in article.sentences:
        if sentence.end > start:
            return sentence
    raise InputError(f"{article.name} has no sentence at {start} to {end}; correct the span.")
