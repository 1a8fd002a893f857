"""Every migration, every check and every operation has its test."""

import re

from tests.support.source_tree import PACKAGE, ROOT, Function, Source, sources, text_of


def procedures() -> list[tuple[Source, str]]:
    """Every public function of an operation, with its module."""
    return [
        (source, node.name)
        for source in sources("meihao_desktop/operations")
        for node in source.tree.body
        if isinstance(node, Function) and not node.name.startswith("_")
    ]


def mentions(text: str, *names: str) -> bool:
    return all(re.search(rf"\b{name}\b", text) for name in names)


def test_every_check_has_its_test() -> None:
    tests = text_of("tests/domain")
    checks = [file.stem for file in (PACKAGE / "domain" / "conflicts").glob("[a-z]*.py")]
    assert len(checks) > 5
    assert [name for name in checks if not mentions(tests, name)] == []


def test_every_operation_has_its_test() -> None:
    tests = text_of("tests/operations") + text_of("tests/end_to_end")
    missing = [
        f"{source.file.stem}.{name}"
        for source, name in procedures()
        if not mentions(tests, source.file.stem, name)
    ]
    assert missing == []


def test_every_migration_has_its_test() -> None:
    tests = text_of("tests/db")
    migrations = [
        node.name
        for source in sources("meihao_desktop/db")
        if source.file.stem == "migrations"
        for node in source.tree.body
        if isinstance(node, Function) and node.decorator_list
    ]
    assert migrations
    assert [name for name in migrations if not mentions(tests, name)] == []


def test_every_room_has_a_folder_of_tests() -> None:
    rooms = [one.name for one in PACKAGE.iterdir() if (one / "__init__.py").exists()]
    bare = [room for room in rooms if not list((ROOT / "tests" / room).rglob("test_*.py"))]
    assert bare == []
