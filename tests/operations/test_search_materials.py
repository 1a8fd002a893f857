"""Search through the materials of an estate: what is found, where, and what cannot be searched."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop import intake
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import convene_panel, search_materials
from meihao_desktop.operations.search_materials import MOST_HITS_OF_ONE, SearchFile
from tests.operations.conftest import RoundIn
from tests.support.rounds import EXPERTS, estates, sit


def a_file(
    folder: Path, name: str, parts: object = None, kind: MaterialKind = MaterialKind.PDF
) -> SearchFile:
    """A material whose text lies beside it; without ``parts`` it was never read."""
    digest = sha256(name.encode()).hexdigest()
    path = folder / digest
    path.write_bytes(name.encode())
    text_path = folder / f"{digest}.text"
    if parts is not None:
        text_path.write_text(json.dumps(parts, ensure_ascii=False), encoding="utf-8")
    material = Material(path=f"朗悦花园/{name}", digest=digest, size=9, kind=kind)
    return SearchFile(material=material, path=path, text_path=text_path)


def test_a_hit_tells_its_place_and_what_stands_around_it(tmp_path: Path) -> None:
    file = a_file(tmp_path, "总结.pdf", [["第 1 页", "封面"], ["第 3 页", "全区绿化\n率为 35%。"]])
    result = search_materials.search([file], "绿化率", Watch())
    (found,) = result.found
    (hit,) = found.hits
    assert found.material == file.material
    assert (hit.place, hit.before, hit.match, hit.after) == (
        "第 3 页",
        "全区",
        "绿化 率",
        "为 35%。",
    )
    assert result.hit_count == 1
    assert not result.is_cut


def test_materials_without_text_are_listed_and_not_forgotten(tmp_path: Path) -> None:
    photo = a_file(tmp_path, "门岗.jpg", kind=MaterialKind.IMAGE)
    scan = a_file(tmp_path, "扫描件.pdf", [])
    told = a_file(tmp_path, "说明.txt", [["第 1 行", "门岗"]])
    result = search_materials.search([photo, scan, told], "没有这句话", Watch())
    assert result.found == ()
    assert result.without_text == (photo.material, scan.material)


def test_a_file_name_is_searched_too_even_that_of_a_photo(tmp_path: Path) -> None:
    photo = a_file(tmp_path, "消防通道.jpg", kind=MaterialKind.IMAGE)
    result = search_materials.search([photo], "消防", Watch())
    (hit,) = result.found[0].hits
    assert (hit.place, hit.match, hit.after) == ("", "消防", "通道.jpg")


def test_a_missing_text_is_read_once_and_kept_beside_the_material(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def read_texts(path: Path, _kind: MaterialKind) -> tuple[TextPart, ...]:
        read.append(path)
        return (TextPart(place="第 2 页", text="加装电梯三部"),)

    monkeypatch.setattr(intake, "read_texts", read_texts, raising=False)
    file = a_file(tmp_path, "报告.pdf")
    for _ in range(2):
        result = search_materials.search([file], "电梯", Watch())
        assert result.found[0].hits[0].place == "第 2 页"
    assert read == [file.path]
    assert json.loads(file.text_path.read_bytes()) == [["第 2 页", "加装电梯三部"]]


@pytest.mark.parametrize("torn", ["", "[[", '{"a": 1}', "[1, 2]", '[["第 1 页"]]', "null"])
def test_a_torn_text_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: str
) -> None:
    parts = (TextPart(place="第 1 页", text="业主大会"),)
    monkeypatch.setattr(intake, "read_texts", lambda _path, _kind: parts, raising=False)
    file = a_file(tmp_path, "报告.pdf")
    file.text_path.write_text(torn, encoding="utf-8")
    assert search_materials.search([file], "业主大会", Watch()).hit_count == 1


def test_a_text_that_cannot_be_kept_is_searched_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = (TextPart(place="第 1 页", text="业主大会"),)
    monkeypatch.setattr(intake, "read_texts", lambda _path, _kind: parts, raising=False)
    file = a_file(tmp_path, "报告.pdf")
    nowhere = SearchFile(
        material=file.material, path=file.path, text_path=tmp_path / "没有" / "x.text"
    )
    assert search_materials.search([nowhere], "业主大会", Watch()).hit_count == 1


def test_what_no_reader_understands_counts_as_without_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: Path, _kind: MaterialKind) -> tuple[TextPart, ...]:
        raise MeihaoError("读不出内容")

    monkeypatch.setattr(intake, "read_texts", broken, raising=False)
    file = a_file(tmp_path, "坏.pdf")
    assert search_materials.search([file], "电梯", Watch()).without_text == (file.material,)


def test_a_search_can_be_stopped_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[Progress] = []
    files = [a_file(tmp_path, f"{n}.txt", [["第 1 行", "x"]]) for n in range(3)]
    watch = Watch(on_progress=told.append, is_cancelled=lambda: len(told) == 2)
    with pytest.raises(Cancelled):
        search_materials.search(files, "x", watch)
    assert [progress.done_files for progress in told] == [0, 1]


def test_stopping_while_a_text_is_read_stops_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_path: Path, _kind: MaterialKind) -> tuple[TextPart, ...]:
        raise Cancelled

    monkeypatch.setattr(intake, "read_texts", stopped, raising=False)
    with pytest.raises(Cancelled):
        search_materials.search([a_file(tmp_path, "报告.pdf")], "电梯", Watch())


def test_a_word_that_stands_everywhere_is_cut_and_says_so(tmp_path: Path) -> None:
    file = a_file(tmp_path, "说明.txt", [["第 1 行", "小区" * (MOST_HITS_OF_ONE + 1)]])
    result = search_materials.search([file], "小区", Watch())
    assert result.hit_count == MOST_HITS_OF_ONE
    assert result.is_cut


def test_nothing_is_searched_for_an_empty_word(tmp_path: Path) -> None:
    file = a_file(tmp_path, "说明.txt", [["第 1 行", "小区"]])
    assert search_materials.search([file], " \n", Watch()).found == ()


def test_a_round_is_searched_estate_by_estate(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    groups = search_materials.round_files(context)
    assert [group.estate for group in groups] == list(estates(context))
    results = search_materials.search_round(groups, "朗悦花园", Watch())
    assert [each.estate for each in results] == [estates(context)[0]]
    (found,) = results[0].result.found
    assert found.hits[-1].place == "第 1 行"


def test_an_estate_is_searched_by_its_files(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    (file,) = search_materials.files(context, estates(context)[1])
    assert file.path.is_file()
    assert search_materials.search([file], "初稿", Watch()).hit_count == 1


def test_nobody_searches_an_estate_they_stand_back_from(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    expert, closed = EXPERTS[1], estates(context)[0]
    sit(context, expert)
    convene_panel.declare(context, closed, Interest.SAME_UNIT, "同单位")
    with pytest.raises(RuleViolation, match="应当回避"):
        search_materials.files(context, closed)
    assert closed not in [group.estate for group in search_materials.round_files(context)]
    assert search_materials.files(context, EstateId(estates(context)[1]))
