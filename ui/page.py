"""What is known of a page before it is drawn: a row of PAGES."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

EVERYONE = ("governor", "slt", "staff", "admin")
SCHOOL = ("slt", "staff", "admin")
LEADERS = ("slt", "admin")
ADMINS = ("admin",)


@dataclass(frozen=True)
class Page:
    """One page: its file, its address, who may open it and which marts it reads.

    ``reads_at_school`` are marts it reads for those who work in the school alone, never for governors.
    """

    path: str
    title: str
    icon: str
    url_path: str
    section: str
    roles: tuple[str, ...]
    reads: tuple[str, ...]
    summary: str
    is_about_pupils: bool = False  # shows single children or families, or what people wrote: opening it is recorded
    reads_at_school: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        return ROOT / self.path

    def shows_pupils_to(self, role: str) -> bool:
        """Whether ``role`` sees single children or families here, which is recorded."""
        return self.is_about_pupils or bool(self.reads_at_school and role in SCHOOL)
