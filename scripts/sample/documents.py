"""docx and xlsx files of the packages: forms, minutes, ledgers."""

import io
from datetime import date
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from scripts.sample.chance import Chance
from scripts.sample.frozen_zip import frozen
from scripts.sample.papers import NOTE
from scripts.sample.stories import Story

OPINIONS = (
    ("业主委员会（物业管理委员会）意见", "经业主委员会会议讨论，同意申报。"),
    ("社区居民委员会意见", "情况属实，同意申报。"),
    ("街道办事处（乡镇政府）意见", "情况属实，同意推荐。"),
    ("县（市、区）住房和城乡建设主管部门意见", "经审核，同意推荐。"),
)
BUREAU_BOX = "市住房和城乡建设局意见"
SEALED = "\n（已盖章）　　2025年8月{day}日"
UNSEALED = "\n（盖章）　　　年　　月　　日"
Labels = tuple[tuple[str, str], ...]


def application_form(story: Story, facts: Labels, *, without: str = "") -> bytes:
    """申报表: facts in pairs, the long text, five opinion boxes, the last left to the bureau."""
    document = _document()
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run("2025年度“美好家园”小区申报表")
    run.bold = True
    run.font.size = Pt(18)
    table = document.add_table(rows=0, cols=4)
    table.style = "Table Grid"
    for index in range(0, len(facts), 2):
        _fact_row(table, facts[index : index + 2])
    _wide(table, "主要做法和成效", "\n".join(story.practices))
    for day, (label, opinion) in enumerate(OPINIONS, start=18):
        is_empty = bool(without) and without in label
        _wide(table, label, UNSEALED if is_empty else opinion + SEALED.format(day=day))
    _wide(table, BUREAU_BOX, UNSEALED)
    document.add_paragraph("注：本表为演练材料，事实摘自公开通报，文字为重新撰写。")
    return _saved(document)


def minutes(story: Story, chance: Chance) -> bytes:
    """联席会议纪要 with a small table of matters and when they were done."""
    document = _document()
    document.add_heading(f"{story.name}联席会议纪要（演练）", level=1)
    document.add_paragraph("时间：2025年6月12日　　地点：小区党群服务站")
    document.add_paragraph("参加：街道、社区居委会、业主委员会、物业服务企业代表")
    document.add_paragraph("会议研究并议定以下事项：")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("事项", "责任单位", "办结情况"), strict=True):
        cell.text = text
    matters = ("电动自行车集中充电点扩容", "雨棚和路灯维修", "公共收益季度公示", "消防通道划线")
    for matter in matters:
        cells = table.add_row().cells
        cells[0].text = matter
        cells[1].text = chance.pick(("物业服务企业", "业主委员会", "社区居委会"))
        cells[2].text = chance.pick(("已办结", "已办结", "办理中"))
    document.add_paragraph(NOTE)
    return _saved(document)


def fee_ledger(story: Story, chance: Chance) -> bytes:
    """收缴台账: a merged title, one worksheet by building and one by month."""
    workbook = Workbook()
    first = _first_worksheet(workbook, "分楼栋")
    _title(first, f"{story.name}物业费收缴台账（演练）", 5)
    first.append(["楼栋", "户数", "应收（元）", "实收（元）", "收缴率"])
    for number in range(1, 7):
        due = chance.between(180_000, 320_000)
        paid = due * chance.between(955, 1000) // 1000
        first.append([f"{number} 栋", chance.between(60, 160), due, paid, round(paid / due, 4)])
        first.cell(first.max_row, 5).number_format = "0.0%"
    second = workbook.create_sheet("分月")
    _title(second, f"{story.name}2025年分月收缴（演练）", 3)
    second.append(["月份", "实收（元）", "入账日期"])
    for month in range(1, 8):
        second.append([f"{month}月", chance.between(150_000, 260_000), date(2025, month, 28)])
        second.cell(second.max_row, 3).number_format = "yyyy-mm-dd"
    return _workbook(workbook)


def complaint_ledger(story: Story, chance: Chance) -> bytes:
    """投诉工单台账: merged title and merged group cells, a second worksheet with the count."""
    workbook = Workbook()
    worksheet = _first_worksheet(workbook, "工单")
    _title(worksheet, f"{story.name}投诉工单台账（演练）", 5)
    worksheet.append(["来源", "编号", "事项", "办结时间", "回访"])
    matters = ("路灯不亮", "楼道堆物", "电梯异响", "噪声扰民", "车位占用", "绿化补种")
    for source in ("12345热线", "前台登记"):
        start = worksheet.max_row + 1
        for number in range(1, 4):
            done = f"2025-0{chance.between(3, 7)}-{chance.between(10, 28)}"
            answer = chance.pick(("满意", "满意", "基本满意"))
            worksheet.append([source, f"2025-{number:03}", chance.pick(matters), done, answer])
        worksheet.merge_cells(start_row=start, start_column=1, end_row=start + 2, end_column=1)
    count = workbook.create_sheet("统计")
    _title(count, "办结统计（演练）", 2)
    count.append(["来源", "件数"])
    count.append(["12345热线", 3])
    count.append(["前台登记", 3])
    return _workbook(workbook)


def _document() -> DocxDocument:
    document = Document()
    style: Any = document.styles["Normal"]
    style.font.name = "宋体"
    style.font.size = Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    return document


def _fact_row(table: Table, pairs: Labels) -> None:
    cells = table.add_row().cells
    if len(pairs) == 1:
        cells[1].merge(cells[3])
    for index, (label, value) in enumerate(pairs):
        cells[2 * index].text = label
        cells[2 * index + 1].text = value


def _wide(table: Table, label: str, text: str) -> None:
    cells = table.add_row().cells
    cells[1].merge(cells[3])
    cells[0].text = label
    cells[1].text = text


def _saved(document: DocxDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return frozen(buffer.getvalue())


def _first_worksheet(workbook: Workbook, title: str) -> Worksheet:
    worksheet = workbook.worksheets[0]
    worksheet.title = title
    return worksheet


def _title(worksheet: Worksheet, text: str, columns: int) -> None:
    worksheet.append([text])
    worksheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    worksheet["A1"].font = Font(name="黑体", size=14, bold=True)
    worksheet["A1"].alignment = Alignment(horizontal="center")
    for letter in "ABCDE"[:columns]:
        worksheet.column_dimensions[letter].width = 16


def _workbook(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return frozen(buffer.getvalue())


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook with fixed dates."""
    return _workbook(workbook)
