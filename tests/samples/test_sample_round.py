"""The shipped sample round is what its script makes, and tells the story it promises."""

import csv
import filecmp
import hashlib
import io
import tomllib
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from meihao_desktop import resources
from meihao_desktop.intake import read_rubric
from scripts.make_sample import make_sample
from scripts.sample.chance import Chance
from scripts.sample.promises import COUNTIES, PromiseBroken, verify
from scripts.sample.scores import EXPERTS, MISSING, TARGETS, all_points, score_lines
from scripts.sample.stories import stories

LARGEST = 12 * 2**20


def shipped() -> Path:
    return resources.path("sample")


def files_below(folder: Path) -> dict[str, Path]:
    return {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}


def content(data: bytes) -> object:
    """What a file says, whatever the machine's compression makes of its bytes."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return [(name, content(parts.read(name))) for name in parts.namelist()]
    if data.startswith(b"%PDF"):
        with PdfDocument(data) as document:
            return [hashlib.sha256(page.render().to_pil().tobytes()).digest() for page in document]
    return data


@pytest.mark.slow
def test_what_is_shipped_is_what_the_script_makes(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample")
    made, kept = files_below(tmp_path / "sample"), files_below(shipped())
    assert made.keys() == kept.keys()
    differing = [
        name
        for name in made
        if not filecmp.cmp(made[name], kept[name], shallow=False)
        and content(made[name].read_bytes()) != content(kept[name].read_bytes())
    ]
    assert differing == []


def test_the_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in files_below(shipped()).values()) < LARGEST


def test_the_engine_confirms_the_story() -> None:
    rubric = read_rubric(resources.path("rubrics", "reference-2025.toml"))
    table = all_points(rubric, stories())
    standing = verify(rubric, table, list(score_lines(rubric, table)))
    assert len(standing.ranking.placings) == 7


def test_a_broken_promise_is_noticed() -> None:
    rubric = read_rubric(resources.path("rubrics", "reference-2025.toml"))
    table = all_points(rubric, stories())
    lines = list(score_lines(rubric, table))
    table["专家01", "朗悦花园"] = table["专家01", "千灯湖1号"]
    with pytest.raises(PromiseBroken):
        verify(rubric, table, lines)


def test_scores_are_complete_but_for_one_cell() -> None:
    text = (shipped() / "scores.csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    rubric = read_rubric(resources.path("rubrics", "reference-2025.toml"))
    wanted = {(e, s, c.number) for e in EXPERTS for s in TARGETS for c in rubric}
    given = {(line["expert"], line["estate"], line["criterion"]) for line in lines}
    assert wanted - given == {MISSING}
    assert given <= wanted
    assert len(lines) == len(given)


def test_round_panel_and_decisions_speak_of_the_same_people_and_estates() -> None:
    told = {
        name: tomllib.loads((shipped() / name).read_text(encoding="utf-8"))
        for name in ("round.toml", "panel.toml", "decisions.toml")
    }
    assert told["round.toml"]["mode"] == "REHEARSAL"
    assert [package["county"] for package in told["round.toml"]["packages"]] == list(COUNTIES)
    assert all((shipped() / p["path"]).exists() for p in told["round.toml"]["packages"])
    names = [person["name"] for person in told["panel.toml"]["people"]]
    assert names == [*EXPERTS, "监督员", "秘书"]
    decisions = told["decisions.toml"]
    for line in (*decisions["missing"], *decisions["recusals"]):
        assert line["expert"] in EXPERTS
        assert line["estate"] in TARGETS
    tie = decisions["settlements"][1]
    assert set(tie["votes"]) == set(tie["order"]) == set(tie["estates"])
    assert sum(tie["votes"].values()) == len(EXPERTS)


def test_photos_carry_the_orientations_of_a_telephone() -> None:
    folder = shipped() / "packages" / "佛山市" / "千灯湖1号小区" / "照片"
    orientations = set()
    for path in folder.glob("*.jpg"):
        with Image.open(path) as picture:
            orientations.add(picture.getexif().get(0x0112))
    assert orientations == {1, 3, 6}


def test_one_pdf_has_text_and_one_is_pictures_with_a_turned_page() -> None:
    folder = shipped() / "packages" / "广州市" / "1.凯旋会花园" / "佐证材料"
    report = PdfDocument(folder / "居民满意度测评报告.pdf")
    scan = PdfDocument(folder / "业委会备案（扫描件）.pdf")
    try:
        assert "居民满意度综合结果为 96.2%" in report[0].get_textpage().get_text_bounded()
        assert scan[0].get_textpage().get_text_bounded().strip() == ""
        assert [page.get_rotation() for page in scan] == [0, 90]
        assert [page.get_width() < page.get_height() for page in scan] == [True, True]
    finally:
        report.close()
        scan.close()


def test_the_dice_are_the_same_everywhere() -> None:
    chance = Chance(1)
    assert [chance.below(100) for _ in range(8)] == [74, 53, 96, 70, 34, 95, 30, 2]
    assert sorted(Chance(2).shuffled(range(20))) == list(range(20))
