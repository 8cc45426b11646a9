"""Trial registration numbers: which registries count, and numbers written in an abstract."""

import re

REGISTRIES = frozenset(
    "ANZCTR|ChiCTR|ClinicalTrials.gov|CRiS|CTIS|CTRI|DRKS|EudraCT|IRCT|ISRCTN|JapicCTI|JMACCT|JPRN|LBCTR|"
    "NTR|PACTR|ReBec|REPEC|RPCEC|SLCTR|TCTR|UMIN CTR|UMIN-CTR".lower().split("|")
)
"""Names of trial registries among PubMed's data banks; the others hold sequences and structures."""

_NUMBER = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|DRKS\d{8}|UMIN\d{9}|IRCT\d{11,}N\d+|ChiCTR[-A-Z]*\d{8,10}|"
    r"CTRI/\d{4}/\d{2,3}/\d{6}|PACTR\d{15,16})\b"
)
_STEMS = ("CT", "DRKS", "UMIN")
"""Every number holds one of these; most abstracts hold none, and need not be searched."""

_PREFIX = re.compile(r"[A-Za-z]+")


def is_registry(data_bank: str) -> bool:
    """Whether a data bank of this name registers trials."""
    return data_bank.strip().lower() in REGISTRIES


def numbers_in(text: str) -> list[str]:
    """Trial registration numbers written in a text, in order of appearance."""
    return _NUMBER.findall(text) if any(stem in text for stem in _STEMS) else []


def registry_of(number: str) -> str:
    """What tells one registry's numbers from another's: their leading letters, in capitals."""
    prefix = _PREFIX.match(number)
    return prefix.group().upper() if prefix else ""
