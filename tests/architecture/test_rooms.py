"""The rooms keep to their doors: the contracts of pyproject.toml hold."""

import subprocess
import sys
import tomllib

from tests.support.source_tree import PACKAGE, ROOT

LINT = "from importlinter.cli import lint_imports_command as main; main(['--no-cache'])"


def settings() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]


def test_every_contract_holds() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_desk_and_every_operation_is_under_the_contract_of_independence() -> None:
    contracts = settings()["importlinter"]["contracts"]
    assert isinstance(contracts, list)
    listed = {
        module
        for contract in contracts
        if contract["type"] == "independence"
        for module in contract["modules"]
    }
    desks = {f"meihao_desktop.ui.{one.name}" for one in (PACKAGE / "ui").glob("*_desk")}
    assert desks <= listed
    procedures = {
        f"meihao_desktop.operations.{one.stem}"
        for one in (PACKAGE / "operations").glob("*_*.py")
        if one.stem in text_with_context(one.stem)
    }
    assert procedures <= listed


def text_with_context(stem: str) -> str:
    """The module's name when it is a procedure: a public function takes the context first."""
    text = (PACKAGE / "operations" / f"{stem}.py").read_text("utf-8")
    return stem if "\ndef " in text and "(context: Context" in text else ""
