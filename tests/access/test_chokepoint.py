"""Pages and ``ui`` change uploads, releases, roles and homes through ``warehouse.acts`` alone."""

import ast

import pytest

from warehouse.settings import PROJECT_ROOT

CHANGING = {  # what changes something, or reads what is an administrator's, where it lives
    "warehouse.landing": {"undo", "redo", "add_event", "commit"},
    "warehouse.intake": {"load_file"},
    "warehouse.intake.apart": {"load_apart"},
    "warehouse.intake.rejects": {"correct", "dismiss", "reopen", "write_rejects_csv"},
    "warehouse.intake.memory": {"forget", "remember"},
    "warehouse.release": {"sign_off", "withdraw", "prepare_release"},
    "warehouse.register.people": {"give", "take_away", "take_back", "carry_over"},
    "warehouse.register.audit": {"log", "verify"},
    "warehouse.homes": {"start_own", "leave_own", "claim"},
}
FILES = sorted([*(PROJECT_ROOT / "ui").rglob("*.py"), *(PROJECT_ROOT / "pages").glob("*.py")])


def used(source: str) -> set[str]:
    """The functions of CHANGING that a module names, whichever way they were imported."""
    tree, modules, found = ast.parse(source), {}, set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                if name.name in CHANGING.get(node.module, ()):
                    found.add(f"{node.module}.{name.name}")
                modules[name.asname or name.name] = f"{node.module}.{name.name}"
        if isinstance(node, ast.Import):
            modules |= {name.asname or name.name: name.name for name in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            module = modules.get(ast.unparse(node.value))
            if node.attr in CHANGING.get(module, ()):
                found.add(f"{module}.{node.attr}")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROJECT_ROOT)))
def test_a_page_acts_through_the_module_that_asks_for_the_role(file):
    assert used(file.read_text("utf-8")) == set()


def test_a_page_that_goes_round_it_is_found():
    assert used("from warehouse import landing\nlanding.undo(home, 'x')") == {"warehouse.landing.undo"}
    assert used("from warehouse.release import sign_off as s") == {"warehouse.release.sign_off"}
    assert used("import warehouse.landing\nwarehouse.landing.redo(home, 'x')") == {"warehouse.landing.redo"}
    assert used("import warehouse.landing as kept\nkept.redo(home, 'x')") == {"warehouse.landing.redo"}
