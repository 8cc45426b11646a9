"""Texts without paths of the machine, for what may be shared."""

import os
import re
import tempfile
from pathlib import Path, PureWindowsPath

QUOTED = re.compile(r"""(?P<quote>['"])(?P<path>(?:/|[A-Za-z]:[/\\])[^'"\n]*)(?P=quote)""")
"""A full path in quotation marks, as errors of the system show one."""

BARE = re.compile(
    r"(?<![\w.:/~-])(?:/[^\s/'\"<>|,;:()\[\]]+){2,}/?|(?<!\w)[A-Za-z]:[/\\][^\s'\"<>|,;()\[\]]+"
)
"""A full path without spaces in running text; no web address and no fraction."""


def last_part(value: str) -> str:
    """A path by its last part; a web address and a plain word as they are."""
    return value if "://" in value else PureWindowsPath(value).name


def without_paths(text: str, *known: str) -> str:
    """The text with every full path reduced to its last part.

    Args:
        text: any text.
        known: paths that may occur in it, also with spaces; plain words and addresses are ignored.
    """
    paths = {path for path in known if last_part(path) not in ("", path)}
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.expanduser raises where there is none
    folders = {str(Path.cwd()), home, tempfile.gettempdir()}
    written = {str(form) for path in paths for form in (path, Path(path).absolute())}
    for path in sorted(written, key=len, reverse=True):
        text = text.replace(path, last_part(path))
    for folder in sorted(folders, key=len, reverse=True):
        if len(folder) > len("C:/"):
            text = text.replace(f"{folder}/", "").replace(f"{folder}\\", "")
    text = QUOTED.sub(
        lambda found: f"{found['quote']}{last_part(found['path'])}{found['quote']}", text
    )
    return BARE.sub(lambda found: last_part(found[0]), text)
