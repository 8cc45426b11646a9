"""The visible words of the main part of an HTML page, with the places of its headings."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from review.claims.web_page.hidden_text import remove_hidden_text
from review.core.invisible import without_marks

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "header",
        "aside",
        "form",
        "button",
        "select",
        "option",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "head",
        "audio",
        "video",
        "canvas",
        "dialog",
        "menu",
        "textarea",
        "input",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HIDDEN_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})


@dataclass(frozen=True)
class Page:
    """Text of a page, one line per block; `headings` are the offsets of heading lines."""

    text: str
    title: str
    headings: frozenset[int]


def read_html(content: bytes) -> Page:
    """A page's title and the words of its main part that it shows; nothing is fetched or run."""
    parser = html.HTMLParser(
        encoding=_encoding(content),
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = html.document_fromstring(content, parser=parser, ensure_head_body=True)
    except (etree.ParserError, ValueError):
        return Page("", "", frozenset())
    remove_hidden_text(root)
    lines: list[str] = []
    headings = set()
    place = 0
    for is_heading, line in _blocks(_main_part(root)):
        if is_heading:
            headings.add(place)
        lines.append(line)
        place += len(line) + 1
    return Page("\n".join(lines), _line(root.findtext(".//title") or ""), frozenset(headings))


def _encoding(content: bytes) -> str | None:
    """UTF-8 where the bytes are UTF-8; otherwise what the page declares."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _main_part(root: html.HtmlElement) -> html.HtmlElement:
    """The `main` element, else the only `article`, else the body."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def _blocks(root: html.HtmlElement) -> Iterator[tuple[bool, str]]:
    """Lines of the page in order, each with whether it is a heading."""
    heading, words = False, [""]
    for is_break, is_heading, text in _pieces(root):
        if is_break:
            if line := _line("".join(words)):
                yield heading, line
            heading, words = is_heading, []
        words.append(text)
    if line := _line("".join(words)):
        yield heading, line


def _pieces(root: html.HtmlElement) -> Iterator[tuple[bool, bool, str]]:
    """Text in document order as (begins a new line, is inside a heading, text)."""
    dropped: html.HtmlElement | None = None
    inside = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if dropped is None and node is not root and _is_hidden(node, tag):
                dropped = node
            if dropped is None:
                inside += tag in HEADINGS
                yield tag in BLOCKS, inside > 0, node.text or ""
            continue
        if dropped is None:
            inside -= tag in HEADINGS
        if dropped is node:
            dropped = None
        if dropped is None and node is not root:
            yield tag in BLOCKS, inside > 0, node.tail or ""


def _is_hidden(node: html.HtmlElement, tag: str) -> bool:
    return (
        tag in DROPPED
        or not tag
        or node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or node.get("role") in HIDDEN_ROLES
    )


def _line(text: str) -> str:
    return " ".join(without_marks(text).split())
