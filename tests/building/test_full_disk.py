"""A disk that is full is said in a sentence, and what was there before is still whole."""

import os
import subprocess
import sys

from tests.building.conftest import attendance_file
from warehouse import landing
from warehouse.intake import Options, load_file
from warehouse.settings import PROJECT_ROOT, Home

LOAD = """
import resource, signal, sys
from pathlib import Path
from warehouse.errors import HomeError
from warehouse.intake import Options, load_file
from warehouse.settings import Home
resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, resource.RLIM_INFINITY))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    load_file(Home(Path(sys.argv[1])), Path(sys.argv[2]), Options())
except HomeError as error:
    print(error)
"""


def test_a_load_that_finds_the_disk_full_changes_nothing_and_says_so(tmp_path):
    home = Home(tmp_path / "home")
    load_file(home, attendance_file(tmp_path, "small.csv", {"p1": "/"}), Options())
    before = landing.read_manifest(home)
    large = attendance_file(tmp_path, "large.csv", {f"p{number}": "/\\" * 10 for number in range(200)})
    command = [sys.executable, "-c", LOAD, str(home.root), str(large)]
    # The limit would also cut the compiled modules Python writes beside the sources, and poison later imports.
    unwritten = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    told = subprocess.run(command, cwd=PROJECT_ROOT, env=unwritten, capture_output=True, text=True, check=True).stdout
    assert "nothing was changed" in told
    assert landing.read_manifest(home) == before
    assert list(home.root.rglob("*.tmp")) == []
