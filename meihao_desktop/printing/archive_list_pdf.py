"""归档目录: every part of an archive with its digest, for the cover of the file and for later."""

from meihao_desktop.domain.archive import BUNDLES, FOLDERS, MATERIALS, PAPERS, Archive, ArchivePart
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.signature import grouped
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align, TextStyle
from meihao_desktop.printing.result_parts import PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "归档目录"
RULE = (
    "本目录列出归档文件夹中的全部文件。由秘书和监督员（没有监督员的，由组长）核对下面的校验值与"
    "屏幕一致后签名，与签过字的纸质评分表、排名表一并归档。以后任何人都可以用文件夹中的 "
    "verify.py 和本页上的指纹、留痕链末端，核验归档有没有被改动。"
)
HEADINGS = {
    "": "主要文件", PAPERS: "文书（papers）", BUNDLES: "评审包和评分包（bundles）",
    MATERIALS: "报送材料（materials）",
}  # fmt: skip
ALL_MATERIALS = "ls materials | LC_ALL=C sort | sha256sum"
WITNESS = "我们核对了以上内容与屏幕显示一致："

_KEY = TextStyle(20, Face.BOLD, Align.CENTRE, leading=1.6)
_STYLE = TableStyle(size=9.5, note_size=8, least_height=20)
_PARTS = (
    Column(title="序号", weight=1.1, align=Align.CENTRE),
    Column(title="文件", weight=5.4),
    Column(title="大小", weight=1.7, align=Align.RIGHT),
    Column(title="SHA-256 校验值", weight=7.2, face=Face.HEI),
)
_HEADS = (
    Column(title="核对项", weight=3),
    Column(title="值", weight=9, face=Face.HEI),
)


def archive_list_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """The newest archive."""
    archive = dossier.archives[-1]
    paper = Paper(frame_of(dossier.review_round, TITLE, stamp, subject="archive"), bookmark=TITLE)
    paper.paragraph(RULE, PLAIN)
    paper.keep(60)
    paper.paragraph("评审密钥指纹", TextStyle(12, Face.BOLD, Align.CENTRE))
    paper.paragraph(grouped(archive.fingerprint).replace(" ", "  "), _KEY)
    paper.facts(
        [
            ("归档时间", stamp.told(archive.made_at)),
            ("归档人", dossier.panel.name(archive.made_by)),
            ("文件", f"{archive.file_count} 个，{size_text(archive.total_size)}"),
            ("留痕链", f"第 {archive.log_seq} 号记录"),
        ]
    )
    heads = Table(columns=_HEADS, rows=_heads(archive), style=_STYLE)
    paper.table(heads, heading="核验时比对")
    number = 1
    for folder, parts in archive.groups():
        rows = [_row(at, part) for at, part in enumerate(parts, start=number)]
        number += len(parts)
        table = Table(columns=_PARTS, rows=rows, style=_STYLE)
        paper.table(table, heading=HEADINGS.get(folder, folder))
    paper.table(
        Table(columns=_HEADS, rows=_materials(archive), style=_STYLE), heading=HEADINGS[MATERIALS]
    )
    paper.paragraph(WITNESS, PLAIN, is_indented=False)
    second = Role.OBSERVER if dossier.panel.with_role(Role.OBSERVER) else Role.PANEL_CHAIR
    labels = [*leaders(dossier, Role.SECRETARY), *leaders(dossier, second), "日期"]
    paper.signatures(labels, per_line=3, seal=dossier.review_round.bureau)
    return paper.finish()


def _heads(archive: Archive) -> list[Row]:
    return [
        [Cell("清单", note="manifest.json 的 SHA-256"), _split(archive.digest)],
        [Cell("留痕链末端", note=f"第 {archive.log_seq} 号记录"), _split(archive.log_head)],
        [Cell("评审结果", note="result.json 的 SHA-256"), _split(archive.result_digest)],
    ]


def _row(number: int, part: ArchivePart) -> Row:
    name = part.name.removeprefix(f"{part.folder}/") if part.folder in FOLDERS else part.name
    return [str(number), name, size_text(part.size), _split(part.sha256)]


def _materials(archive: Archive) -> list[Row]:
    told = f"{archive.materials} 个文件，{size_text(archive.materials_size)}；文件名即各自的校验值"
    return [
        ["材料文件", told],
        [Cell("全部文件名的 SHA-256", note=ALL_MATERIALS), _split(archive.materials_digest)],
    ]


def _split(digest: str) -> str:
    """In groups of eight, four to a line, to be compared by eye."""
    groups = [digest[at : at + 8] for at in range(0, len(digest), 8)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))
