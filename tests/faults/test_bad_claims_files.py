"""Claims files with faults: each gives one sentence that names the file, the place and the remedy."""

import csv
import io
import string
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.claims.library import load_claims
from review.claims.wording import FILE, read_wording
from review.core.errors import InputError
from review.core.settings import data_folder

KINDS = (
    "efficacy, comparative, harm, contraindication, interaction, dosing and route, mechanism, "
    "background, guidance"
)
DIRECTIONS = "increases, decreases, improves, worsens, no difference, is, is not"
COLUMNS = (
    "claim_id, statement, kind, population, intervention, comparator, outcome, direction, article, "
    "article_sha256, section, start, end, query, known_pmids"
)

CSV_FAULTS = [
    ("no rows", "claim_id,statement\n", "c.csv holds no claims; write one claim per row."),
    ("empty file", "", "c.csv holds no claims; write one claim per row."),
    (
        "missing column",
        "id,statement\nA,Zinc cures colds\n",
        "c.csv has no column claim_id; found are id, statement.",
    ),
    (
        "misspelt required column",
        "claim_id,statment\nA,Zinc cures colds\n",
        "c.csv has no column statement; found are claim_id, statment; rename statment to statement.",
    ),
    (
        "capitals in a required column",
        "Claim_ID,statement\nA,Zinc cures colds\n",
        "c.csv has no column claim_id; found are Claim_ID, statement; rename Claim_ID to claim_id.",
    ),
    (
        "semicolons",
        "claim_id;statement\nA;Zinc cures colds\n",
        "c.csv has no column claim_id; found are claim_id;statement; the columns are separated by "
        "semicolons: separate them by commas.",
    ),
    (
        "misspelt optional column",
        "claim_id,statement,outcomes\nA,Zinc cures colds,cold\n",
        f"c.csv has the unknown column outcomes; allowed are {COLUMNS}; perhaps it is outcome.",
    ),
    (
        "unknown column",
        "claim_id,statement,verdict\nA,Zinc cures colds,yes\n",
        f"c.csv has the unknown column verdict; allowed are {COLUMNS}; delete it.",
    ),
    (
        "column twice",
        "claim_id,statement,kind,kind\nA,Zinc cures colds,harm,harm\n",
        "c.csv has the column kind twice; keep one.",
    ),
    (
        "column without a name",
        "claim_id,,statement\nA,x,Zinc cures colds\n",
        "c.csv, row 1: column 2 has no name; name it or delete it.",
    ),
    (
        "id twice",
        "claim_id,statement\nA,Zinc cures colds\nB,Tea calms\na,Honey soothes coughs\n",
        "c.csv: claim_id a stands in row 2 and in row 4; give each claim its own (capitals do not "
        "tell them apart).",
    ),
    (
        "empty id",
        "claim_id,statement\n,Zinc cures colds\n",
        "c.csv, row 2: claim_id is empty; give each claim one.",
    ),
    (
        "id unsafe in a file name",
        "claim_id,statement\n../A,Zinc cures colds\n",
        "c.csv, row 2: claim_id '../A' is not allowed; use up to 64 letters (A to Z), digits, dots, "
        "hyphens and underscores, beginning with a letter or digit and not ending in a dot.",
    ),
    (
        "id unsafe in HTML",
        "claim_id,statement\nA<b>,Zinc cures colds\n",
        "c.csv, row 2: claim_id 'A<b>' is not allowed; use up to 64 letters (A to Z), digits, dots, "
        "hyphens and underscores, beginning with a letter or digit and not ending in a dot.",
    ),
    (
        "empty statement after a blank row",
        "claim_id,statement\nA,Zinc cures colds\n\nB, \n",
        "c.csv, row 4: statement is empty; write the claim as one sentence.",
    ),
    (
        "statement without words",
        "claim_id,statement\nA,?!\n",
        "c.csv, row 2: statement is empty; write the claim as one sentence.",
    ),
    (
        "statement too long",
        f"claim_id,statement\nA,{'long ' * 201}\n",
        "c.csv, row 2: statement has 1004 characters and 1000 are allowed; state one checkable thing.",
    ),
    (
        "unknown kind",
        "claim_id,statement,kind\nA,Zinc cures colds,Eficacy\n",
        f"c.csv, row 2: kind is 'Eficacy'; allowed are {KINDS}; perhaps it is 'efficacy'.",
    ),
    (
        "unknown direction",
        "claim_id,statement,direction\nA,Zinc cures colds,↓\n",
        f"c.csv, row 2: direction is '↓'; allowed are {DIRECTIONS}; correct it or leave it empty.",
    ),
    (
        "start is no number",
        "claim_id,statement,start,end\nA,Zinc cures colds,ten,20\n",
        "c.csv, row 2: start is 'ten'; it must be a whole number of characters, 0 or more.",
    ),
    (
        "end is negative",
        "claim_id,statement,start,end\nA,Zinc cures colds,1,-5\n",
        "c.csv, row 2: end is '-5'; it must be a whole number of characters, 0 or more.",
    ),
    (
        "end before start",
        "claim_id,statement,start,end\nA,Zinc cures colds,20,20\n",
        "c.csv, row 2: end is 20 and start is 20; end must be greater.",
    ),
    (
        "start without end",
        "claim_id,statement,start\nA,Zinc cures colds,20\n",
        "c.csv, row 2: start is given without end; give both or neither.",
    ),
    (
        "hash of another kind",
        "claim_id,statement,article_sha256\nA,Zinc cures colds,abc\n",
        "c.csv, row 2: article_sha256 is 'abc'; it must be the 64 hexadecimal digits of the article's "
        "SHA-256.",
    ),
    (
        "too many cells",
        "claim_id,statement\nA,Zinc cures colds\nB,Tea calms, soothes\n",
        "c.csv, row 3, has 3 cells and the header has 2; put text that holds commas in double "
        "quotation marks.",
    ),
    (
        "too few cells",
        "claim_id,statement,kind\nA,Zinc cures colds\n",
        "c.csv, row 2, has 2 cells and the header has 3; put text that holds commas in double "
        "quotation marks.",
    ),
    (
        "quotation mark left open",
        'claim_id,statement\nA,"Zinc cures colds\n',
        "c.csv, line 2, is not valid CSV (unexpected end of data); check the quotation marks there.",
    ),
    (
        "control character",
        "claim_id,statement\nA,Zinc \x07cures colds\n",
        "c.csv, row 2: statement holds the control character U+0007; delete it.",
    ),
]


def error_of(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        load_claims(path)
    assert refused.value.exit_code == 2
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"), [row[1:] for row in CSV_FAULTS], ids=[row[0] for row in CSV_FAULTS]
)
def test_a_fault_in_a_csv_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert error_of(path) == message


@pytest.mark.parametrize(
    ("text", "message"), [row[1:] for row in CSV_FAULTS[:1]], ids=[CSV_FAULTS[0][0]]
)
def test_an_excel_file_with_only_a_header_holds_no_claims(tmp_path, text, message) -> None:
    book = openpyxl.Workbook()
    book.active.append(text.strip().split(","))
    book.save(tmp_path / "c.xlsx")
    assert error_of(tmp_path / "c.xlsx") == message.replace("c.csv", "c.xlsx")


def test_a_fault_in_an_excel_file_names_the_row_as_excel_does(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in (["claim_id", "statement", "kind"], [], ["A", "Tea calms"], ["B", "Tea", "tea"]):
        book.active.append(cells)
    book.save(tmp_path / "c.xlsx")
    assert error_of(tmp_path / "c.xlsx") == (
        f"c.xlsx, row 4: kind is 'tea'; allowed are {KINDS}; correct it or leave it empty."
    )


def test_a_file_that_only_claims_to_be_excel(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"claim_id,statement\n")
    assert error_of(path) == (
        "c.xlsx cannot be read as an Excel workbook; save it again as .xlsx or as CSV."
    )


def test_wrong_encoding_names_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes("claim_id,statement\nA,Maté calms\n".encode("latin-1"))
    assert error_of(path) == "c.csv is not UTF-8 at byte 24; save it as UTF-8 and try again."


def test_a_text_file_of_blank_lines_holds_no_claims(tmp_path: Path) -> None:
    path = tmp_path / "c.txt"
    path.write_text("\n  \n- \n", encoding="utf-8")
    assert error_of(path) == "c.txt holds no claims; write one claim per row."


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    assert error_of(path) == f"{path} was not found; check the path of the claims file."


def test_a_folder_is_no_claims_file(tmp_path: Path) -> None:
    assert error_of(tmp_path) == f"{tmp_path} is a folder; name the claims file itself."


@pytest.mark.parametrize(("name", "said"), [("c.xls", ".xls"), ("claims", "nothing")])
def test_an_unknown_kind_of_file(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert error_of(tmp_path / name) == (
        f"{name} ends in {said}; a claims file ends in .csv, .xlsx, .txt: save it as one of these."
    )


CELLS = st.text(alphabet=string.ascii_letters + ' ,;"\n\r\t\0é<>=', max_size=12)
WORKING = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@WORKING
@given(st.one_of(st.binary(max_size=120), st.lists(CELLS).map(",".join).map(str.encode)))
def test_any_bytes_give_claims_or_one_clear_error(tmp_path: Path, content: bytes) -> None:
    for suffix in ("csv", "txt", "xlsx"):
        path = tmp_path / f"c.{suffix}"
        path.write_bytes(content)
        try:
            claims = load_claims(path)
        except InputError as refused:
            assert str(refused).startswith("c.") and str(refused).endswith(".")
        else:
            assert len(claims) > 0
            assert claims["statement"].notna().all()


@WORKING
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_any_cells_give_claims_or_one_clear_error(tmp_path: Path, cells) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([("claim_id", "statement"), *cells])
    path = tmp_path / "c.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    try:
        claims = load_claims(path)
    except InputError as refused:
        assert str(refused).startswith("c.csv")
    else:
        assert list(claims["claim_id"]) == [
            " ".join(one.split()) for one, _ in cells if one.strip()
        ]


def test_a_wording_rule_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    bundled = (data_folder() / "terms" / FILE).read_text(encoding="utf-8")
    path = tmp_path / FILE
    path.write_text(
        bundled.replace("'^(?P<intervention>", "'^((?P<intervention>", 1), encoding="utf-8"
    )
    with pytest.raises(InputError, match=f"{FILE}: the expression of '.+' cannot be read"):
        read_wording(path)
