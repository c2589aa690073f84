"""The command line: every verb with ``--json``; docs/command_line.md lists them.

Exit codes: 0 done, 2 refused, 3 a question is open, 1 anything else.
"""

from collections.abc import Callable
from pathlib import Path

import click

from warehouse import cli_access, homes, landing
from warehouse.cli_output import DONE, EXITS, OTHER, QUESTION, REFUSED, error_outcome
from warehouse.cli_output import verb as _verb
from warehouse.demo import prepare
from warehouse.errors import HomeError, ReleaseRefused, VillageError
from warehouse.intake import Options
from warehouse.intake.apart import inspect_apart, load_apart
from warehouse.intake.memory import forget as forget_headings
from warehouse.intake.rejects import dismiss as dismiss_rejects
from warehouse.intake.rejects import rejects as rejects_of
from warehouse.intake.rejects import reopen as reopen_rejects
from warehouse.intake.rejects import unsettled, write_rejects_csv
from warehouse.read import Release, list_releases
from warehouse.register import audit
from warehouse.settings import Home, get_settings
from warehouse.status import status_of
from warehouse.worker import run_build

_LOADABLE = ("accept", "accept_with_warnings")
_DECISION_EXITS = {"accept": DONE, "accept_with_warnings": DONE, "ask": QUESTION, "refuse": REFUSED}


def _pairs(_context, _parameter, values: tuple[str, ...]) -> dict[str, str]:
    """['a=b'] as {'a': 'b'}; the last '=' splits, because a header may contain one."""
    for value in values:
        if "=" not in value:
            raise click.BadParameter("write it as name=value")
    return dict(value.rsplit("=", 1) for value in values)


def _file_options(command: Callable) -> Callable:
    for option in (
        click.option("--kind", help="What the file is, if it cannot be recognised."),
        click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="Order of day, month and year."),
        click.option("--map", "mapping", multiple=True, callback=_pairs, help="Header=field, as often as needed."),
        click.option("--answer", "answers", multiple=True, callback=_pairs, help="Answer to a question: id=value."),
        click.option("--encoding", help="Character encoding, if it was decided wrongly."),
        click.option("--header-records", type=int, help="How many records at the top are headers."),
        click.option("--sheet", help="The sheet of a workbook, if several hold something."),
    ):
        command = option(command)
    return command


def _home() -> Home:
    return Home(get_settings().home)


def _show_progress(as_json: bool) -> Callable[[dict], None]:
    if as_json:
        return lambda _event: None
    return lambda event: click.echo(f"{event['fraction']:4.0%}  {event['sentence']}", err=True)


@click.group()
def main() -> None:
    """Village: from a school's exports to figures it can trust."""


main.add_command(cli_access.audit)
main.add_command(cli_access.person)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_file_options
@_verb
def inspect(file: Path, as_json: bool, **options) -> tuple[dict, int]:
    """Say what FILE is and how it would be read; store nothing."""
    found = inspect_apart(file, Options(school_id=get_settings().school_id, **options), _home()).as_dict()
    return found, _DECISION_EXITS[found["decision"]]


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_file_options
@_verb
def load(files: tuple[Path, ...], as_json: bool, **options) -> tuple[dict | list, int]:
    """Land each of FILES; one that is refused does not stop the others."""
    settings_options = Options(school_id=get_settings().school_id, **options)
    outcomes = [_load_one(file, settings_options) for file in files]
    code = max(code for _, code in outcomes)
    return (outcomes[0][0] if len(outcomes) == 1 else [outcome for outcome, _ in outcomes]), code


def _load_one(file: Path, options: Options) -> tuple[dict, int]:
    home = _home()
    try:
        if homes.kind(home) != homes.OWN and inspect_apart(file, options).decision in _LOADABLE:
            homes.admit(home, file)
        loaded = load_apart(home, file, options)
        if not loaded.already_loaded:
            audit.record(home, audit.COMMAND_LINE, "upload_loaded", {"upload": loaded.upload_id})
        return loaded.as_dict(), DONE
    except VillageError as error:
        return {"file": file.name, **error_outcome(error)}, EXITS.get(type(error), OTHER)


@main.command()
@_verb
def uploads(as_json: bool) -> tuple[list, int]:
    """List every upload, newest last."""
    left = unsettled(_home())
    listed = [upload | {"unsettled": left.get(upload["upload_id"], 0)} for upload in landing.read_manifest(_home())]
    return (listed if as_json else [_brief(upload) for upload in listed]), DONE


def _brief(upload: dict) -> dict:
    shown = ("loaded_at", "original_name", "accepted", "quarantined", "duplicates", "unsettled")
    state, corrects = "active" if upload["is_active"] else "undone", upload["options"].get("corrects")
    return {"upload": upload["upload_id"], "is": state, "corrects": corrects, **{name: upload[name] for name in shown}}


@main.command()
@click.argument("upload_id")
@_verb
def undo(upload_id: str, as_json: bool) -> tuple[dict, int]:
    """Take one upload out of the figures; `redo` brings it back."""
    undone = landing.undo(_home(), upload_id)
    audit.record(_home(), audit.COMMAND_LINE, "upload_undone", {"upload": upload_id})
    return undone, DONE


@main.command()
@click.argument("upload_id")
@_verb
def redo(upload_id: str, as_json: bool) -> tuple[dict, int]:
    """Bring an upload that was undone back."""
    back = landing.redo(_home(), upload_id)
    audit.record(_home(), audit.COMMAND_LINE, "upload_brought_back", {"upload": upload_id})
    return back, DONE


@main.command()
@click.argument("upload_id")
@click.option("--csv", "file", type=click.Path(path_type=Path), help="Write those still open here, to put right.")
@_verb
def rejects(upload_id: str, file: Path | None, as_json: bool) -> tuple[list, int]:
    """List the records of one upload that were set aside; their cells go to a file alone."""
    found = rejects_of(_home(), upload_id).select("record_no", "column", "code", "message", "state")
    if file:
        _write(file, write_rejects_csv(_home(), upload_id))
    return found.to_dicts(), DONE


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise HomeError(f"The file {file.name} cannot be written ({error.strerror}); choose another place.") from None


@main.command()
@click.argument("upload_id")
@click.argument("file", type=click.Path(path_type=Path))
@_verb
def correct(upload_id: str, file: Path, as_json: bool) -> tuple[dict, int]:
    """Load FILE, the rejects of one upload put right; what is accepted settles them."""
    return _load_one(file, Options(school_id=get_settings().school_id, corrects=upload_id))


@main.command()
@click.argument("upload_id")
@click.argument("records", nargs=-1, required=True, type=int)
@click.option("--why", required=True, help="Why they will not be put right; kept with the upload.")
@_verb
def dismiss(upload_id: str, records: tuple[int, ...], why: str, as_json: bool) -> tuple[dict, int]:
    """Leave records that were set aside out for good; `reopen` takes that back."""
    dismiss_rejects(_home(), upload_id, records, why)
    _note("records_left_out", upload_id, records)
    return {"upload_id": upload_id, "dismissed": sorted(records)}, DONE


@main.command()
@click.argument("upload_id")
@click.argument("records", nargs=-1, required=True, type=int)
@_verb
def reopen(upload_id: str, records: tuple[int, ...], as_json: bool) -> tuple[dict, int]:
    """Take back that records were left out."""
    reopen_rejects(_home(), upload_id, records)
    _note("records_taken_up", upload_id, records)
    return {"upload_id": upload_id, "reopened": sorted(records)}, DONE


def _note(what: str, upload_id: str, records: tuple[int, ...]) -> None:
    audit.record(_home(), audit.COMMAND_LINE, what, {"upload": upload_id, "records": sorted(set(records))})


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_verb
def forget(file: Path, as_json: bool) -> tuple[dict, int]:
    """Forget what was said of files with the headings of FILE."""
    headings = inspect_apart(file, home=_home()).fingerprint
    return {"forgotten": bool(headings) and forget_headings(_home(), headings)}, DONE


@main.command()
@click.option("--force", is_flag=True, help="Build even if nothing is new.")
@_verb
def build(force: bool, as_json: bool) -> tuple[dict, int]:
    """Build, test and publish the warehouse."""
    return run_build(_home(), _show_progress(as_json), force).as_dict(), DONE


@main.command()
@click.option("--by", required=True, help="The name of whoever signs it off; kept in the log.")
@click.option("--keep-earlier", is_flag=True, help="Keep school years in which too few have changed as released.")
@_verb
def release(by: str, keep_earlier: bool, as_json: bool) -> tuple[dict, int]:
    """Freeze what governors read: the current build, disclosure-controlled and signed off."""
    from warehouse.release import sign_off  # scipy's solvers take a second to import

    try:
        made = sign_off(_home(), by, keep_earlier=keep_earlier, on_event=_show_progress(as_json))
    except ReleaseRefused as refused:
        return {"release_id": None, "served": None, "refused_because": str(refused), "error": str(refused)}, REFUSED
    return _release_line(made) | {"refused_because": None}, DONE


@main.command()
@_verb
def releases(as_json: bool) -> tuple[list, int]:
    """List every release, newest last."""
    return [_release_line(release) for release in list_releases(_home())], DONE


@main.command("withdraw")
@click.argument("release_id")
@click.option("--by", required=True, help="The name of whoever takes it back; kept in the log.")
@_verb
def withdraw_release(release_id: str, by: str, as_json: bool) -> tuple[dict, int]:
    """Take a release back; governors read the one before it."""
    from warehouse.release import withdraw

    left = withdraw(_home(), release_id, by)
    return {"withdrawn": release_id, "served": left.path.name if left else None}, DONE


def _release_line(made: Release) -> dict:
    return {
        "release_id": made.release_id,
        "served": made.path.name,
        "build_id": made.build_id,
        "released_at": made.released_at.isoformat(),
        "released_by": made.released_by,
        "withdrawn_at": made.withdrawn_at and made.withdrawn_at.isoformat(),
        **made.figures,
    }


@main.command()
@_verb
def demo(as_json: bool) -> tuple[dict, int]:
    """Load the fictional sample exports into an empty home and build."""
    return prepare(_home(), _show_progress(as_json)).as_dict(), DONE


@main.command()
@_verb
def status(as_json: bool) -> tuple[dict, int]:
    """Say what is served and how fresh each feed is."""
    return status_of(_home()), DONE
