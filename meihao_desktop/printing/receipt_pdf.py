"""收件回执: what a county handed in, file by file, and what is still missing."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import Submission
from meihao_desktop.printing.findings_table import place_of
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import PLAIN
from meihao_desktop.printing.signing import SEAL_HEIGHT, SIGNATURE_HEIGHT
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "收件回执"
COMPLETE = "经程序核对，未发现缺件或疑点。"
NOTE = (
    "本回执一式两份，送件方、收件方各执一份；文件摘要为 SHA-256 的前 16 位，可用任何通用工具复核。"
)

_STYLE = TableStyle(size=10, note_size=8.5, above=2.4, least_height=20)
_FILES = TableStyle(size=9, note_size=8, above=1.6, least_height=16)
_SIGNED_ROOM = 2 * SIGNATURE_HEIGHT + SEAL_HEIGHT + 60
_DIGEST_LENGTH = 16
_UNITS = ("字节", "KB", "MB", "GB")
_ESTATES = (
    Column(title="序号", weight=1.6, align=Align.CENTRE),
    Column(title="小区", weight=4.4),
    Column(title="物业服务企业", weight=6),
    Column(title="申报表", weight=4.6),
    Column(title="佐证材料", weight=2.6, align=Align.CENTRE),
    Column(title="大小", weight=2.4, align=Align.CENTRE),
)
_FINDINGS = (
    Column(title="序号", weight=1.6, align=Align.CENTRE),
    Column(title="级别", weight=1.4, align=Align.CENTRE, face=Face.HEI),
    Column(title="对象", weight=4.5),
    Column(title="情况", weight=11),
)
_LIST = (
    Column(title="序号", weight=1.6, align=Align.CENTRE),
    Column(title="文件", weight=13),
    Column(title="大小", weight=2.4, align=Align.RIGHT),
    Column(title="摘要（前 16 位）", weight=4.6, align=Align.CENTRE, face=Face.HEI),
)


def receipt_pdf(dossier: Dossier, submission: Submission, stamp: Stamp) -> bytes:
    """What was taken in at the counter, to be signed by both sides."""
    frame = frame_of(dossier.review_round, TITLE, stamp, subject=f"receipt|{submission.county}")
    county = dossier.county(submission.county)
    paper = Paper(frame, bookmark=f"{TITLE} {county.name}")
    estates = _estates(dossier, submission)
    paper.facts(_facts(dossier, submission, stamp), style=TableStyle(size=10.5, above=2.6))
    rows = [_estate_row(number, estate) for number, estate in enumerate(estates, start=1)]
    table = Table(columns=_ESTATES, rows=rows or [["—"] * len(_ESTATES)], style=_STYLE)
    paper.table(table, heading="一、小区及材料")
    _findings(paper, dossier, submission)
    table = Table(columns=_LIST, rows=list(_file_rows(submission, estates)), style=_FILES)
    paper.table(table, heading="三、文件清单")
    paper.keep(_SIGNED_ROOM)
    paper.paragraph(NOTE, PLAIN, is_indented=False)
    paper.signatures(["送件人", "日期", "收件人", "日期"], seal=dossier.review_round.bureau)
    return paper.finish()


def _estates(dossier: Dossier, submission: Submission) -> tuple[Estate, ...]:
    """The county's estates as this version brought them."""
    return tuple(
        estate
        for estate in dossier.estates_of(submission.county)
        if estate.submission_version == submission.version
    )


def _facts(dossier: Dossier, submission: Submission, stamp: Stamp) -> list[tuple[str, str]]:
    county = dossier.county(submission.county)
    return [
        ("报送单位", county.county_department or county.name),
        ("县（市、区）", county.name),
        ("材料版本", f"第 {submission.version} 版"),
        ("接收时间", stamp.told(submission.received_at)),
        ("载体", submission.container),
        ("接收人", submission.received_by),
        ("来源", submission.source_name),
        ("文件", f"{submission.file_count} 个，共 {size_text(submission.total_size)}"),
        ("整体摘要", submission.digest),
    ]


def _estate_row(number: int, estate: Estate) -> Row:
    form = estate.application_form
    size = sum(material.size for material in estate.materials)
    return [
        str(number),
        estate.name,
        estate.shown(FactName.PROPERTY_COMPANY) or "—",
        form.file.rsplit("/", 1)[-1] if form else Cell("缺", face=Face.BOLD),
        f"{len(estate.materials)} 件",
        size_text(size),
    ]


def _findings(paper: Paper, dossier: Dossier, submission: Submission) -> None:
    heading = "二、缺件与疑点"
    rows = [
        [str(number), f.severity.value, place_of(f.where, dossier) or "整包", f.sentence]
        for number, f in enumerate(submission.findings, start=1)
    ]
    if rows:
        paper.table(Table(columns=_FINDINGS, rows=rows, style=_STYLE), heading=heading)
    else:
        paper.heading(heading)
        paper.paragraph(COMPLETE, PLAIN)


def _file_rows(submission: Submission, estates: tuple[Estate, ...]) -> Iterator[Row]:
    materials: list[Material] = list(submission.shared_materials)
    for estate in estates:
        materials.extend(estate.materials)
    unique = {(material.path, material.digest): material for material in materials}
    for number, material in enumerate(unique.values(), start=1):
        digest = material.digest[:_DIGEST_LENGTH]
        yield [str(number), material.path, size_text(material.size), digest]


def size_text(size: int) -> str:
    """Bytes in the unit that people read, whole numbers below 10 KB."""
    amount, unit = size, 0
    while amount >= 10_240 and unit < len(_UNITS) - 1:
        amount, unit = (amount + 512) // 1024, unit + 1
    return f"{amount} {_UNITS[unit]}"
