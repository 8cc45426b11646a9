"""What a request to the E-utilities asks for, read from its parameters."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from review.search.local.fields import Field

DATABASE = "pubmed"
DATE_TYPES = {"": Field.DATE, "pdat": Field.DATE, "edat": Field.ENTERED, "mdat": Field.MODIFIED}
TAGS_OF_DATES = {Field.DATE: "pdat", Field.ENTERED: "edat", Field.MODIFIED: "mdat"}
YES = frozenset({"y", "yes", "true"})
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST_RELDATE = 100_000

Parameters = Mapping[str, str]


class RequestError(ValueError):
    """A request that cannot be answered; the message says why."""


def cleaned(parameters: Parameters) -> dict[str, str]:
    """The parameters without control characters, which no answer in XML could repeat."""
    return {key: CONTROLS.sub(" ", text) for key, text in parameters.items()}


def check_database(parameters: Parameters, *, usual: str = "") -> None:
    """Refuse every database but PubMed; `usual` is the one meant where none is named."""
    name = parameters.get("db", "") or usual
    if name.lower() != DATABASE:
        raise RequestError(f"Invalid db name specified: {name}")


def wants_json(parameters: Parameters) -> bool:
    """Whether the answer is to be JSON."""
    return parameters.get("retmode", "").lower() == "json"


def wants_history(parameters: Parameters) -> bool:
    """Whether the whole list found is to be kept."""
    return parameters.get("usehistory", "").lower() in YES


def number(parameters: Parameters, name: str, default: int) -> int:
    """A whole number from 0 up."""
    text = parameters.get(name, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise RequestError(f"{name} must be a whole number, not {text}")
    return int(text)


def ids(parameters: Parameters) -> tuple[str, ...]:
    """The PMIDs a request names, each once."""
    pmids = tuple(dict.fromkeys(re.findall(r"[^\s,]+", parameters.get("id", ""))))
    if not pmids:
        raise RequestError("Empty id list - nothing todo")
    return pmids


def term_of(parameters: Parameters, *, today: str) -> str:
    """The query: the term, within the query of the history that `query_key` names, within the dates.

    Args:
        parameters: of an esearch.
        today: date (ISO 8601) before which `reldate` counts days; empty where there is none.
    """
    term = parameters.get("term", "").strip()
    key = parameters.get("query_key", "").strip()
    if key and parameters.get("webenv"):
        term = f"#{key} AND ({term})" if term else f"#{key}"
    limit = _date_limit(parameters, today)
    return f"({term}) AND {limit}" if term and limit else term


def _date_limit(parameters: Parameters, today: str) -> str:
    low, high = parameters.get("mindate", "").strip(), parameters.get("maxdate", "").strip()
    days = parameters.get("reldate", "").strip()
    if not (low or high or days):
        return ""
    field = DATE_TYPES.get(parameters.get("datetype", "").lower())
    if field is None:
        raise RequestError("datetype must be pdat, edat or mdat")
    if days:
        low, high = _days_before(number(parameters, "reldate", 0), today), "3000"
    if not (low and high):
        raise RequestError("mindate and maxdate must both be given")
    return f'"{low}:{high}"[{TAGS_OF_DATES[field]}]'


def _days_before(days: int, today: str) -> str:
    if not today or days > LONGEST_RELDATE:
        raise RequestError("reldate cannot be counted here: use mindate and maxdate")
    return (date.fromisoformat(today) - timedelta(days=days)).isoformat().replace("-", "/")
