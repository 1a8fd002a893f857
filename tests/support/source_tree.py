"""The project's own source as parsed trees, for the tests of its architecture."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "meihao_desktop"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: where it lies, its text and its tree."""

    file: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as a person would write it."""
        return self.file.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        """How long the file is."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """Every function and method, inner ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def classes(self) -> Iterator[ast.ClassDef]:
        """Every class."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    def where(self, node: ast.stmt | ast.expr | ast.ExceptHandler) -> str:
        """A place as an editor opens it."""
        return f"{self.name}:{node.lineno}"


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The parsed files of these top folders."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(_parsed(file) for file in files)


def text_of(folder: str) -> str:
    """All Python text under a folder, in one piece."""
    return "\n".join(file.read_text("utf-8") for file in sorted((ROOT / folder).rglob("*.py")))


def _parsed(file: Path) -> Source:
    text = file.read_text(encoding="utf-8")
    return Source(file, text, ast.parse(text, filename=str(file)))
