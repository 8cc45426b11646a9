"""Claims files of every form, and what is derived for what they leave out."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from review.claims.library import claims_frame, claims_from, load_claims
from review.core.run_tables import CLAIMS
from review.core.tables import parse_list
from review.core.vocabulary import Direction, Kind


def written(folder: Path, text: str, name: str = "c.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_a_statement_is_enough(tmp_path: Path) -> None:
    claims = load_claims(written(tmp_path, "claim_id,statement\nA,Zinc shortens colds\n"))
    row = claims.iloc[0]
    assert list(claims.columns) == CLAIMS.column_names
    assert (row["kind"], row["direction"]) == ("efficacy", "decreases")
    assert (row["intervention"], row["outcome"]) == ("zinc", "duration of colds")
    assert parse_list(row["derived"]) == ["kind", "intervention", "outcome", "direction"]


def test_an_empty_population_or_comparator_was_left_empty_on_purpose(tmp_path: Path) -> None:
    statement = "Zinc shortens colds in children compared with placebo"
    bare = load_claims(written(tmp_path, f"claim_id,statement\nA,{statement}\n"))
    with_columns = load_claims(
        written(
            tmp_path,
            "claim_id,statement,kind,population,intervention,comparator,outcome,direction\n"
            f"A,{statement},,,,,,\n",
        )
    )
    assert list(bare[["population", "comparator"]].iloc[0]) == ["children", "placebo"]
    assert with_columns[["population", "comparator"]].isna().all(axis=None)
    assert list(with_columns[["kind", "intervention", "outcome", "direction"]].iloc[0]) == [
        "efficacy", "zinc", "duration of colds", "decreases",
    ]  # fmt: skip
    assert parse_list(with_columns["derived"][0]) == [
        "kind",
        "intervention",
        "outcome",
        "direction",
    ]


def test_given_values_stay_as_they_are(tmp_path: Path) -> None:
    digest = "AB" * 32
    claims = load_claims(
        written(
            tmp_path,
            "query,direction,statement,claim_id,kind,start,end,article_sha256,outcome\n"
            f'"zinc[ti] AND ""cold""",improves,Zinc shortens colds,Z-1.a,harm,3,20,{digest},colds\n',
        )
    )
    one = claims_from(claims)[0]
    assert (one.kind, one.direction, one.outcome) == (Kind.HARM, Direction.IMPROVES, "colds")
    assert (one.start, one.end, one.query) == (3, 20, 'zinc[ti] AND "cold"')
    assert one.article_sha256 == digest.lower()
    assert one.derived == ("intervention",)


def test_plain_text_has_a_claim_per_line(tmp_path: Path) -> None:
    path = written(
        tmp_path, "Zinc shortens colds\r\n\r\n- Honey soothes coughs\r\n• Tea calms\n", "c.txt"
    )
    claims = load_claims(str(path))
    assert list(claims["claim_id"]) == ["1", "2", "3"]
    assert list(claims["statement"]) == ["Zinc shortens colds", "Honey soothes coughs", "Tea calms"]


def test_an_excel_file_reads_like_the_same_csv_file(tmp_path: Path) -> None:
    rows = [
        ["claim_id", "statement", "population", "start", "end"],
        [1, "Zinc shortens colds", None, 4, 9.0],
        [None, None],
        ["B", "Honey soothes coughs", "children", None, None],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "c.xlsx")
    text = (
        "claim_id,statement,population,start,end\n1,Zinc shortens colds,,4,9\n\n"
        "B,Honey soothes coughs,children,,\n"
    )
    pd.testing.assert_frame_equal(
        load_claims(tmp_path / "c.xlsx"), load_claims(written(tmp_path, text))
    )


@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["with mark", "without mark"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path, mark: str) -> None:
    claims = load_claims(written(tmp_path, f"{mark}claim_id,statement\nA,Maté calms\n"))
    assert list(claims["statement"]) == ["Maté calms"]


def test_lines_within_a_cell_become_one(tmp_path: Path) -> None:
    claims = load_claims(written(tmp_path, 'claim_id,statement\nA,"Zinc\nshortens\tcolds"\n'))
    assert claims["statement"][0] == "Zinc shortens colds"


def test_frames_and_claims_turn_into_each_other(tmp_path: Path) -> None:
    claims = load_claims(
        written(tmp_path, "claim_id,statement\nA,Zinc shortens colds\nB,Is zinc good?\n")
    )
    assert claims_from(claims)[1].direction is None
    pd.testing.assert_frame_equal(claims_frame(claims_from(claims)), claims)


def test_a_written_table_comes_back(tmp_path: Path) -> None:
    claims = load_claims(written(tmp_path, "claim_id,statement\nA,Zinc shortens colds\n"))
    CLAIMS.write(claims, tmp_path)
    pd.testing.assert_frame_equal(CLAIMS.read(tmp_path), claims)
