"""Files and folders that a user names: whatever a path leads to, or does not, is told in a sentence."""

import stat
from enum import StrEnum
from pathlib import Path

from review.core.bounds import megabytes, shown
from review.core.errors import InputError

LONGEST_PATH = 300
"""Characters of a path that a message repeats."""


class PathKind(StrEnum):
    """What a path leads to."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "device, pipe or socket"
    NOTHING = "nothing"


def found_at(path: Path) -> PathKind:
    """What a path that a user named leads to; links are followed.

    Raises:
        InputError: the path can name nothing on this machine (too long, a NUL in it, not Unicode), or
            it may not be looked up.
    """
    try:
        str(path).encode()  # what is not Unicode could not be written into a manifest or a report
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return PathKind.NOTHING
    except (OSError, ValueError) as error:
        raise InputError(
            f"{shown(path, LONGEST_PATH)} cannot be a path here ({_reason(error)}); name another one."
        ) from error
    if stat.S_ISREG(mode):
        return PathKind.FILE
    return PathKind.FOLDER if stat.S_ISDIR(mode) else PathKind.OTHER


def _reason(error: OSError | ValueError) -> str:
    """Why, in the machine's words; what is wrong with the text of a path comes as another kind."""
    if isinstance(error, OSError):
        return str(error.strerror)
    return "it is not Unicode" if isinstance(error, UnicodeError) else str(error)


def check_file(path: Path, what: str) -> None:
    """Make sure that a path leads to a file.

    Args:
        path: as the user named it.
        what: what the file should be, for the sentence, for example `claims file`.

    Raises:
        InputError: there is nothing, a folder or a device, or as `found_at`.
    """
    found = found_at(path)
    if found is PathKind.NOTHING:
        raise InputError(
            f"{shown(path, LONGEST_PATH)} was not found; check the path of the {what}."
        )
    if found is not PathKind.FILE:
        raise InputError(f"{shown(path, LONGEST_PATH)} is a {found}; name the {what} itself.")


def entries_of(folder: Path) -> list[Path]:
    """What a folder that a user named holds, in order of name.

    Raises:
        InputError: it may not be looked into.
    """
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise InputError(
            f"The folder {shown(folder, LONGEST_PATH)} cannot be looked into ({error.strerror}); name "
            "another one."
        ) from error


def content_of(path: Path, what: str, *, largest: int) -> bytes:
    """The bytes of a file that a user named; of one that is too large no more than that is read.

    Args:
        path: as the user named it.
        what: what the file should be, for the sentence.
        largest: bytes it may have.

    Raises:
        InputError: as `check_file`, or the file cannot be read or is larger.
    """
    check_file(path, what)
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise InputError(
            f"{shown(path, LONGEST_PATH)} cannot be read ({error.strerror}); check the path of the {what}."
        ) from error
    if len(content) > largest:
        raise InputError(
            f"{shown(path, LONGEST_PATH)} is larger than the {megabytes(largest)} that a {what} may have; make it "
            "smaller or split it."
        )
    return content
