"""评审小组名单 as a workbook: what can be imported again, and an empty one to be filled in."""

from collections.abc import Sequence

from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.panel_list import PanelColumn, told
from meihao_desktop.printing.workbook_pages import Value, Workpage, workbook_bytes

NAME = "评审小组名单"
WIDTHS = {
    PanelColumn.NAME: 12,
    PanelColumn.ROLES: 12,
    PanelColumn.SEAT: 8,
    PanelColumn.KIND: 12,
    PanelColumn.UNIT: 28,
    PanelColumn.TITLE: 16,
    PanelColumn.GROUP: 10,
    PanelColumn.GROUP_COMPANY: 14,
    PanelColumn.FORMER_UNITS: 32,
    PanelColumn.COUNTIES: 18,
    PanelColumn.HOMES: 18,
    PanelColumn.COACHED: 18,
    PanelColumn.PHONE: 16,
}
HOW_TO = (
    ("姓名", "必填。列的次序可以变动，也可以只留用得着的列；没有的列导入时保持原样。"),
    ("角色", "秘书、专家、监督员；留空为专家。组长由小组推选产生，不从名单导入。"),
    ("席位", "正式或后备；留空为正式。"),
    ("来源", "市住建局、行业协会或其他。"),
    ("曾任职单位（年份）", "写成：某某物业（2019—2023）；某某公司（2016—）。多个单位用分号隔开。"),
    ("县、小区", "多个名称用顿号隔开，写全称。"),
    ("电话", "导入后只保留不能还原的比对标记，用于发现与申报材料联系人相同的情形；导出时留空。"),
    ("同一人", "姓名和单位都相同的，或者同名且只有一位的，导入时更新原有登记，否则新增。"),
)


def panel_workbook(people: Sequence[Person], *, title: str) -> bytes:
    """The list with one line for each person; without people it is the form to fill in."""
    columns = tuple(PanelColumn)
    rows: list[Sequence[Value]] = [[told(person, c) for c in columns] for person in people]
    if not rows:
        rows = [[""] * len(columns) for _ in range(12)]
    return workbook_bytes(
        (
            Workpage(
                name=NAME,
                header=[column.value for column in columns],
                rows=rows,
                widths=[WIDTHS[column] for column in columns],
                frozen_columns=1,
                is_landscape=True,
            ),
            Workpage(name="填写说明", header=("栏目", "说明"), rows=HOW_TO, widths=(22, 90)),
        ),
        title=f"{title} {NAME}",
        mark="内部资料",
    )
