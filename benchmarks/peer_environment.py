"""A place of its own for the one peer of the benchmark of landing that the project does not use: Great Expectations.

``python -m benchmarks.peer_environment FOLDER`` makes a virtual environment in the folder, installs
benchmarks/requirements.txt into it, and prints the interpreter to give to ``benchmarks.landing --great-expectations``.
"""

import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def make(folder: Path) -> Path:
    """The interpreter of a new environment in ``folder``."""
    venv.create(folder, with_pip=True)
    python = folder.absolute() / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS], check=True)
    return python


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
