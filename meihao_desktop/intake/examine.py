"""Everything that is learned of one handed-in file, in one reading behind the gate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.estate_name import folded
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake.child.untrusted import parse_untrusted
from meihao_desktop.intake.docx_tables import word_tables
from meihao_desktop.intake.form_reader import forms_in, looks_like_form
from meihao_desktop.intake.material_reader import kind_of
from meihao_desktop.intake.office_gate import require_sound
from meihao_desktop.intake.pdf_tables import pdf_tables
from meihao_desktop.intake.photo_reader import look_of
from meihao_desktop.intake.summary_workbook import Summary, summary_in
from meihao_desktop.intake.tables import Table, Tabled
from meihao_desktop.intake.text_reader import texts_of
from meihao_desktop.intake.unreadable import Trouble, Unreadable
from meihao_desktop.intake.workbook_grid import read_worksheets

_SUMMARY_NAME = re.compile(r"汇总表|推荐表|推荐汇总")
_SUMMARY_OR_FORM = re.compile(r"(小区|项目)(名称|全称)")
_PROMISING = re.compile(r"申报表|申请表|申报书|汇总表|推荐表|意见")
_FAMILIAR = (
    *(".docx", ".xlsx", ".pptx", ".pdf", ".jpg", ".jpeg", ".png"),
    *(".doc", ".xls", ".ppt", ".wps", ".et", ".dps", ".ofd"),
)
"""Endings whose content is always known by its first bytes, unless the file is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What one file turned out to be; ``trouble`` says why its content stayed unread."""

    kind: MaterialKind
    summary: Summary | None = None
    forms: tuple[ApplicationForm, ...] = ()
    look: str = ""
    texts: tuple[TextPart, ...] = ()
    trouble: Trouble | None = None


def examine(path: Path, name: str, watch: Watch | None = None) -> Examined:
    """The file at ``path``, which was handed in under ``name``; trouble is told, never raised."""
    if path.stat().st_size == 0:
        return Examined(kind=MaterialKind.OTHER)
    try:
        return parse_untrusted(partial(_examined, name=name), path, watch=watch)
    except Unreadable as error:
        return Examined(kind=_kind_alone(path, name), trouble=error.reason)


def is_named_summary(name: str) -> bool:
    """Whether the name of a file promises a recommendation summary."""
    return bool(_SUMMARY_NAME.search(folded(name.rsplit("/", 1)[-1])))


def _kind_alone(path: Path, name: str) -> MaterialKind:
    try:
        return parse_untrusted(partial(kind_of, name=name), path)
    except Unreadable:
        return MaterialKind.OTHER


def _examined(path: Path, name: str) -> Examined:
    require_sound(path)
    kind = kind_of(path, name)
    if kind is MaterialKind.OTHER:
        is_broken = name.casefold().endswith(_FAMILIAR)
        return Examined(kind=kind, trouble=Trouble.DAMAGED if is_broken else None)
    if kind is MaterialKind.IMAGE:
        return Examined(kind=kind, look=look_of(path))
    texts = texts_of(path, kind)
    tabled = _tabled(path, kind, texts)
    summary = summary_in(tabled, name)
    forms = forms_in(tabled, name)
    if summary is not None and _is_form(name, forms):
        summary = None
    return Examined(
        kind=kind,
        summary=summary,
        forms=() if summary is not None else forms,
        texts=texts,
    )


def _is_form(name: str, forms: Sequence[ApplicationForm]) -> bool:
    """Whether what could be both is a form: by its name, else by its opinion boxes."""
    if is_named_summary(name):
        return False
    return bool(forms) and (looks_like_form(name) or any(form.opinions for form in forms))


def _tabled(path: Path, kind: MaterialKind, texts: Sequence[TextPart]) -> Tabled:
    """The tables of a file that may be a summary or a form; of others none."""
    if kind is MaterialKind.WORKBOOK:
        return Tabled(tuple(map(Table, read_worksheets(path))))
    if kind not in (MaterialKind.WORD, MaterialKind.PDF) or not _promises(texts):
        return Tabled()
    return word_tables(path) if kind is MaterialKind.WORD else pdf_tables(path)


def _promises(texts: Sequence[TextPart]) -> bool:
    text = folded("".join(part.text for part in texts))
    return bool(_SUMMARY_OR_FORM.search(text) and _PROMISING.search(text))
