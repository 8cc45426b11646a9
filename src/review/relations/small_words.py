"""The small words of a sentence, by what they do (`data/terms/language/small_words.toml`)."""

from functools import cache

from review.core.settings import data_folder
from review.terms.term_files import read_toml


@cache
def _lists() -> dict[str, frozenset[str]]:
    listed = read_toml(data_folder() / "terms" / "language" / "small_words.toml")
    return {name: frozenset(map(str, words)) for name, words in listed.items()}


BE = _lists()["be"]
"""Forms of "be" and verbs used like it."""
AUXILIARY = _lists()["auxiliary"]
"""Words that go before a verb."""
DETERMINERS = _lists()["determiners"]
"""Words after which what may be a verb is a noun."""
PREPOSITIONS = _lists()["prepositions"]
"""Words after which a verb has no object."""
OBJECT_PREPOSITIONS = _lists()["object_prepositions"]
"""Words that tie an outcome to a noun or adjective before it."""
JOINTS = _lists()["joints"]
"""Words and marks that join."""
SEEN = _lists()["seen"]
"""Participles by which something was only seen."""
TOLD = _lists()["told"]
"""Participles that say who told of an outcome, where no form of "be" goes before them."""
ANEW = _lists()["anew"]
"""Words after "and" that begin another statement."""
LEADING = _lists()["leading"]
"""Words that may stand before the verb of a clause that goes on about the same."""
MEANS = _lists()["means"]
"""Words after which the object of a verb is over."""
PURPOSE = _lists()["purpose"]
"""Words before "to" that say what something was given for."""
SHOWING = _lists()["showing"]
"""Words that join an outcome to the difference that it showed."""
AGENTS = _lists()["agents"]
"""Words for what a substance is."""
ADVERBS = _lists()["adverbs"]
"""Comparatives that may stand far behind the verb they belong to."""
ABSENT = _lists()["absent"]
"""Denials right before an outcome: none of it."""
UNCHANGED = _lists()["unchanged"]
"""Alike with its own start, not with another group."""
PLAIN_EVENTS = _lists()["plain_events"]
"""Beginnings of words by which a harm occurred, whoever tells it."""
HARM_WORDS = _lists()["harm_words"]
"""What harms are called."""
ADVERSE = _lists()["adverse"]
"""What stands before them."""
LINKS = _lists()["links"]
"""Words that tie an arm to what goes before it."""
REMARK = _lists()["remark"]
"""Words of a remark on a difference told before, which names nothing of its own."""
NO_AGENT = _lists()["no_agent"]
"""Subjects that name no treatment of their own."""
CONCENTRATIONS = _lists()["concentrations"]
"""What one medicine changes of another."""
AUXILIARIES = _lists()["auxiliaries"]
"""Forms of "have" that may go before a participle."""
AFTER_SAME = _lists()["after_same"]
"""Words after which "the same" says that things are alike."""
COUNTS = _lists()["counts"]
"""Numbers in words."""
BEFORE_NAME = _lists()["before_name"]
"""Words between a word of comparison and the name compared with."""
NO_NAME = _lists()["no_name"]
"""Words after a word of comparison that name no treatment."""
IRREGULAR_PAST = _lists()["irregular_past"]
"""Past forms that no ending shows."""
LATE_STRESS = _lists()["late_stress"]
"""Longer verbs whose last letter is doubled."""
PASSED_OVER = _lists()["passed_over"]
"""Words that may stand between a form of "be" and what it is said of."""
