"""The facts of an estate: what the summary says beside what the application form says."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.ui import colours
from meihao_desktop.ui.materials.document_viewer import ClosedBrowser
from meihao_desktop.ui.materials.viewer import Viewer, column

_SILENT = f'<span style="color:{colours.SOFT_INK}">未填</span>'


class FactsViewer(Viewer):
    """Facts side by side, the practices told, and which opinion boxes are filled.

    ``source_asked`` carries where a figure stood that was clicked.
    """

    source_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.browser = ClosedBrowser(self)
        self._sources: tuple[FactSource, ...] = ()
        self.browser.anchorClicked.connect(self._follow)
        column(self, self.browser)

    def show_estate(self, estate: Estate, files: frozenset[str] = frozenset()) -> None:
        """What is known of the estate; a figure from one of the ``files`` leads there."""
        self._sources = tuple(source for source in _sources(estate) if source.file in files)
        self.browser.setHtml(facts_html(estate, self._sources))

    def clear(self) -> None:
        self.browser.clear()

    def _follow(self, link: QUrl) -> None:
        at = link.path()
        if at.isdecimal() and int(at) < len(self._sources):
            self.source_asked.emit(self._sources[int(at)])


def facts_html(estate: Estate, linked: tuple[FactSource, ...] = ()) -> str:
    """Everything known of the estate without opening a file; linked sources can be clicked."""
    parts = [_facts_table(estate, linked)]
    if estate.application_form:
        parts.append(_opinions(estate.application_form))
        parts.append(_practices(estate.application_form))
    else:
        parts.append(_notice("没有收到可读的申报表，请在佐证材料中查看。"))
    return "".join(parts)


def differs(summary: Fact | None, in_form: Fact | None) -> bool:
    """Whether both say something and it is not the same."""
    if summary is None or in_form is None:
        return False
    if summary.value is None or in_form.value is None:
        return summary.raw.strip() != in_form.raw.strip()
    return (summary.value, summary.unit) != (in_form.value, in_form.unit)


def _sources(estate: Estate) -> Iterator[FactSource]:
    """Where the figures of the estate stood, each source once."""
    forms = estate.application_form.facts.values() if estate.application_form else ()
    facts = (*estate.summary_facts.values(), *forms)
    yield from dict.fromkeys(fact.source for fact in facts)


def _facts_table(estate: Estate, linked: tuple[FactSource, ...]) -> str:
    in_form = estate.application_form.facts if estate.application_form else {}
    rows = [
        _fact_row(name, estate.summary_facts.get(name), in_form.get(name), linked)
        for name in FactName
        if name in estate.summary_facts or name in in_form
    ]
    if not rows:
        return _notice("推荐汇总表和申报表中没有读到本小区的基本情况。")
    head = "".join(
        f'<th bgcolor="{colours.SUNKEN}" align="left">{text}</th>'
        for text in ("项目", "推荐汇总表", "申报表")
    )
    return f'<table width="100%" cellspacing="0"><tr>{head}</tr>{"".join(rows)}</table>'


def _fact_row(
    name: FactName, summary: Fact | None, in_form: Fact | None, linked: tuple[FactSource, ...]
) -> str:
    is_different = differs(summary, in_form)
    shade = colours.SHADES[colours.Tone.WARNING]
    ground = f' bgcolor="{shade.ground}"' if is_different else ""
    word = f'<br/><b style="color:{shade.text}">两处不一致</b>' if is_different else ""
    return (
        f"<tr><td{ground}>{escape(name.value)}{word}</td>"
        f"<td{ground}>{_fact(summary, linked)}</td><td{ground}>{_fact(in_form, linked)}</td></tr>"
    )


def _fact(fact: Fact | None, linked: tuple[FactSource, ...]) -> str:
    if fact is None:
        return _SILENT
    shown = escape(fact.shown)
    if fact.source in linked:
        link = f"source:{linked.index(fact.source)}"
        shown = f'<a href="{link}" style="color:{colours.ACCENT}">{shown}</a>'
    small = [f"原文：{fact.raw}"] if fact.raw.strip() != fact.shown else []
    if fact.is_guessed:
        shown += f' <b style="color:{colours.SHADES[colours.Tone.NOTE].text}">推定</b>'
        small.append(fact.note)
    small.append(f"出处：{fact.source.place or fact.source.file}")
    lines = "".join(f"<br/>{escape(line)}" for line in small if line)
    return f'{shown}<small style="color:{colours.SOFT_INK}">{lines}</small>'


def _opinions(application_form: ApplicationForm) -> str:
    if not application_form.opinions:
        return ""
    boxes = "".join(
        f"<tr><td>{escape(box.label)}</td>"
        f"<td>{'✓ 已填写' if box.is_filled else '□ 空白'}　{escape(box.text)}</td></tr>"
        for box in application_form.opinions
    )
    return f'<h4>意见和盖章</h4><table width="100%" cellspacing="0">{boxes}</table>'


def _practices(application_form: ApplicationForm) -> str:
    if not application_form.practices.strip():
        return ""
    paragraphs = "".join(
        f'<p style="text-indent:2em">{escape(line.strip())}</p>'
        for line in application_form.practices.splitlines()
        if line.strip()
    )
    return f"<h4>主要做法和成效</h4>{paragraphs}"


def _notice(sentence: str) -> str:
    shade = colours.SHADES[colours.Tone.NOTE]
    return f'<p style="color:{shade.text}; background:{shade.ground}">{sentence}</p>'
