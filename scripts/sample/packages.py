"""The four submission packages, as folders and zips that officials would hand in."""

from collections.abc import Iterator
from pathlib import Path

from scripts.sample import documents, papers, pictures, summaries
from scripts.sample.chance import Chance
from scripts.sample.documents import Labels
from scripts.sample.frozen_zip import packed, write
from scripts.sample.stories import Story, stories

Files = list[tuple[str, bytes]]
WITHOUT_SEAL = "保利花园"
FORM_HOUSEHOLDS = {"华发世纪城": "5451户"}
"""The form's figure where it differs from the summary: two digits changed places."""


def make_packages(folder: Path) -> None:
    """Write all four packages into ``folder``."""
    known = stories()
    write_folder(folder / "广州市", _guangzhou(known))
    write(folder / "深圳市报送材料.zip", packed(_shenzhen(known), is_gbk=True))
    write(folder / "珠海市报送材料.zip", packed(_zhuhai(known)))
    write_folder(folder / "佛山市", _foshan(known))


def write_folder(folder: Path, files: Files) -> None:
    for name, data in files:
        write(folder / name, data)


def _guangzhou(known: dict[str, Story]) -> Files:
    chosen = [known["凯旋会花园"], known["保利花园"]]
    name = "附件2：2025年度“美好家园”小区推荐汇总表(最终版)(2).xlsx"
    files = [(name, summaries.guangzhou(chosen))]
    for number, story in enumerate(chosen, start=1):
        without = "县（市、区）" if story.name == WITHOUT_SEAL else ""
        form = documents.application_form(story, _facts(story), without=without)
        folder = f"{number}.{story.name}"
        files.append((f"{folder}/附件1：申报表-{story.name}（盖章）.docx", form))
        files.extend((f"{folder}/{path}", data) for path, data in _materials(story, 10 + number))
    return files


def _shenzhen(known: dict[str, Story]) -> Files:
    chosen = [known["朗悦花园"], known["长城二花园"]]
    files = [("深圳市/1.深圳市推荐汇总表.xlsx", summaries.shenzhen(chosen))]
    for number, story in enumerate(chosen, start=1):
        folder = f"深圳市/{story.name}小区"
        form = documents.application_form(story, _facts(story))
        files.append((f"{folder}/2025年度“美好家园”小区申报表-{story.name}.docx", form))
        files.extend((f"{folder}/{path}", data) for path, data in _materials(story, 20 + number))
    return files


def _zhuhai(known: dict[str, Story]) -> Files:
    story = known["华发世纪城"]
    files: Files = [
        ("推荐汇总表-珠海市.xlsx", summaries.zhuhai([story])),
        ("__MACOSX/._推荐汇总表-珠海市.xlsx", b"\x00\x05\x16\x07rehearsal"),
        ("华发世纪城/.DS_Store", b"\x00\x00\x00\x01Bud1"),
        ("华发世纪城/申报表.docx", documents.application_form(story, _facts(story))),
    ]
    files.extend((f"华发世纪城/{path}", data) for path, data in _materials(story, 31))
    return files


def _foshan(known: dict[str, Story]) -> Files:
    chosen = [known["金域蓝湾"], known["千灯湖1号"]]
    files: Files = [
        ("佛山市推荐汇总表.xlsx", summaries.foshan(chosen)),
        ("~$佛山市推荐汇总表.xlsx", b"\x05rehearsal"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0rehearsal"),
    ]
    folders = ("万科金域蓝湾", "千灯湖1号小区")
    for number, (story, folder) in enumerate(zip(chosen, folders, strict=True), start=1):
        facts = _facts(story, area_in_ten_thousands=True)
        form = documents.application_form(story, facts)
        files.append((f"{folder}/申报表（{folder}）.docx", form))
        files.extend((f"{folder}/{path}", data) for path, data in _materials(story, 40 + number))
    return files


def _materials(story: Story, seed: int) -> Iterator[tuple[str, bytes]]:
    """Materials of one estate: pdf with text, scan, ledgers, minutes, photos, a plain text."""
    chance = Chance(seed * 7919)
    yield "佐证材料/居民满意度测评报告.pdf", papers.satisfaction_report(story, chance)
    yield "佐证材料/业委会备案（扫描件）.pdf", papers.scanned_record(story)
    yield "佐证材料/物业费收缴台账.xlsx", documents.fee_ledger(story, chance)
    yield "佐证材料/投诉工单台账.xlsx", documents.complaint_ledger(story, chance)
    yield "佐证材料/联席会议纪要.docx", documents.minutes(story, chance)
    gate = pictures.gate(story.name, chance)
    yield "照片/IMG_20250820_101500.jpg", pictures.photo(gate, orientation=6)
    heading, lines = "收支公示（演练）", _accounts(chance)
    board = pictures.notice_board(story.name, heading, lines)
    yield "照片/微信图片_20250820102233.jpg", pictures.photo(board, orientation=3)
    yield "照片/小区园林.jpg", pictures.photo(pictures.garden(chance))
    text = f"{story.name}照片说明\r\n1. 大门　2. 公示栏　3. 园林\r\n{papers.NOTE}\r\n"
    yield "照片/照片说明.txt", text.encode("gb18030" if seed % 2 else "utf-8-sig")


def _accounts(chance: Chance) -> tuple[str, ...]:
    income, cost = chance.between(100, 180), chance.between(60, 99)
    return (
        "2025年第二季度",
        f"公共收益收入 {income / 10:.1f} 万元",
        f"支出 {cost / 10:.1f} 万元",
        f"结余 {(income - cost) / 10:.1f} 万元",
    )


def _facts(story: Story, *, area_in_ten_thousands: bool = False) -> Labels:
    """The label and value pairs of a form; what the published text leaves out stays empty."""
    facts = story.facts
    figure, unit, is_synthetic = story.satisfaction
    name = "千灯湖 1 号" if story.name == "千灯湖1号" else story.name
    return (
        ("小区名称", name),
        ("申报日期", "2025年8月"),
        ("小区地址", facts["address"] or ""),
        ("物业服务企业", facts["property_company"] or ""),
        _area(facts["floor_area_m2"], in_ten_thousands=area_in_ten_thousands),
        ("户数", FORM_HOUSEHOLDS.get(story.name) or _with(facts["households"], "户")),
        ("交付（建成）时间", facts["delivered"]["as_written"] or ""),
        ("绿化率", _with(facts["greening_rate_pct"], "%")),
        ("居民满意度", "" if is_synthetic else f"{figure}{unit}"),
        ("物业费收缴率", _with(facts["fee_collection"]["pct"], "%")),
        ("街道（乡镇）", facts["subdistrict"] or ""),
        ("社区", facts["community"] or ""),
        ("曾获荣誉", "；".join(honour["name"] for honour in facts["honours"])),
    )


def _area(area: int | None, *, in_ten_thousands: bool) -> tuple[str, str]:
    if in_ten_thousands:
        return "建筑面积（万㎡）", f"{area / 10000:g}" if area else ""
    return "建筑面积", _with(area, "平方米")


def _with(figure: float | None, unit: str) -> str:
    return "" if figure is None else f"{figure:.12g}{unit}"
