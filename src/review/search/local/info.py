"""What einfo tells: which databases there are, and the fields of this one."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from review.search.local.answers import DTD, HttpAnswer, document, json_answer
from review.search.local.fields import (
    CODES,
    DATE_FIELDS,
    HEADING_FIELDS,
    MEANINGS,
    TEXT_FIELDS,
    Field,
)
from review.search.local.nodes import element

VERSION_2 = f'"-//NLM//DTD einfo 20130322//EN" "{DTD}/20130322/einfo.dtd"'
KIND = "einfo"
RESULT = "einforesult"


@dataclass(frozen=True)
class Database:
    """What a database says about itself; `terms` counts the different ones of each field."""

    name: str
    description: str
    build: str
    count: int
    updated_on: str
    terms: Mapping[Field, int]


def databases(name: str, *, as_json: bool) -> HttpAnswer:
    """The answer of einfo without a database."""
    if as_json:
        return json_answer(KIND, RESULT, {"dblist": [name]})
    return document(element("eInfoResult", element("DbList", element("DbName", name))))


def database(described: Database, *, is_version_2: bool, as_json: bool) -> HttpAnswer:
    """The answer of einfo about the database; version 2.0 has a document type of its own."""
    facts, fields = _facts(described), [_field(field, described) for field in Field]
    if as_json:
        lists = {"fieldlist": [_lowered(field) for field in fields], "linklist": []}
        return json_answer(KIND, RESULT, {"dbinfo": [{**_lowered(facts), **lists}]})
    nodes = [element("Field", *_elements(field)) for field in fields]
    info = element("DbInfo", *_elements(facts), element("FieldList", *nodes))
    return document(element("eInfoResult", info), VERSION_2 if is_version_2 else "")


def _facts(described: Database) -> dict[str, str]:
    return {
        "DbName": described.name,
        "MenuName": described.name,
        "Description": described.description,
        "DbBuild": described.build,
        "Count": str(described.count),
        "LastUpdate": described.updated_on,
    }


def _field(field: Field, described: Database) -> dict[str, str]:
    is_date = field in DATE_FIELDS
    return {
        "Name": CODES[field],
        "FullName": field.value,
        "Description": MEANINGS[field],
        "TermCount": str(described.terms[field]),
        "IsDate": _letter(is_date),
        "IsNumerical": "N",
        "SingleToken": _letter(field not in TEXT_FIELDS),
        "Hierarchy": _letter(field in HEADING_FIELDS),
        "IsHidden": "N",
        "IsRangable": _letter(is_date),
        "IsTruncatable": _letter(not is_date),
    }


def _letter(holds: bool) -> str:
    return "Y" if holds else "N"


def _elements(facts: Mapping[str, str]) -> list[etree._Element]:
    return [element(name, text) for name, text in facts.items()]


def _lowered(facts: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): text for name, text in facts.items()}
