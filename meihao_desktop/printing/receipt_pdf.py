"""收件回执: what a county handed in, file by file, what is missing and what is new."""

from collections.abc import Iterator

from meihao_desktop.domain.door_code import is_left_out
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import Submission
from meihao_desktop.printing import receipt_sections
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.receipt_sections import LIST_STYLE, STYLE, Section
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

_SIGNED_ROOM = 2 * SIGNATURE_HEIGHT + SEAL_HEIGHT + 60
_DIGEST_LENGTH = 16
_NUMERALS = "一二三四五六七"
KILOBYTES = 10_240
_UNITS = ("字节", "KB", "MB", "GB")
_ESTATES = (
    Column(title="序号", weight=1.6, align=Align.CENTRE),
    Column(title="小区", weight=4.4),
    Column(title="物业服务企业", weight=6),
    Column(title="申报表", weight=4.6),
    Column(title="佐证材料", weight=2.6, align=Align.CENTRE),
    Column(title="大小", weight=2.4, align=Align.CENTRE),
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
    estates = dossier.estates_of(submission.county)
    paper.facts(_facts(dossier, submission, stamp), style=TableStyle(size=10.5, above=2.6))
    for number, (heading, table) in enumerate(_sections(dossier, submission, estates)):
        title = f"{_NUMERALS[number]}、{heading}"
        if table.rows:
            paper.table(table, heading=title)
        else:
            paper.heading(title)
            paper.paragraph(COMPLETE, PLAIN)
    if outdated := receipt_sections.outdated(dossier, submission):
        paper.paragraph(outdated, PLAIN, is_indented=False)
    paper.keep(_SIGNED_ROOM)
    paper.paragraph(NOTE, PLAIN, is_indented=False)
    paper.signatures(["送件人", "日期", "收件人", "日期"], seal=dossier.review_round.bureau)
    return paper.finish()


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
        ("文件", _count(submission)),
        ("整体摘要", submission.digest),
    ]


def _count(submission: Submission) -> str:
    left_out = sum(map(is_left_out, submission.findings))
    told = f"{submission.file_count} 个，共 {size_text(submission.total_size)}"
    exact = f"（{submission.total_size:,} 字节）" if submission.total_size >= KILOBYTES else ""
    return f"{told}{exact}" + (f"；另有 {left_out} 个没有收下" if left_out else "")


def _estate_row(number: int, estate: Estate, submission: Submission) -> Row:
    form = estate.application_form
    size = sum(material.size for material in estate.materials)
    return [
        str(number),
        Cell(estate.name, note=_age(estate, submission)),
        estate.shown(FactName.PROPERTY_COMPANY) or "—",
        form.file.rsplit("/", 1)[-1] if form else Cell("缺", face=Face.BOLD),
        f"{len(estate.materials)} 件",
        size_text(size),
    ]


def _sections(
    dossier: Dossier, submission: Submission, estates: tuple[Estate, ...]
) -> Iterator[Section]:
    """Everything between the facts and the signatures; an empty table says that all is there."""
    rows = [
        _estate_row(number, estate, submission) for number, estate in enumerate(estates, start=1)
    ]
    yield (
        "小区及材料",
        Table(columns=_ESTATES, rows=rows or [["—"] * len(_ESTATES)], style=STYLE),
    )
    found = (
        *receipt_sections.left_out(submission),
        *receipt_sections.missing(dossier, submission),
        *receipt_sections.doubts(dossier, submission),
    )
    yield from found or [("缺件与疑点", Table(columns=_ESTATES, rows=(), style=STYLE))]
    yield from receipt_sections.changes(submission)
    files = list(_file_rows(submission, estates))
    yield "文件清单", Table(columns=_LIST, rows=files, style=LIST_STYLE)


def _file_rows(submission: Submission, estates: tuple[Estate, ...]) -> Iterator[Row]:
    materials: list[Material] = list(submission.shared_materials)
    for estate in estates:
        materials.extend(estate.materials)
    unique = {(material.path, material.digest): material for material in materials}
    for number, material in enumerate(unique.values(), start=1):
        digest = material.digest[:_DIGEST_LENGTH]
        yield [str(number), material.path, size_text(material.size), digest]


def _age(estate: Estate, submission: Submission) -> str:
    version = estate.submission_version
    return f"与第 {version} 版相同" if version < submission.version else ""


def size_text(size: int) -> str:
    """Bytes in the unit that people read, whole numbers below 10 KB."""
    amount, unit = size, 0
    while amount >= KILOBYTES and unit < len(_UNITS) - 1:
        amount, unit = (amount + 512) // 1024, unit + 1
    return f"{amount} {_UNITS[unit]}"
