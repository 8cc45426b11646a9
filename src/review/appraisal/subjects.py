"""Who or what was studied: people, animals, or cells and tissue."""

from review.appraisal.design_cues import subject_words


def animals_studied(text: str) -> str:
    """The first animal a lower-case text names; empty without one."""
    return _first("animals", text)


def laboratory_work(text: str) -> str:
    """The first word for work on cells, tissue or membranes; empty without one."""
    return _first("laboratory", text)


def people_studied(text: str) -> str:
    """The first word for people; empty without one."""
    return _first("people", text)


def _first(name: str, text: str) -> str:
    match = subject_words(name).search(text)
    return match.group() if match else ""
