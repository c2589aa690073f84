"""Where a file lies while it is read: inside the home if there is one, so that nothing of a child lies elsewhere.

The name it came with is only ever shown, never the name of a file of ours.

A folder that a killed process left behind is removed by the next one that needs a folder.
"""

import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.settings import Home

_PREFIX = "reading-"
_STALE_SECONDS = 24 * 3600
_LONGEST_NAME = 120


def shown_name(name: str) -> str:
    """The last step of a path that came with a file, without what cannot be seen or turns the reading direction."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    return seen[-_LONGEST_NAME:] or "file"


@contextmanager
def scratch_folder(home: Home | None = None) -> Iterator[Path]:
    """A folder that is gone when the block ends: in ``home`` where that exists, else the system's temporary one."""
    inside = home.root if home and home.root.is_dir() else None
    if inside:
        _sweep(inside)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=inside, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        if time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
