"""Term lists are TOML files under `data/terms`; reading one names the file when it cannot be read."""

import tomllib
from pathlib import Path
from typing import Any

from review.core.errors import InputError


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a terms file; an unreadable one is an input error that names the place."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} is not valid TOML: {error}; correct the file.") from error
