"""评审小组名单: a workbook or csv with the members of the panel, columns in any order."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import Background, PersonKind, Role
from meihao_desktop.domain.panel_list import (
    PanelColumn,
    PanelEntry,
    PanelTable,
    names_in,
    units_in,
)
from meihao_desktop.domain.phone import phone_digits
from meihao_desktop.domain.preview import Worksheet
from meihao_desktop.intake.child.untrusted import parse_untrusted
from meihao_desktop.intake.figures import folded, tidy
from meihao_desktop.intake.workbook_grid import filled, read_worksheets

HEADER_ROWS = 20
_HEADINGS: Mapping[PanelColumn, str] = {
    PanelColumn.NAME: r"^(专家|成员|评委)?(姓名|名字|代号)",
    PanelColumn.ROLES: r"^(评审|小组)?(角色|身份|分工)",
    PanelColumn.SEAT: r"席位|后备|预备|候补",
    PanelColumn.KIND: r"^(专家|人员)?(来源|类别|类型|性质)",
    PanelColumn.FORMER_UNITS: r"曾任职|曾在|原(工作)?单位|工作经历|任职经历|以前",
    PanelColumn.GROUP_COMPANY: r"集团",
    PanelColumn.COUNTIES: r"县",
    PanelColumn.HOMES: r"房产|居住|住址|业主",
    PanelColumn.COACHED: r"创建|辅导|指导",
    PanelColumn.PHONE: r"电话|手机|联系方式|号码",
    PanelColumn.TITLE: r"职务|职称|职位",
    PanelColumn.GROUP: r"^(专家|评审)?(分?组|组别)$",
    PanelColumn.UNIT: r"单位|工作机构",
}
_ROLES: Mapping[Role, str] = {
    Role.SECRETARY: r"秘书|工作人员|记分",
    Role.OBSERVER: r"监督|监标|纪检",
    Role.PANEL_CHAIR: r"组长",
    Role.EXPERT: r"专家|评委|评审|委员|成员|组长",
}
_KINDS: Mapping[PersonKind, str] = {
    PersonKind.BUREAU: r"住建|主管|机关|行政|(^|市)局",
    PersonKind.ASSOCIATION: r"协会|学会",
    PersonKind.OTHER: r"其他|高校|院校|企业|社会|物业|设计|自由",
}
_RESERVE = re.compile(r"^(是|后备|预备|候补|替补)")
_LEFT = "已更换"
_NOT_A_PERSON = re.compile(r"^(注|说明|备注|填表|合计|例|示例)[:：]?")


def read_panel_table(path: Path) -> PanelTable:
    """The first worksheet with a column of names; lines that cannot be used are findings."""
    if not path.is_file():
        raise MeihaoError(f"找不到名单“{path.name}”，请检查文件位置后再试。")
    for worksheet in parse_untrusted(read_worksheets, path):
        for index, columns in _headers(worksheet):
            if PanelColumn.NAME in columns and len(columns) >= 2:
                return _read(worksheet, index, columns, path.name)
    raise MeihaoError(
        f"名单“{path.name}”中找不到表头，至少应有“姓名”和“工作单位”两列；"
        "可先导出一份名单，照它的格式填写。"
    )


def _headers(worksheet: Worksheet) -> Iterator[tuple[int, dict[PanelColumn, int]]]:
    for index, row in enumerate(worksheet.rows[:HEADER_ROWS]):
        columns: dict[PanelColumn, int] = {}
        for at, cell in enumerate(row):
            column = _meaning(folded(cell))
            if column is not None:
                columns.setdefault(column, at)
        yield index, columns


def _meaning(heading: str) -> PanelColumn | None:
    for column in PanelColumn:
        if heading == folded(column.value):
            return column
    found = (column for column, pattern in _HEADINGS.items() if re.search(pattern, heading))
    return next(found, None)


def _read(
    worksheet: Worksheet, header: int, columns: Mapping[PanelColumn, int], file: str
) -> PanelTable:
    entries: list[PanelEntry] = []
    findings: list[Finding] = []
    for index, row in enumerate(filled(worksheet)[header + 1 :], start=header + 2):
        cells = {column: tidy(row[at]) for column, at in columns.items() if at < len(row)}
        name = "".join(cells[PanelColumn.NAME].split())
        if not any(cells.values()) or _NOT_A_PERSON.match(cells[PanelColumn.NAME] or row[0]):
            continue
        if not name:
            findings.append(_finding(file, index, "没有姓名，未导入。", Severity.BLOCKING))
            continue
        if cells.get(PanelColumn.SEAT, "") == _LEFT:
            findings.append(_finding(file, index, f"{name}已被更换，未导入。"))
            continue
        findings.extend(_finding(file, index, told) for told in _strange(name, cells))
        entries.append(_entry(index, name, cells))
    if not entries and not findings:
        findings.append(_finding(file, header + 1, "表头下面没有人员。", Severity.BLOCKING))
    return PanelTable(entries=tuple(entries), columns=frozenset(columns), findings=tuple(findings))


def _entry(row: int, name: str, cells: Mapping[PanelColumn, str]) -> PanelEntry:
    def cell(column: PanelColumn) -> str:
        return cells.get(column, "")

    return PanelEntry(
        row=row,
        name=name,
        roles=_roles(cell(PanelColumn.ROLES)) or frozenset({Role.EXPERT}),
        is_reserve=bool(
            _RESERVE.match(cell(PanelColumn.SEAT)) or _RESERVE.match(cell(PanelColumn.ROLES))
        ),
        kind=_kind(cell(PanelColumn.KIND)) or PersonKind.OTHER,
        unit=cell(PanelColumn.UNIT),
        title=cell(PanelColumn.TITLE),
        group=cell(PanelColumn.GROUP),
        background=Background(
            group_company=cell(PanelColumn.GROUP_COMPANY),
            former_units=units_in(cell(PanelColumn.FORMER_UNITS)),
            counties=names_in(cell(PanelColumn.COUNTIES)),
            homes=names_in(cell(PanelColumn.HOMES)),
            coached=names_in(cell(PanelColumn.COACHED)),
        ),
        phone=phone_digits(cell(PanelColumn.PHONE)),
    )


def _strange(name: str, cells: Mapping[PanelColumn, str]) -> Iterator[str]:
    """What was understood only half, as sentences."""
    roles, kind = cells.get(PanelColumn.ROLES, ""), cells.get(PanelColumn.KIND, "")
    if roles and not _roles(roles):
        yield f"{name}的角色“{roles}”看不懂，按专家导入。"
    if Role.PANEL_CHAIR in _roles(roles):
        yield f"{name}在名单中写为组长；组长由小组推选产生，不从名单导入。"
    if kind and _kind(kind) is None:
        yield f"{name}的来源“{kind}”看不懂，按“其他”导入。"
    phone = cells.get(PanelColumn.PHONE, "")
    if phone and not phone_digits(phone):
        yield f"{name}的电话“{phone}”不像电话号码，未导入。"


def _roles(text: str) -> frozenset[Role]:
    plain = folded(text)
    return frozenset(role for role, pattern in _ROLES.items() if re.search(pattern, plain))


def _kind(text: str) -> PersonKind | None:
    plain = folded(text)
    return next((kind for kind, pattern in _KINDS.items() if re.search(pattern, plain)), None)


def _finding(file: str, row: int, told: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(
        severity=severity,
        code="panel_table",
        where=Where(file=file),
        sentence=f"第 {row} 行：{told}",
        basis=f"{row}|{told}",
    )
