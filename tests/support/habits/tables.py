"""Habits of filling in: headers, units, notations, formats of the summary and of the forms."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from meihao_desktop.domain.fact import plain
from tests.support.habits.archives import BOTH, LABELS, in_summary, plain_summary, wanted
from tests.support.habits.facts import (
    AREA,
    CHANGCHENG,
    COLLECTION,
    DATE,
    HOUSEHOLDS,
    HUAFA,
    JINYU,
    LANGYUE,
    QIANDENG,
    SATISFACTION,
    Habit,
    Wanted,
    figures,
    row,
)
from tests.support.habits.files import (
    TITLE,
    docx_form,
    docx_summary,
    pairs,
    pdf_form,
    pdf_table,
    photo,
    photo_pdf,
    sample,
    summary,
    workbook_forms,
)
from tests.support.submissions import Rows, a_folder

WIDE = str.maketrans("0123456789.%()", "０１２３４５６７８９．％（）")
SATISFIED = "95%（演练）"
"""A synthetic figure where the notice gives none; it is read with a question."""


def pdf_summary_and_pdf_forms(folder: Path) -> Habit:
    """Everything printed to pdf; the county is merged over its rows."""
    head = [["序号", "县（市、区）", *LABELS]]
    rows = [
        [str(n), "南海区" if n == 1 else "", *row(name, *LABELS)] for n, name in enumerate(BOTH, 1)
    ]
    files = {"推荐汇总表.pdf": pdf_table(TITLE, [*head, *rows], [(1, 1, 2, 1)]), **_photos(BOTH)}
    for name in BOTH:
        files[f"{name}/申报表.pdf"] = pdf_form(pairs(name))
    return _habit(folder, files, _both())


def pdf_summary_of_an_office_program(folder: Path) -> Habit:
    """A workbook and a form that an office program printed to pdf."""
    files = {"南海区推荐汇总表.pdf": sample("summary.pdf"), **_photos(BOTH)}
    for name in BOTH:
        files[f"{name}/申报表.docx"] = docx_form(pairs(name), wide=True)
    dates = {JINYU: "2011年11月", QIANDENG: "2013年11月"}
    estates = {
        name: Wanted(
            summary={**figures(name), DATE: (dates[name], "")}, form=figures(name), materials=2
        )
        for name in BOTH
    }
    return _habit(folder, files, estates, codes=("figure_differs",))


def pdf_summary_without_rulings(folder: Path) -> Habit:
    """A table in which only the places of the words make the columns."""
    rows = [["区县", *LABELS], *[["南海区", *row(n, *LABELS, 物业服务企业="某企业")] for n in BOTH]]
    files = {"推荐汇总表.pdf": pdf_table(TITLE, rows, ruled=False), **_photos(BOTH)}
    for name in BOTH:
        files[f"{name}/申报表.docx"] = docx_form(pairs(name, 物业服务企业="某企业"))
    return _habit(folder, files, _both())


def docx_summary_landscape_and_one_file_of_forms(folder: Path) -> Habit:
    """The summary as a Word table with two header rows; all forms in one document."""
    rows: Rows = [
        ["县（市、区）", "小区名称", "基本情况", "", "", "服务情况", ""],
        [
            "",
            "",
            "物业服务企业",
            "建筑面积\n（万平方米）",
            "户数",
            "居民\n满意度",
            "物业费收缴率（%）",
        ],
        *[
            [
                "南海区" if name == JINYU else "",
                name,
                row(name, "物业服务企业")[0],
                plain(_number(name, AREA) / 10000),
                row(name, "户数")[0],
                row(name, "居民满意度")[0],
                plain(_number(name, COLLECTION)),
            ]
            for name in BOTH
        ],
        ["小计", "2个", "", "153.4", "7395户", "", ""],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 0, 6), (2, 0, 3, 0)]
    files = {
        "推荐汇总表.docx": docx_summary(rows, merged),
        "申报表汇集.docx": docx_form(*[pairs(name) for name in BOTH]),
        **_photos(BOTH),
    }
    return _habit(folder, files, _both())


def forms_as_worksheets_of_one_workbook(folder: Path) -> Habit:
    """One worksheet for each estate, labels beside their values."""
    files = {
        "推荐汇总表.xlsx": plain_summary(*BOTH),
        "申报表.xlsx": workbook_forms([pairs(name) for name in BOTH]),
        **_photos(BOTH),
    }
    return _habit(folder, files, _both())


def forms_with_labels_above_their_values(folder: Path) -> Habit:
    """Worksheets whose values stand below the labels."""
    files = {
        "推荐汇总表.xlsx": plain_summary(*BOTH),
        "申报表.xlsx": workbook_forms([pairs(name) for name in BOTH], below=True),
        **_photos(BOTH),
    }
    return _habit(folder, files, _both())


def three_header_rows_with_subtotals(folder: Path) -> Habit:
    """Groups, columns and units in three rows; counties merged; subtotals between."""
    rows: Rows = [
        ["区县", "小区名称", "基本情况", "", "服务情况", ""],
        ["", "", "建筑面积", "户数", "居民满意度", "物业费收缴率"],
        ["", "", "（万㎡）", "（户）", "（%）", "（%）"],
        ["南海区", JINYU, "73.5", "4711", "93", "99.7"],
        ["", QIANDENG, "79.9", "2684", "99", "100"],
        ["小计", "", "153.4", "7395", "", ""],
        ["合计", "", "153.4", "7395", "", ""],
        ["填表人：　　审核人：", "", "", "", "", ""],
    ]
    merged = ("A2:A4", "B2:B4", "C2:D2", "E2:F2", "A5:A6")
    files = {"推荐汇总表.xlsx": summary(rows, *merged), **_forms(BOTH), **_photos(BOTH)}
    return _habit(folder, files, _both())


def units_and_words_inside_the_cells(folder: Path) -> Habit:
    """万平方米, 约, 其中 and two years in one cell; every reading that is a guess says so."""
    rows: Rows = [
        ["县区", "小区名称", "总建筑面积", "户数", "建成时间", "满意度", "收缴率"],
        [
            "福田区",
            CHANGCHENG,
            "8.0909万平方米",
            "798户（其中商铺20户）",
            "上世纪80年代末",
            "90.7分",
            "99.6%，近二年100%",
        ],
        ["坪山区", LANGYUE, "约11.07万㎡", "共1018户", "2014.6", "", ""],
    ]
    satisfied = {LANGYUE: SATISFIED}
    forms = {
        f"{name}/申报表.docx": docx_form(
            pairs(name, **({"居民满意度": satisfied[name]} if name in satisfied else {}))
        )
        for name in (CHANGCHENG, LANGYUE)
    }
    files = {"推荐汇总表.xlsx": summary(rows), **forms, **_photos((CHANGCHENG, LANGYUE))}
    estates = {
        CHANGCHENG: Wanted(
            summary={**figures(CHANGCHENG), DATE: ("上世纪80年代末", "")},
            form=figures(CHANGCHENG),
            materials=2,
        ),
        LANGYUE: Wanted(
            summary={**figures(LANGYUE, AREA, HOUSEHOLDS), DATE: ("2014年6月", "")},
            form={**figures(LANGYUE), SATISFACTION: (Decimal(95), "%")},
            materials=2,
        ),
    }
    codes = ("county_mixed", *("unit_guessed",) * 4)
    return _habit(folder, files, estates, county="福田区", codes=codes)


def full_width_everything(folder: Path) -> Habit:
    """Full-width digits, points, percents and brackets, blanks inside words."""
    rows: Rows = [
        [
            "县（市、区）",
            "小　区　名　称",
            "建 筑 面 积（㎡）",
            "户　数",
            "居民满意度（％）",
            "收缴率",
        ],
        *[
            [
                "南　海　区" if name == JINYU else None,
                name.translate(WIDE),
                f"{_number(name, AREA):,}".translate(WIDE),
                row(name, "户数")[0].translate(WIDE),
                plain(_number(name, SATISFACTION)).translate(WIDE),
                row(name, "物业费收缴率")[0].translate(WIDE),
            ]
            for name in BOTH
        ],
    ]
    files = {"推荐汇总表.xlsx": summary(rows), **_forms(BOTH), **_photos(BOTH)}
    estates = {
        name.translate(WIDE): Wanted(summary=in_summary(name), form=figures(name), materials=2)
        for name in BOTH
    }
    return _habit(folder, files, estates, county="南海区")


def phases_in_three_spellings(folder: Path) -> Habit:
    """一期 and 二期 are two estates, however folder, summary and form write them."""
    labels = ("小区名称", "建筑面积", "户数", "居民满意度", "物业费收缴率")
    names = {
        "金域蓝湾一期": ("金域蓝湾（Ⅰ期）", "金域蓝湾第一期"),
        "金域蓝湾二期": ("金域蓝湾·2期小区", "金域蓝湾II期"),
    }
    rows: Rows = [
        ["县区", *labels],
        *[["南海区", *row(JINYU, *labels, 小区名称=name)] for name in names],
    ]
    files: dict[str, bytes] = {"推荐汇总表.xlsx": summary(rows)}
    for number, (directory, in_form) in enumerate(names.values()):
        files[f"{directory}/申报表.docx"] = docx_form(pairs(JINYU, 小区名称=in_form))
        files[f"{directory}/1.jpg"] = photo(90 + number)
    spelled = frozenset(
        match
        for name, (directory, in_form) in names.items()
        for match in ((directory, "文件夹名", name, False), (in_form, "申报表", name, False))
    )
    return _habit(folder, files, dict.fromkeys(names, wanted(JINYU)), codes=(), matches=spelled)


def csv_in_gbk(folder: Path) -> Habit:
    """A summary saved as csv by a Chinese spreadsheet; figures with commas are quoted."""
    lines = ["县区,小区名称,建筑面积（㎡）,户数,居民满意度,收缴率"]
    for name in BOTH:
        area, homes = _number(name, AREA), row(name, "户数")[0]
        rates = ",".join(row(name, "居民满意度", "物业费收缴率"))
        lines.append(f'南海区,{name},"{area:,}",{homes},{rates}')
    data = "\r\n".join(lines).encode("gb18030")
    files = {"推荐汇总表.csv": data, **_forms(BOTH), **_photos(BOTH)}
    return _habit(folder, files, _both())


def percents_and_dates_in_every_notation(folder: Path) -> Habit:
    """0.93, 百分之九十九, 201111, 41579 and a year only; each guess asks to be confirmed."""
    rows: Rows = [
        [
            "县区",
            "项目名称",
            "建筑面积(平方米)",
            "总户数",
            "交付年月",
            "业主满意率",
            "物业费收缴率",
            "绿化率",
        ],
        ["南海区", JINYU, "735,000", 4711, 201111, 0.93, "百分之九十九点七", "30％"],
        ["南海区", QIANDENG, 799000, "2684", 41579, "99", "1", "百分之38"],
        ["香洲区", HUAFA, "80万平方米", "5415", "2017年", "九成五", "98.5", ""],
    ]
    files = {"推荐汇总表.xlsx": summary(rows), **_forms(BOTH), **_photos((*BOTH, HUAFA))}
    files["华发世纪城/申报表.docx"] = docx_form(pairs(HUAFA))
    made_up = {SATISFACTION: (Decimal(95), "%"), COLLECTION: (Decimal("98.5"), "%")}
    estates = {
        JINYU: Wanted(
            summary={**figures(JINYU), DATE: ("2011年11月", "")}, form=figures(JINYU), materials=2
        ),
        QIANDENG: Wanted(
            summary={**figures(QIANDENG), DATE: ("2013年11月1日", "")},
            form=figures(QIANDENG),
            materials=2,
        ),
        HUAFA: Wanted(
            summary={**figures(HUAFA, AREA, HOUSEHOLDS), **made_up, DATE: ("2017年", "")},
            form=figures(HUAFA),
            materials=2,
        ),
    }
    codes = ("county_mixed", *("unit_guessed",) * 6)
    return _habit(folder, files, estates, codes=codes)


def scanned_forms_beside_a_good_summary(folder: Path) -> Habit:
    """The forms are scans: recognised by their names, and said to be without text."""
    from_scan = {
        f"{name}/申报表（盖章扫描件）.pdf": photo_pdf(60 + number)
        for number, name in enumerate(BOTH)
    }
    files = {"推荐汇总表.xlsx": plain_summary(*BOTH), **from_scan, **_photos(BOTH)}
    estates = {name: Wanted(summary=in_summary(name), form=None, materials=2) for name in BOTH}
    return _habit(folder, files, estates, codes=("form_unread", "form_unread"))


def _habit(
    folder: Path,
    files: Mapping[str, bytes],
    estates: Mapping[str, Wanted],
    *,
    county: str = "南海区",
    codes: tuple[str, ...] = (),
    matches: frozenset[tuple[str, str, str, bool]] = frozenset(),
) -> Habit:
    return Habit(
        source=a_folder(folder / county, files),
        county=county,
        container="文件夹",
        estates=estates,
        codes=codes,
        matches=matches,
    )


def _both() -> dict[str, Wanted]:
    return {name: wanted(name) for name in BOTH}


def _forms(names: tuple[str, ...]) -> dict[str, bytes]:
    return {f"{name}/申报表.docx": docx_form(pairs(name)) for name in names}


def _photos(names: tuple[str, ...]) -> dict[str, bytes]:
    return {f"{name}/大门.jpg": photo(number) for number, name in enumerate(names)}


def _number(name: str, fact: object) -> Decimal:
    number = next(value for known, (value, _) in figures(name).items() if known is fact)
    assert isinstance(number, Decimal)
    return number


HABITS = (
    pdf_summary_and_pdf_forms,
    pdf_summary_of_an_office_program,
    pdf_summary_without_rulings,
    docx_summary_landscape_and_one_file_of_forms,
    forms_as_worksheets_of_one_workbook,
    forms_with_labels_above_their_values,
    three_header_rows_with_subtotals,
    units_and_words_inside_the_cells,
    full_width_everything,
    phases_in_three_spellings,
    csv_in_gbk,
    percents_and_dates_in_every_notation,
    scanned_forms_beside_a_good_summary,
)
