"""The page `docs/rules.md`: every rule that the spec tests state, as a table a clinician can read.

    python tests/rules_page.py > docs/rules.md

The cases are those that the tests run; nothing is written by hand.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

SPEC = Path(__file__).parent / "spec"
FIRST = ("statement", "title", "text", "name")
"""Parts that say what a value is, before its others."""

UNTOLD = frozenset({"claim_id", "derived", "doubts", "pmid"})
"""Parts that a reader of the page needs not."""

LONGEST = 1_000
"""Characters of a case that are shown; odd texts of many thousand are only described."""

UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, those without width or that turn the writing round, and halves of pairs."""


def page() -> str:
    """The whole page."""
    modules = [_module(path) for path in sorted(SPEC.glob("test_*.py"))]
    cases = sum(len(_cases(test)) for module in modules for _, test in _tests(module))
    lines = [
        "# The rules, case by case",
        "",
        "Written by `make docs` from `tests/spec`: each table is a test, each row a case that it runs. All",
        "sentences are invented.",
        "",
        f"{cases} cases in {len(modules)} chapters, in the order in which a claim goes through the suite:",
        "",
        *(
            f"{place}. [{_title(module)}](#{_anchor(_title(module))})"
            for place, module in enumerate(modules, 1)
        ),
    ]
    for module in modules:
        lines += ["", *_family(module)]
    return "\n".join(lines) + "\n"


def _module(path: Path) -> ModuleType:
    for folder in (SPEC, SPEC.parent):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    return importlib.import_module(path.stem)


def _tests(module: ModuleType) -> list[tuple[str, Callable[..., None]]]:
    named = [(name, value) for name, value in vars(module).items() if name.startswith("test_")]
    return [(name, value) for name, value in named if value.__module__ == module.__name__]


def _family(module: ModuleType) -> Iterator[str]:
    more = (module.__doc__ or "").strip().splitlines()[1:]
    yield f"## {_title(module)}"
    if any(more):
        yield ""
        yield from (line.strip() for line in more if line.strip())
    stated = []
    for name, test in _tests(module):
        sentence = _sentence(name)
        rows = _cases(test)
        if not rows:
            stated.append(sentence)
            continue
        yield ""
        yield f"### {sentence}"
        yield ""
        yield from _table(rows)
    if stated:
        yield ""
        yield "Also tested: " + "; ".join(_lowered(sentence) for sentence in stated) + "."


def _title(module: ModuleType) -> str:
    return (module.__doc__ or module.__name__).strip().splitlines()[0].rstrip(".")


def _anchor(title: str) -> str:
    """The address of a heading, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _sentence(name: str) -> str:
    text = name.removeprefix("test_").replace("_", " ")
    return text[0].upper() + text[1:]


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _cases(test: Callable[..., None]) -> list[dict[str, Any]]:
    """The cases of a parametrised test: a column for each of its arguments."""
    for mark in getattr(test, "pytestmark", []):
        if mark.name == "parametrize":
            names, values = mark.args[0], list(mark.args[1])
            columns = names.split(",") if isinstance(names, str) else list(names)
            ids = mark.kwargs.get("ids")
            told = [str(one) for one in ids] if isinstance(ids, Mapping | Sequence) else []
            return [
                ({"case": told[place]} if told else {}) | _row(columns, value)
                for place, value in enumerate(values)
            ]
    return []


def _row(columns: list[str], value: Any) -> dict[str, Any]:
    value = getattr(value, "values", value) if type(value).__name__ == "ParameterSet" else value
    if len(columns) == 1 and _is_case(value):
        return _fields(value)
    one = len(columns) == 1 and not (isinstance(value, tuple) and len(value) == 1)
    return dict(zip((c.strip() for c in columns), (value,) if one else value, strict=True))


def _is_case(value: Any) -> bool:
    """Whether a value is a whole case: a row of named parts that only tests have."""
    own = type(value).__module__.startswith("test_")
    return own and (is_dataclass(value) or hasattr(value, "_fields"))


def _fields(value: Any) -> dict[str, Any]:
    """The parts of a frozen value, or of a row with names, by name."""
    names = (
        value._fields
        if hasattr(value, "_fields")
        else [field.name for field in fields(value) if field.repr]
    )
    return {name: getattr(value, name) for name in names}


def _said(value: Any) -> str:
    """A value of the suite in words: its text first, then the parts that are not as they would be anyway."""
    usual = {field.name: field.default for field in fields(value)}
    told = {
        name: said
        for name, said in _fields(value).items()
        if said not in (usual[name], "", (), None)
    }
    text = next((str(told.pop(name)) for name in FIRST if told.get(name)), "")
    parts = [
        f"{name.replace('_', ' ')}: {_text(said)}"
        for name, said in told.items()
        if name not in UNTOLD
    ]
    return "; ".join(([text] if text else []) + parts)


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    yield f"| {' | '.join(name.replace('_', ' ') for name in columns)} |"
    yield "|---" * len(columns) + "|"
    for row in rows:
        yield f"| {' | '.join(_cell(row.get(column, '')) for column in columns)} |"


def _cell(value: Any) -> str:
    text = " ".join(UNSEEN.sub(_escaped, _text(value)).split())
    if len(text) > LONGEST:
        text = f"{text[:40]} ... ({len(text)} characters)"
    for sign, shown in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("|", "&#124;"),
        ("`", "&#96;"),
    ):
        text = text.replace(sign, shown)
    return text or "-"


def _escaped(sign: re.Match[str]) -> str:
    """A sign that cannot be seen, as its code: a raw one would make the page a binary file."""
    return f"\\u{ord(sign.group()):04x}"


def _text(value: Any) -> str:
    """A value in words, whatever it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return _said(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{_text(name)}: {_text(said)}" for name, said in value.items())
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(_text(one) for one in value))
    if isinstance(value, list | tuple):
        between = " → " if any(map(is_dataclass, value)) else ", "
        return between.join(_text(one) for one in value)
    return _word(value)


def _word(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else getattr(value, "__name__", str(value))


if __name__ == "__main__":
    sys.stdout.write(page())
