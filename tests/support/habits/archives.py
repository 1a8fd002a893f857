"""Habits of packing: zips of every kind, one for each estate, 7z, folders, old office files."""

import io
from pathlib import Path

import py7zr

from tests.support.habits.facts import (
    CHANGCHENG,
    DATE,
    GREEN,
    JINYU,
    QIANDENG,
    Figures,
    Habit,
    Wanted,
    figures,
    row,
)
from tests.support.habits.files import docx_form, packed, pairs, photo, sample, summary
from tests.support.submissions import a_folder

LABELS = ("小区名称", "物业服务企业", "建筑面积", "户数", "居民满意度", "物业费收缴率")
BOTH = (JINYU, QIANDENG)


def plain_summary(*names: str, county: str = "南海区") -> bytes:
    rows = [[county, *row(name, *LABELS)] for name in names]
    return summary([("县（市、区）", *LABELS), *rows])


def in_summary(name: str) -> Figures:
    """What ``plain_summary`` says of an estate."""
    told = figures(name)
    return {fact: told[fact] for fact in told if fact not in (DATE, GREEN)}


def wanted(name: str, materials: int = 2) -> Wanted:
    return Wanted(summary=in_summary(name), form=figures(name), materials=materials)


def flat_gbk_zip_with_et(folder: Path) -> Habit:
    """Everything flat in a Windows zip; the summary in the format of WPS tables."""
    files = {
        "1.南海区推荐汇总表(最终版)(2).et": sample("summary.xls"),
        "附件1：2025年度“美好家园”小区申报表-金域蓝湾（盖章）.docx": docx_form(pairs(JINYU)),
        "附件1：2025年度“美好家园”小区申报表-千灯湖1号（盖章）.docx": docx_form(pairs(QIANDENG)),
        "金域蓝湾-大门.jpg": photo(1),
        "千灯湖1号-园林.jpg": photo(2),
    }
    source = folder / "南海区.zip"
    source.write_bytes(packed(files, gbk=True))
    estates = {
        name: Wanted(summary=_of_xls(name), form=figures(name), materials=2) for name in BOTH
    }
    guesses = ("unit_guessed",) * 6
    return Habit(
        source=source,
        county="南海区",
        container="ZIP（GBK 文件名）",
        estates=estates,
        codes=guesses,
    )


def a_zip_for_each_estate(folder: Path) -> Habit:
    """A folder with the summary and one archive for each estate."""
    files = {"推荐汇总表.xlsx": plain_summary(*BOTH)}
    for shade, name in enumerate(BOTH):
        inner = {"申报表.docx": docx_form(pairs(name)), "照片/1.jpg": photo(10 + shade)}
        files[f"{name}.zip"] = packed(inner, gbk=True)
    return Habit(
        source=a_folder(folder / "南海区", files),
        county="南海区",
        container="文件夹",
        estates={name: wanted(name) for name in BOTH},
    )


def zip_from_a_mac(folder: Path) -> Habit:
    """UTF-8 names that nothing announces, resource forks beside every file."""
    files = {
        "南海区/推荐汇总表.xlsx": plain_summary(*BOTH),
        "__MACOSX/南海区/._推荐汇总表.xlsx": b"\x00\x05\x16\x07",
        "南海区/.DS_Store": b"\x00\x00\x00\x01Bud1",
    }
    for shade, name in enumerate(BOTH):
        files[f"南海区/{name}/申报表.docx"] = docx_form(pairs(name), wide=True)
        files[f"南海区/{name}/IMG_{shade}.jpg"] = photo(20 + shade)
    source = folder / "南海区.zip"
    source.write_bytes(packed(files, bare_utf8=True))
    return Habit(
        source=source,
        county="南海区",
        container="ZIP（UTF-8 文件名）",
        estates={name: wanted(name) for name in BOTH},
    )


def seven_zip_with_old_forms(folder: Path) -> Habit:
    """A 7z archive; the forms are doc and, under its WPS name, wps."""
    files = {
        "南海区推荐汇总表.xls": sample("summary.xls"),
        "金域蓝湾/申报表.doc": sample("form-jinyu.doc"),
        "金域蓝湾/1.jpg": photo(30),
        "千灯湖1号/申报表.wps": sample("form-qiandeng.doc"),
        "千灯湖1号/1.jpg": photo(31),
    }
    source = folder / "南海区.7z"
    with py7zr.SevenZipFile(source, "w") as archive:
        for name, data in files.items():
            archive.writef(io.BytesIO(data), name)
    guesses = ("unit_guessed",) * 6
    return Habit(
        source=source,
        county="南海区",
        container="7z",
        estates={
            name: Wanted(summary=_of_xls(name), form=figures(name), materials=2) for name in BOTH
        },
        codes=guesses,
    )


def folders_by_kind(folder: Path) -> Habit:
    """申报表/, 照片/ and 佐证材料/ at the top, the estates below or in the file names."""
    files = {"汇总/推荐汇总表.xlsx": plain_summary(*BOTH)}
    for shade, name in enumerate(BOTH):
        files[f"申报表/{name}小区申报表.docx"] = docx_form(pairs(name))
        files[f"照片/{name}/大门.jpg"] = photo(40 + shade)
        files[f"佐证材料/{name}满意度说明.txt"] = f"{name}满意度测评说明（演练）".encode("gb18030")
    return Habit(
        source=a_folder(folder / "南海区", files),
        county="南海区",
        container="文件夹",
        estates={name: wanted(name, 3) for name in BOTH},
    )


def forms_as_old_workbooks(folder: Path) -> Habit:
    """The form of the one estate is a worksheet of an xls."""
    files = {
        "推荐汇总表.xlsx": plain_summary(CHANGCHENG, county="福田区"),
        "长城二花园申报材料/申报表.xls": sample("form-cells.xls"),
        "长城二花园申报材料/1.jpg": photo(50),
    }
    return Habit(
        source=a_folder(folder / "福田区", files),
        county="福田区",
        container="文件夹",
        estates={CHANGCHENG: wanted(CHANGCHENG)},
        matches=frozenset({("长城二花园申报材料", "文件夹名", CHANGCHENG, False)}),
    )


def _of_xls(name: str) -> Figures:
    """An old table keeps dates and percents without their look."""
    month = {JINYU: "2011年11月1日", QIANDENG: "2013年11月1日"}[name]
    told = figures(name)
    return {**{fact: told[fact] for fact in told if fact is not DATE}, DATE: (month, "")}


HABITS = (
    flat_gbk_zip_with_et,
    a_zip_for_each_estate,
    zip_from_a_mac,
    seven_zip_with_old_forms,
    folders_by_kind,
    forms_as_old_workbooks,
)
