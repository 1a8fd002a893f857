"""One word for one thing: the glossary's forbidden words stay out of names."""

import re
from collections.abc import Iterator

import pytest

from tests.support.source_tree import Source, sources

FORBIDDEN = {
    "util": "name the subject",
    "utils": "name the subject",
    "helper": "name the subject",
    "helpers": "name the subject",
    "misc": "name the subject",
    "manager": "name what it does",
    "user": "actor",
    "users": "actors",
    "judge": "expert",
    "judges": "experts",
    "reviewer": "expert",
    "rater": "expert",
    "average": "mean",
    "avg": "mean",
    "district": "county",
    "region": "county",
    "project": "estate",
    "neighbourhood": "estate",
    "xiaoqu": "estate",
    "attachment": "material",
    "attachments": "materials",
    "upload": "submission",
    "ballot": "score_sheet",
    "jury": "panel",
    "award": "honour",
    "prize": "honour",
    "anomaly": "finding",
    "avoidance": "recusal",
    "checksum": "check_code",
    "top5": "shortlist",
    "winner": "nomination",
    "complaint": "objection",
}
FORBIDDEN_MODULES = {"common", "base", "core", "form", "package", "sheet"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
CALLED_IN_CAMEL_CASE = (
    "meihao_desktop/ui/",
    "meihao_desktop/app.py",
    "meihao_desktop/intake/page_fonts.py",
)


def words(name: str) -> set[str]:
    """What a name is made of, in snake_case or CamelCase."""
    return {word.lower() for word in WORD.findall(name)}


def names(source: Source) -> Iterator[tuple[str, str]]:
    yield source.name, source.file.stem
    for tree in source.classes():
        yield source.where(tree), tree.name
    for function in source.functions():
        yield source.where(function), function.name


@pytest.mark.parametrize(
    ("name", "made_of"),
    [
        ("submit_asked", {"submit", "asked"}),
        ("ScoreSheetTable", {"score", "sheet", "table"}),
        ("showPDFPage", {"show", "pdf", "page"}),
        ("_top5", {"top5"}),
    ],
)
def test_a_name_falls_into_its_words(name: str, made_of: set[str]) -> None:
    assert words(name) == made_of


def test_names_use_the_words_of_the_glossary() -> None:
    wrong = [
        f"{place} {name}: say {FORBIDDEN[word]}"
        for source in sources("meihao_desktop")
        for place, name in names(source)
        for word in sorted(words(name) & FORBIDDEN.keys())
    ]
    assert wrong == []


def test_no_module_is_a_drawer_for_all_sorts() -> None:
    drawers = [
        one.name
        for one in sources("meihao_desktop", "tests/support")
        if one.file.stem in FORBIDDEN_MODULES or words(one.file.stem) & {"utils", "helpers"}
    ]
    assert drawers == []


def test_a_widget_area_is_a_pane_and_never_a_panel() -> None:
    panels = [
        f"{source.where(tree)} {tree.name}"
        for source in sources("meihao_desktop/ui")
        for tree in source.classes()
        if tree.name.endswith("Panel") and tree.name != "ReviewPanel"
    ]
    assert panels == []
    assert [s.name for s in sources("meihao_desktop/ui") if s.file.stem.endswith("_panel")] == []


def test_camel_case_means_that_a_library_calls_us() -> None:
    """Qt in the window; pdfium where it asks for fonts."""
    outside = [
        f"{source.where(function)} {function.name}"
        for source in sources("meihao_desktop")
        if not source.name.startswith(CALLED_IN_CAMEL_CASE)
        for function in source.functions()
        if re.search(r"[a-z][A-Z]", function.name)
    ]
    assert outside == []
