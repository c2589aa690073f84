"""The README's two commands are the ones that work: CI runs the second as it stands, these tests hold the rest."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[str]:
    return [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)]


def test_ci_runs_the_readmes_own_test_command():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    reader = re.search(r"\$\((awk .*?README\.md)\)", script).group(1)
    found = subprocess.run(["bash", "-c", reader], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert found == commands()[1]
    assert "pytest" in found


def test_every_file_a_command_names_is_there():
    named = re.findall(r"(?<!\S)(requirements\S*\.txt|app\.py)(?!\S)", "\n".join(commands()))
    assert sorted(set(named)) == ["app.py", "requirements-dev.txt", "requirements.txt"]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_locks_pin_every_package():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
        assert len(lines) > 50
        assert [line for line in lines if not re.fullmatch(r"\S+==\S+( ; .*)?", line)] == []
