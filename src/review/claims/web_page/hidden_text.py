"""Take the text out of a page that the page itself hides from its readers.

A page shows what it hides by its own style sheets, `style` attributes and older attributes. Sheets in
other files are not fetched and scripts are not run: what a script would show later, such as closed tabs,
the folded parts of an accordion made with `display: none`, or what appears on scrolling, is hidden as
the page stands, and is taken out. `<details>` are folded by the browser and not by the page; their text
stays.

A page is judged as a screen of usual width shows it, and with and without the rules that are for some
widths only: text is hidden where it is hidden both ways. That all of a page is hidden (by its `html` or
`body`) until its script has run hides nothing from its readers.
"""

from dataclasses import replace

from lxml import html

from review.claims.web_page.page_elements import Elements
from review.claims.web_page.page_styles import styles_of
from review.claims.web_page.style_sheets import Sheets, Style, sheets_of
from review.claims.web_page.style_values import UNKNOWN, Colour, Length
from review.claims.web_page.text_look import BLACK, PLACED, WHITE, TextLook, look_of

PICTURES = frozenset({"img", "picture", "video", "svg", "canvas", "iframe", "object", "embed"})
FEW = 4
"""Most parts of a box that may be a picture with text laid over it, where other sheets may lay it."""


def remove_hidden_text(root: html.HtmlElement) -> None:
    """Take out of a page's tree every text that the page hides; its elements stay."""
    for element in hidden_elements(root):
        element.text = None
        for child in element:
            child.tail = None


def hidden_elements(root: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements of a page's body whose own text the page hides, in document order."""
    elements, sheets = Elements(root), sheets_of(root)
    hidden = [_hidden(elements, sheets, styles) for styles in styles_of(elements, sheets)]
    return [elements.all[number] for number in sorted(set.intersection(*hidden))]


def _hidden(elements: Elements, sheets: Sheets, styles: list[Style]) -> set[int]:
    """Numbers of the elements of the body whose own text is not seen with these styles."""
    is_dark = any("dark" in str(style.get("color-scheme", "")) for style in styles)
    first = TextLook(None, None) if sheets.has_others or is_dark else TextLook(BLACK, WHITE)
    is_any_shown_again = any(style.get("visibility") == "visible" for style in styles)
    with_picture = _with_picture(elements)
    looks: list[TextLook] = []
    laid_under: set[int] = set()
    found = set()
    for number, (element, style) in enumerate(zip(elements.all, styles, strict=True)):
        parent = elements.parent[number]
        is_by_picture = style.get("position") in PLACED and parent in with_picture
        is_anchor = element.tag == "a" and element.get("href") is None
        tag = "span" if is_anchor else str(element.tag)
        look = look_of(
            tag,
            style,
            looks[parent] if parent >= 0 else first,
            looks[0] if looks else first,
            is_over_other=is_by_picture or parent in laid_under,
        )
        if tag in ("html", "body"):
            is_visible = look.is_visible or not is_any_shown_again
            look = replace(look, is_gone=False, opacity=1.0, is_visible=is_visible)
        looks.append(look)
        if look.is_hidden:
            found.add(number)
        is_picture = tag in PICTURES
        is_few = is_picture and len(elements.all[parent]) <= FEW
        has_picture = is_picture or number in with_picture
        is_layer = _is_layer(style) or (is_by_picture and has_picture)
        if (sheets.has_others and is_few) or (is_layer and not look.is_gone):
            laid_under.add(parent)
    for head in elements.named["head"]:
        found -= set(range(head, elements.last[head] + 1))
    return found


def _is_layer(style: Style) -> bool:
    """Whether a box is laid under what comes after it, as tall as what is around both."""
    height = style.get("height")
    is_full = isinstance(height, Length) and height.unit in ("%", "vh")
    is_tall = is_full or all(isinstance(style.get(side), Length) for side in ("top", "bottom"))
    colour = style.get("background-color")
    is_coloured = colour == UNKNOWN or (isinstance(colour, Colour) and colour.alpha > 0)
    is_filled = is_coloured or style.get("background-image") == UNKNOWN
    return style.get("position") in PLACED and is_tall and is_filled


def _with_picture(elements: Elements) -> set[int]:
    """Elements within the body that hold a picture."""
    found: set[int] = set()
    for number, element in enumerate(elements.all):
        if element.tag in PICTURES:
            parent = elements.parent[number]
            while parent >= 0 and parent not in found:
                found.add(parent)
                parent = elements.parent[parent]
    return found - elements.named["body"] - elements.named["html"]
