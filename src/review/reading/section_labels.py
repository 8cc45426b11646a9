"""What the label of a section says about its sentences."""

from functools import lru_cache

from review.core.models import Section
from review.core.settings import data_folder
from review.core.vocabulary import Role
from review.mesh.spelling import tokens
from review.terms.term_files import read_toml

NLM_CATEGORIES = {
    "BACKGROUND": Role.BACKGROUND,
    "OBJECTIVE": Role.OBJECTIVE,
    "METHODS": Role.METHODS,
    "RESULTS": Role.RESULTS,
    "CONCLUSIONS": Role.CONCLUSIONS,
}
FIRST_WINS = (Role.CONCLUSIONS, Role.RESULTS, Role.METHODS, Role.OBJECTIVE, Role.BACKGROUND)
"""Which role a label has that names several ("methods and results" holds results)."""


def section_role(section: Section) -> Role | None:
    """The role a section's NLM category, else its label gives its sentences; None without either."""
    return NLM_CATEGORIES.get(section.category) or label_role(section.label)


@lru_cache(maxsize=4096)
def label_role(label: str) -> Role | None:
    """The role that a label names; None for one that names none.

    A phrase ("outcome measures") decides before the single words that it is made of.
    """
    words = frozenset(word for word, _, _ in tokens(label))
    for names in _label_names():
        for role in FIRST_WINS:
            if any(name <= words for name in names[role]):
                return role
    return None


@lru_cache(maxsize=1)
def _label_names() -> tuple[dict[Role, frozenset[frozenset[str]]], ...]:
    """By role the names of labels, each as its set of words: phrases first, then single words."""
    labels = read_toml(data_folder() / "terms" / "roles.toml")["labels"]
    named = {
        role: [frozenset(word for word, _, _ in tokens(label)) for label in labels[role.value]]
        for role in FIRST_WINS
    }
    return tuple(
        {role: frozenset(n for n in names if (len(n) > 1) is long) for role, names in named.items()}
        for long in (True, False)
    )
