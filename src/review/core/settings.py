"""Where things are and which limits apply. Secrets are read from the environment on use, never
stored in a module, a frame, a log or a file.
"""

from importlib.resources import files
from pathlib import Path

from review.core.errors import InputError

RECORDS_PER_CLAIM = 500
"""How many records are read per claim at most, best match first. Reaching it is reported. So many
does PubMed re-rank by relevance; what follows stands in the order of word counts (Fiorini 2018)."""

ENOUGH_RECORDS = 150
"""A search that finds fewer records than this is relaxed by its next declared step."""

NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"

EMAIL_VARIABLE = "NCBI_EMAIL"
KEY_VARIABLE = "NCBI_API_KEY"
TRACEBACK_VARIABLE = "REVIEW_TRACEBACK"
"""With `1` in it the command line shows where a failure that nobody foresaw came from."""


def data_folder() -> Path:
    """Folder that holds `claims/`, `terms/`, `snapshot/` and `reference/`.

    In a checkout it is `data/` beside `src/`; an installed wheel carries its own copy.
    """
    packaged = Path(str(files("review"))) / "data"
    checkout = Path(__file__).resolve().parents[3] / "data"
    for folder in (packaged, checkout):
        if (folder / "terms").is_dir():
            return folder
    raise InputError(
        "The suite's data folder was not found beside the package or in the checkout: "
        "install the package again, or run from a complete checkout."
    )
