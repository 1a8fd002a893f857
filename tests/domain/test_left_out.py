"""A file that was handed in and did not come in is told apart from one that only has a fault."""

from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.left_out import left_out
from meihao_desktop.domain.material import Material, MaterialKind

MATERIAL = Material(path="玉州/朗悦/1.jpg", digest="a", size=1, kind=MaterialKind.IMAGE)


def a_finding(file: str) -> Finding:
    return Finding(severity=Severity.WARNING, code="c", where=Where(file=file), sentence="有问题")


def test_only_files_that_are_not_among_the_materials_were_left_out() -> None:
    refused = a_finding("玉州/坏.zip")
    others = (a_finding(MATERIAL.path), a_finding("玉州/朗悦"), a_finding("玉州"), a_finding(""))
    assert left_out([MATERIAL], [refused, *others]) == (refused,)


def test_with_no_material_at_all_every_named_file_was_left_out() -> None:
    assert left_out([], [a_finding("甲"), a_finding("")]) == (a_finding("甲"),)
