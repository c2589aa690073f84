"""Records set aside, seen again with their own cells, put right and loaded, or left out for a reason.

Cells are read from the stored original when they are asked for; only staff and SLT may see them, and
nothing here writes them to a log. A reject is settled by an active upload that corrects it.
"""

import csv
import io
from collections.abc import Callable, Iterable

import polars as pl

from warehouse import landing
from warehouse.errors import UploadNotFound
from warehouse.exporting import MARK, harmless
from warehouse.intake.apart.scratch import scratch_folder
from warehouse.intake.corrections import heading_of
from warehouse.intake.load import load_file
from warehouse.intake.opening import find_place
from warehouse.intake.reader import all_records
from warehouse.intake.results import Inspection, LoadResult, Options
from warehouse.intake.source import open_source
from warehouse.intake.text import clean_heading
from warehouse.settings import Home

OPEN, SETTLED, DISMISSED = "open", "settled", "dismissed"
TOLD = ["record_no", "column", "code", "message", "state"]


def rejects(home: Home, upload_id: str) -> pl.DataFrame:
    """One row a record set aside: record_no, column, code, message, state, then its cells under their headings.

    ``state``: open, settled (a correction was loaded) or dismissed. Cells beyond the headings stand in columns of
    their own. Raises UploadNotFound.
    """
    entry = _entry(home, upload_id)
    aside = pl.read_parquet(landing.quarantine_file(home, upload_id)).sort("record_no")
    heads, cells = _cells(home, entry, aside["record_no"].to_list())
    states = _states(home, entry)
    aside = aside.with_columns(
        pl.Series("state", [states.get(number, OPEN) for number in aside["record_no"]], dtype=pl.String)
    )
    width = max([len(heads[-1]), *(len(row) for row in cells)])
    columns = {
        name: pl.Series([row[place] if place < len(row) else "" for row in cells], dtype=pl.String)
        for place, name in enumerate(_names(heads[-1], width))
    }
    return aside.select(TOLD).with_columns(**columns)


def write_rejects_csv(home: Home, upload_id: str) -> bytes:
    """The rejects still open as a file to put right and load: the original's headings, before them the record's number.

    The first heading names the upload. No cell can be run as a formula; loading takes that away again.
    """
    entry, found = _entry(home, upload_id), rejects(home, upload_id)
    heads, _ = _cells(home, entry, [])
    return _as_csv(heads, upload_id, found.filter(pl.col("state") == OPEN))


def correct(
    home: Home, upload_id: str, edited: pl.DataFrame, load: Callable[..., LoadResult] = load_file
) -> LoadResult:
    """Load records put right: rows of ``rejects`` with cells changed. Settles those that are accepted.

    Raises as ``load_file``: where no record can be used yet, nothing is stored.
    """
    entry = _entry(home, upload_id)
    heads, _ = _cells(home, entry, [])
    with scratch_folder(home) as folder:
        path = folder / "corrections.csv"
        path.write_bytes(_as_csv(heads, upload_id, edited))
        return load(home, path, Options(corrects=upload_id), f"Corrections of {entry['original_name']}")


def dismiss(home: Home, upload_id: str, records: Iterable[int], reason: str) -> None:
    """Say that these rejects will not be put right, and why; kept with the upload. Raises UploadNotFound."""
    landing.add_event(home, upload_id, DISMISSED, records=sorted(set(records)), reason=reason)


def reopen(home: Home, upload_id: str, records: Iterable[int]) -> None:
    """Take back that these rejects were dismissed. Raises UploadNotFound."""
    landing.add_event(home, upload_id, "reopened", records=sorted(set(records)))


def unsettled(home: Home) -> dict[str, int]:
    """Active upload to how many of its rejects are neither settled nor dismissed; none that have none.

    What a correction sets aside again is open in the upload it corrects, and counted there.
    """
    manifest = landing.read_manifest(home)
    with_rejects = (e for e in manifest if e["is_active"] and e["quarantined"] and not e["options"].get("corrects"))
    counts = {e["upload_id"]: e["quarantined"] - len(_states_in(home, manifest, e)) for e in with_rejects}
    return {upload_id: count for upload_id, count in counts.items() if count}


def _entry(home: Home, upload_id: str) -> landing.Entry:
    found = next((entry for entry in landing.read_manifest(home) if entry["upload_id"] == upload_id), None)
    if found is None:
        raise UploadNotFound("No upload has that id; list the uploads to see the ids there are.")
    return found


def _states(home: Home, entry: landing.Entry) -> dict[int, str]:
    return _states_in(home, landing.read_manifest(home), entry)


def _states_in(home: Home, manifest: list[landing.Entry], entry: landing.Entry) -> dict[int, str]:
    """State of each reject that is no longer open."""
    states: dict[int, str] = {}
    for event in entry["events"]:
        for number in event.get("records", []):
            states.pop(number, None)
            if event["what"] == DISMISSED:
                states[number] = DISMISSED
    for other in manifest:
        if other["is_active"] and other["options"].get("corrects") == entry["upload_id"]:
            states |= dict.fromkeys(other["corrected_records"], SETTLED)
    if not states:
        return {}
    aside = set(pl.read_parquet(landing.quarantine_file(home, entry["upload_id"]), columns=["record_no"])["record_no"])
    return {number: state for number, state in states.items() if number in aside}


def _cells(home: Home, entry: landing.Entry, numbers: list[int]) -> tuple[list[list[str]], list[list[str]]]:
    """Records that are the headings, and the cells of the records numbered, as the original file has them."""
    inspection, said = Inspection(), Options.of(entry["options"])
    source, said = open_source(home.uploads / entry["sha256"], said, inspection)
    with source as decoded:
        place = find_place(decoded, said, inspection)
        below = entry["header_records"]
        wanted = {*range(place.heading_record, below + 1), *numbers}
        records = all_records(decoded, place.delimiter, max([below, *numbers]))
        found = {number: cells for number, cells in records if number in wanted}
    return [found[n] for n in sorted(found) if n <= below], [found.get(number, []) for number in numbers]


def _names(heads: list[str], width: int) -> list[str]:
    """A name for each column that no other has: its heading, or where there is none its place."""
    names: list[str] = []
    for place in range(width):
        name = clean_heading(heads[place]) if place < len(heads) else f"beyond the headings {place - len(heads) + 1}"
        name = name or f"column {place + 1}"
        again = sum(taken == name or taken.startswith(f"{name} (") for taken in (*TOLD, *names))
        names.append(f"{name} ({again + 1})" if again else name)
    return names


def _as_csv(heads: list[list[str]], upload_id: str, chosen: pl.DataFrame) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    for place, head in enumerate(heads):
        rows.writerow(map(harmless, ["" if place else heading_of(upload_id), *head]))
    for number, *cells in chosen.select("record_no", *chosen.columns[len(TOLD) :]).rows():
        filled = ["" if cell is None else cell for cell in cells]
        while len(filled) > len(heads[0]) and not filled[-1]:
            filled.pop()
        rows.writerow([number, *map(harmless, filled)])
    return (MARK + out.getvalue()).encode()
