"""Files and homes for the intake's tests: every test writes its own small export and loads it for real."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from warehouse import landing
from warehouse.settings import Home

REAL_EXPORTS = Path(__file__).resolve().parents[3] / "shared" / "real_exports"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home")


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    """Writes an export: text (or bytes) to a file; ``name`` tells several apart."""

    def write(content: str | bytes, name: str = "export.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def landed(home: Home, feed: str) -> pl.DataFrame:
    """Rows of a feed's active uploads, as the build would see them."""
    return pl.concat([pl.read_parquet(path) for path in landing.active_files(home, feed)])


def nothing_stored(home: Home) -> bool:
    """True where the home holds no upload, no landed table and no manifest entry."""
    files = [path for path in home.root.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return not files and not landing.read_manifest(home)
