"""Habits that no other tool holds: imports on top, docstrings, few excepts, nothing left to do."""

import ast
import re
from collections.abc import Iterator

from tests.support.source_tree import ROOT, Source, sources

MAY_CATCH_ALL = {
    "meihao_desktop/ui/background.py",
    "meihao_desktop/app.py",
    "meihao_desktop/cli.py",
    "meihao_desktop/intake/child/main.py",  # a process that is there for what libraries throw
}
MAY_LOAD_BY_NAME = {
    "meihao_desktop/ui/late.py",
    "meihao_desktop/intake/__init__.py",
    "meihao_desktop/printing/__init__.py",
    "meihao_desktop/exchange/__init__.py",
    "meihao_desktop/db/__init__.py",
    "meihao_desktop/__main__.py",  # either the window or the command line
    "meihao_desktop/intake/child/readers.py",  # in a child, before the first reading
    "meihao_desktop/intake/paged_source.py",  # the makers of pages, for their libraries are slow
}
EVERYTHING = {"Exception", "BaseException"}
LEFT_TO_DO = re.compile(r"#.*\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
PROSE = {".md", ".py", ".toml", ".spec"}


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Bare or broad, and not merely tidying up before it raises again."""
    named = ast.walk(handler.type) if handler.type is not None else iter(())
    broad = handler.type is None or any(
        isinstance(node, ast.Name) and node.id in EVERYTHING for node in named
    )
    last = handler.body[-1]
    return broad and not (isinstance(last, ast.Raise) and last.exc is None)


def suppresses_all(call: ast.Call) -> bool:
    """The same hidden in contextlib.suppress."""
    return ast.unparse(call.func).endswith("suppress") and any(
        isinstance(word, ast.Name) and word.id in EVERYTHING for word in call.args
    )


def broad_places(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if (isinstance(node, ast.ExceptHandler) and catches_all(node)) or (
            isinstance(node, ast.Call) and suppresses_all(node)
        ):
            yield source.where(node)


def calls(source: Source, name: str) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
            yield source.where(node)


def test_everything_is_caught_in_few_places_only() -> None:
    places = [place for source in sources("meihao_desktop") for place in broad_places(source)]
    assert [one for one in places if one.split(":")[0] not in MAY_CATCH_ALL] == []


def test_pages_contain_no_try() -> None:
    found = [
        source.where(node)
        for source in sources("meihao_desktop/ui")
        if source.file.stem.endswith("_page")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Try)
    ]
    assert found == []


def test_imports_stand_at_the_top_of_the_file() -> None:
    hidden = [
        source.where(node)
        for source in sources("meihao_desktop", "scripts", "benchmarks", "tests")
        for function in source.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_nothing_is_imported_with_a_star() -> None:
    stars = [
        source.where(node)
        for source in sources("meihao_desktop", "scripts", "benchmarks", "tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    assert stars == []


def test_modules_are_loaded_by_name_at_the_doors_only() -> None:
    """The desks' one late loader, and a room of floor 2 that opens when it is first used."""
    late = {
        place.split(":")[0]
        for source in sources("meihao_desktop")
        for name in ("import_module", "__import__")
        for place in calls(source, name)
    }
    assert late <= MAY_LOAD_BY_NAME


def test_every_module_and_class_says_what_it_is() -> None:
    silent = [
        source.name
        for source in sources("meihao_desktop", "scripts")
        if not ast.get_docstring(source.tree)
    ]
    silent += [
        f"{source.where(tree)} {tree.name}"
        for source in sources("meihao_desktop", "scripts")
        for tree in source.classes()
        if not ast.get_docstring(tree)
    ]
    assert silent == []


def test_every_test_module_says_what_it_is_about() -> None:
    assert [one.name for one in sources("tests") if not ast.get_docstring(one.tree)] == []


def test_nothing_is_left_to_do_in_the_tree() -> None:
    found = [
        f"{source.name}:{number}"
        for source in sources("meihao_desktop", "scripts", "benchmarks", "tests")
        for number, line in enumerate(source.text.splitlines(), 1)
        if LEFT_TO_DO.search(line)
    ]
    assert found == []


def test_no_test_waits_by_the_clock() -> None:
    waits = [
        place
        for source in sources("tests")
        for name in ("sleep", "qWait")
        for place in calls(source, name)
    ]
    assert waits == []


def test_files_are_written_through_fsops_only() -> None:
    """Reading is free; the log is the one other thing that is written while the program runs."""
    allowed = {"meihao_desktop/fsops.py", "meihao_desktop/diagnostics.py"}
    writers = ("write_text", "write_bytes", "unlink", "rmtree", "rmdir", "mkdir", "symlink_to")
    found = [
        place
        for source in sources("meihao_desktop")
        for name in writers
        for place in calls(source, name)
    ]
    assert [one for one in found if one.split(":")[0] not in allowed] == []


def test_no_machine_of_ours_is_named_in_the_tree() -> None:
    """A path that exists on one machine only would break on every other."""
    private = re.compile(r"(^|[^\w.])/(work|root|farm)/")
    folders = ("meihao_desktop", "scripts", "benchmarks", "tests", "docs", "resources", ".ci")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*")]
    files += list(ROOT.glob("*"))
    found = [
        file.relative_to(ROOT).as_posix()
        for file in files
        if file.is_file()
        and file.suffix in PROSE
        and private.search(file.read_text(encoding="utf-8"))
    ]
    assert [one for one in found if one != "tests/architecture/test_habits.py"] == []
