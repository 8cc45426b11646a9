"""Errors the suite raises on purpose. Each message is one sentence: what, where, what was allowed,
what to do. Messages never carry an e-mail address, a key or a query string with either in it.
"""


class ReviewError(Exception):
    """Any failure the suite foresaw. `exit_code` is what the command line ends with."""

    exit_code = 1


class InputError(ReviewError):
    """Something a user supplied cannot be used: a file, a value, a folder, an option."""

    exit_code = 2


class SearchFailedError(ReviewError):
    """A search or a fetch got no trustworthy answer. Never to be read as 'no evidence'."""

    exit_code = 3


class NotUnderstoodError(ReviewError):
    """A claim could not be understood, so that nothing was searched for and no verdict is given."""

    exit_code = 4


class RecordError(ReviewError):
    """A record from a source is malformed or is not what was asked for."""

    exit_code = 3
