"""Read an article (plain text, Markdown or HTML) into text, headings and sentences."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from review.claims.article_html import read_html
from review.claims.sentences import ArticleSentence, sentences_of
from review.claims.table_files import decoded
from review.errors import InputError

PLAIN = (".txt", ".md")
MARKUP = (".html", ".htm")


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
        InputError: the file is not there, not text or HTML, not UTF-8 (text), or holds no words.
    """
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path} is a folder; give the file of an article.")
    if not path.is_file():
        raise InputError(f"{path} was not found; check the path of the article.")
    suffix = path.suffix.lower()
    if suffix not in (*PLAIN, *MARKUP):
        raise InputError(
            f"{path.name} ends in {suffix or 'nothing'}; an article ends in {', '.join((*PLAIN, *MARKUP))}: save it as one of these."
        )
    content = path.read_bytes()
    if suffix in PLAIN:
        text, title = decoded(path), ""
        sentences = sentences_of(text)
    else:
        page = read_html(content)
        text, title = page.text, page.title
        sentences = sentences_of(text, page.headings)
    if not sentences:
        raise InputError(f"{path.name} holds no text; save the article again with its words.")
    return Article(path.name, hashlib.sha256(content).hexdigest(), text, sentences, title)


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
