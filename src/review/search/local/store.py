"""Keeps an index in a file beside its archive, so that it is built once and opened in a moment.

The file holds arrays one after the other, named in a header, and is read through the system's page
cache. It belongs to one content of the archive: when any record differs, it is built anew.
"""

import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from review.search.archive import Archive
from review.search.database import MEMORY
from review.search.local.building import index_of
from review.search.local.documents import read_document
from review.search.local.fields import DATE_FIELDS, VALUE_FIELDS, Field
from review.search.local.index import Dates, Index
from review.search.local.postings import Postings

SUFFIX = ".index"
FORMAT = "review local index 2"
"""Changes whenever the file, or what the index makes of a record, does."""

HEADER_LENGTH = 8
BUILD_LENGTH = 16

Arrays = Mapping[str, NDArray[np.generic]]


def build_of(hashes: Mapping[str, str]) -> str:
    """Name of the content of an archive: another one as soon as any record differs."""
    lines = "".join(f"{pmid} {digest}\n" for pmid, digest in hashes.items())
    return hashlib.sha256(lines.encode()).hexdigest()[:BUILD_LENGTH]


def opened_index(archive: Archive, build: str) -> Index:
    """The index of an archive: as kept beside its file, else built and, where possible, kept.

    An archive in memory has none to keep; where the folder cannot be written, the next opening
    builds it again.
    """
    if archive.place == MEMORY:
        return _built(archive)
    place = Path(archive.place + SUFFIX)
    kept = read_index(place, build)
    if kept is not None:
        return kept
    index = _built(archive)
    write_index(place, index, build)
    return index


def _built(archive: Archive) -> Index:
    return index_of(read_document(pmid, xml) for pmid, xml in archive.records())


def write_index(place: Path, index: Index, build: str) -> bool:
    """Write an index for one content of an archive; False where the file cannot be written."""
    arrays = {name: np.ascontiguousarray(array) for name, array in _arrays(index).items()}
    header = {
        "format": FORMAT,
        "build": build,
        "arrays": {
            name: [array.dtype.str, array.shape[0], _checksum(array)]
            for name, array in arrays.items()
        },
    }
    head = json.dumps(header).encode()
    try:
        _put(
            place,
            [
                len(head).to_bytes(HEADER_LENGTH, "little"),
                head,
                *(array.data.cast("B") for array in arrays.values()),
            ],
        )
    except OSError:
        return False
    return True


def _put(place: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file whole or not at all: what was begun is removed where it cannot be ended."""
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=place.name, delete=False) as file:
        begun = Path(file.name)
        try:
            for part in parts:
                file.write(part)
            file.close()
            begun.replace(place)
        except OSError:
            begun.unlink(missing_ok=True)
            raise


def read_index(place: Path, build: str) -> Index | None:
    """The index kept for this content of the archive; None where there is none that is whole."""
    try:
        data = np.memmap(place, dtype=np.uint8, mode="r")
    except (OSError, ValueError):
        return None
    start = HEADER_LENGTH + int.from_bytes(data[:HEADER_LENGTH].tobytes(), "little")
    try:
        header = json.loads(data[HEADER_LENGTH:start].tobytes())
    except ValueError:
        return None
    if header.get("format") != FORMAT or header.get("build") != build:
        return None
    arrays = {}
    for name, (kind, length, checksum) in header["arrays"].items():
        end = start + np.dtype(kind).itemsize * length
        if end > len(data):
            return None
        arrays[name] = data[start:end].view(kind)
        if _checksum(arrays[name]) != checksum:
            return None
        start = end
    return _index(arrays)


def _checksum(array: NDArray[np.generic]) -> int:
    return zlib.crc32(array.view(np.uint8).data) if len(array) else 0


def _arrays(index: Index) -> dict[str, NDArray[np.generic]]:
    """All that an index holds, as named arrays of one dimension."""
    arrays: dict[str, NDArray[np.generic]] = {
        "pmids": index.pmids,
        "starts": index.starts,
        "lengths": index.lengths,
        "newest_first": index.newest_first,
        **_postings("words", index.words),
    }
    for field, postings in index.values.items():
        arrays |= _postings(field, postings)
    for field, dates in index.dates.items():
        arrays |= {f"{field} values": dates.values, f"{field} documents": dates.documents}
    return arrays


def _postings(name: str, postings: Postings) -> dict[str, NDArray[np.generic]]:
    names = np.frombuffer("\n".join(postings.names).encode(), np.uint8)
    return {
        f"{name} names": names,
        f"{name} offsets": postings.offsets,
        f"{name} entries": postings.entries,
    }


def _index(arrays: Arrays) -> Index:
    def postings(name: str) -> Postings:
        names, offsets = arrays[f"{name} names"], arrays[f"{name} offsets"]
        listed = names.tobytes().decode().split("\n") if len(offsets) > 1 else []
        return Postings(listed, offsets, arrays[f"{name} entries"])  # type: ignore[arg-type]

    def dates(field: Field) -> Dates:
        return Dates(arrays[f"{field} values"], arrays[f"{field} documents"])  # type: ignore[arg-type]

    return Index(
        pmids=arrays["pmids"],  # type: ignore[arg-type]
        starts=arrays["starts"],  # type: ignore[arg-type]
        lengths=arrays["lengths"],  # type: ignore[arg-type]
        newest_first=arrays["newest_first"],  # type: ignore[arg-type]
        words=postings("words"),
        values={field: postings(field) for field in VALUE_FIELDS},
        dates={field: dates(field) for field in DATE_FIELDS},
    )
