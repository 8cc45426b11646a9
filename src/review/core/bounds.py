"""How large what a user or a record supplies may be, each bound with its reason.

Whatever exceeds one is refused in a sentence before it is read further: a bound lies far above
everything that is meant, and below what would stall a machine or fill its memory.
"""

MEGABYTE = 1_000_000

LARGEST_TABLE = 20 * MEGABYTE
"""Bytes of a claims file; the longest statements, 20,000 of them, are as many."""

LARGEST_UNPACKED = 50 * MEGABYTE
"""Bytes of an Excel workbook once its parts are unpacked; a small file may hold a thousand times its size."""

MOST_PARTS = 1_000
"""Parts of an Excel workbook; one with a hundred sheets has a few hundred."""

MOST_CLAIMS = 20_000
"""Rows of a claims file that hold something; a long article makes a hundred claims."""

LAST_ROW, LAST_COLUMN = 100_000, 256
"""The last row and column of an Excel sheet in which a cell may stand: one cell further out would be
padded to a sheet of millions."""

LONGEST_CELL = 100_000
"""Characters of a cell of a claims file; only a user's own query comes near."""

LONGEST_QUERY = LONGEST_CELL
"""Characters of a search; a published filter has a thousand, a librarian's whole strategy some ten
thousand.
"""

LARGEST_RECORD = 32 * MEGABYTE
"""Bytes; the longest records of PubMed, with thousands of authors, are a few million."""

LARGEST_ARTICLE = 10 * MEGABYTE
"""Bytes of an article's file; a page with all its marks and pictures has a tenth of that."""

MOST_TAGS = 500_000
"""Tags of an HTML page; the longest articles have tens of thousands."""

MOST_ATTRIBUTES = 1_000
"""Attributes of one HTML tag, which has five; the HTML parser takes minutes for a hundred thousand."""

LONGEST_ARTICLE = 300_000
"""Characters of an article's words; long web articles have a third of that, and every sentence is read
for claims.
"""

LONGEST_SENTENCE = 1_500
"""Characters of a sentence of an abstract or an article: lists of figures may be long, a text without
any stop is none.
"""

LONGEST_ABSTRACT = 200_000
"""Characters of a record's abstract; the longest in PubMed, of whole proceedings, stay under 100,000."""

LONGEST_TITLE = 10_000
"""Characters of a record's title; the longest in PubMed have about 2,000."""

LARGEST_BATCH = MEGABYTE
"""Bytes of a batch file; ten thousand articles take as much."""

MOST_ARTICLES = 10_000
"""Articles of one batch; as many take weeks."""

DEEPEST_BATCH = 20
"""How deeply the parts of a batch file may nest; a file that is meant needs three levels."""

LONGEST_NAME = 100
"""Bytes of an article's name in UTF-8; file systems allow 255, and the folders at work on it add to it."""

LONGEST_FOLDER_NAME = 200
"""Bytes of a run folder's name; the folder in which it is made has a longer one, and systems allow 255."""

LARGEST_DATASET = 1_000 * MEGABYTE
"""Bytes of a file of a public dataset or of a run; the largest such datasets have a few hundred million."""

LARGEST_IN_MEMORY = 1_000 * MEGABYTE
"""Bytes of records held in memory for one run; more belong into an archive, which stays on the disk."""

LONGEST_SHOWN = 80
"""Characters of a user's text that a message repeats."""


def shown(value: object, most: int = LONGEST_SHOWN) -> str:
    """A user's text as a message repeats it: the beginning of a long one, and no control characters."""
    text = "".join(sign if sign.isprintable() else "�" for sign in str(value)[: most + 1])
    return text if len(text) <= most else f"{text[:most]}…"


def megabytes(size: int) -> str:
    """A number of bytes as a message tells it, for example `10 MB`."""
    return f"{size / MEGABYTE:,.3g} MB"
