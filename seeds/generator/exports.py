"""Puts the whole demo together: every file with its bytes, in the order in which the demo loads them."""

from pathlib import Path

from seeds.generator.actions import choose_actions
from seeds.generator.attendance import make_marks
from seeds.generator.attendance_files import attendance_exports
from seeds.generator.behaviour import behaviour_exports, make_entries
from seeds.generator.chance import DEMO_SEED, drawn_with, quota, stream
from seeds.generator.contacts import contact_exports, make_contacts
from seeds.generator.events import event_exports, make_invitations
from seeds.generator.people import Pupil, make_pupils
from seeds.generator.pupil_files import pupil_exports
from seeds.generator.register_files import register_exports
from seeds.generator.results import make_results, result_exports
from seeds.generator.survey_files import survey_exports
from seeds.generator.tables import Export, as_manifest

SAMPLE_EXPORTS = Path(__file__).resolve().parents[1] / "sample_exports"


def make_exports(seed: str = DEMO_SEED, share_of_households: float = 1.0) -> list[Export]:
    """All files of the demo; files that the demo does not load come last.

    Another `seed` makes another school, a `share_of_households` (0 to 1) a smaller one.
    """
    with drawn_with(seed):
        return _exports(_some_households(make_pupils(), share_of_households))


def _some_households(pupils: list[Pupil], share: float) -> list[Pupil]:
    homes = list(dict.fromkeys(pupil.household.household_id for pupil in pupils))
    kept = set(quota(stream("households kept"), homes, share))
    return [pupil for pupil in pupils if pupil.household.household_id in kept]


def _exports(pupils: list[Pupil]) -> list[Export]:
    actions = choose_actions(pupils)
    marks = make_marks(pupils, actions)
    exports = [
        *pupil_exports(pupils),
        *attendance_exports(marks),
        *contact_exports(make_contacts(pupils, actions)),
        *event_exports(make_invitations(pupils, actions)),
        *survey_exports(pupils),
        *behaviour_exports(make_entries(pupils, marks)),
        *result_exports(make_results(pupils, marks)),
        *register_exports(),
    ]
    return sorted(exports, key=lambda export: not export.loaded_by_demo)


def write_exports(folder: Path = SAMPLE_EXPORTS) -> list[Export]:
    """Writes all files and manifest.csv to `folder`, which is made if it is not there; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    exports = make_exports()
    for export in exports:
        (folder / export.file).write_bytes(export.content)
    (folder / "manifest.csv").write_bytes(as_manifest(exports))
    return exports
