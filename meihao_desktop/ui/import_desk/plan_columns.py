"""The columns of the confirmation's tables."""

from meihao_desktop.domain.fact import FactName
from meihao_desktop.operations.import_submission import EstatePlan
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.import_desk.plan_rows import DifferenceRow, FigureRow
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column, Mark


def estate_columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda plan: plan.entry.name, width=8),
        Column(heading="登记", text=lambda plan: "新增" if plan.is_new else "已有", width=3),
        Column(heading="申报表", text=_form_text, width=9, mark=_form_mark, hint=_form_text),
        Column(
            heading="材料", text=lambda plan: str(len(plan.entry.materials)), width=2, align=RIGHT
        ),
        Column(heading="物业服务企业", text=_company, hint=_company),
    ]


def figure_columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda row: row.estate, width=7, hint=lambda r: r.estate),
        Column(heading="项目", text=lambda row: row.fact.name.value, width=6),
        Column(heading="原文", text=lambda row: row.fact.raw, width=7, hint=lambda r: r.fact.raw),
        Column(heading="读作", text=_reading, width=9, mark=_reading_mark, hint=_note),
        Column(heading="出处（双击打开）", text=_source, hint=lambda row: row.fact.source.label),
    ]


def left_out_columns() -> list[Column]:
    return [
        Column(heading="文件", text=lambda f: f.where.file, width=14, hint=lambda f: f.where.file),
        Column(heading="没有接收的原因", text=lambda f: f.sentence, hint=lambda f: f.sentence),
    ]


def difference_columns() -> list[Column]:
    return [
        Column(heading="差别", text=lambda row: row.kind, width=7, mark=_difference_mark),
        Column(heading="对象", text=lambda row: row.subject, hint=lambda row: row.subject),
        Column(heading="说明", text=lambda row: row.told, width=13, hint=lambda row: row.told),
    ]


def _form_text(plan: EstatePlan) -> str:
    form = plan.entry.application_form
    return form.file.rsplit("/", 1)[-1] if form else "缺申报表"


def _form_mark(plan: EstatePlan) -> Mark | None:
    return None if plan.entry.application_form else (Tone.WARNING, "warning")


def _company(plan: EstatePlan) -> str:
    form = plan.entry.application_form
    fact = plan.entry.summary_facts.get(FactName.PROPERTY_COMPANY) or (
        form.facts.get(FactName.PROPERTY_COMPANY) if form else None
    )
    return fact.shown if fact else "—"


def _reading(row: FigureRow) -> str:
    if row.fact.value is None:
        return "未能读出"
    return f"{row.fact.shown}（推定）" if row.fact.is_guessed else row.fact.shown


def _reading_mark(row: FigureRow) -> Mark | None:
    if row.fact.value is None:
        return (Tone.WARNING, "warning")
    return (Tone.NOTE, "note") if row.fact.is_guessed else None


def _note(row: FigureRow) -> str:
    return row.fact.note


def _source(row: FigureRow) -> str:
    """The place, then the file's own name: what is cut off stands in the hint, with the folders."""
    source = row.fact.source
    name = source.file.rsplit("/", 1)[-1]
    return f"{source.place}　{name}" if source.place else name


def _difference_mark(row: DifferenceRow) -> Mark | None:
    return (Tone.WARNING, "warning") if row.weighs else None
