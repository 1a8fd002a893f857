"""开封记录: the key of the round, rules, panel and materials as they were fixed at sealing."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.opening import seal_rules, seated
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.seal import seal_rubric
from meihao_desktop.domain.signature import KeyChange, PublicKey, grouped
from meihao_desktop.domain.submission import newest_versions
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import SOFT, Align, TextStyle
from meihao_desktop.printing.result_parts import PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "开封记录"
RULE = (
    "本记录在评审封存后、评分开始前打印，由组长和监督员（没有监督员的，由组长和秘书）核对签名。"
    "以后任何人都可以拿本记录上的指纹和校验值，核对评分表、评分包和评审数据是不是本次评审的，"
    "有没有被换过。"
)
LATER_TITLE = "补充开封记录"
LATER_RULE = (
    "评审密钥更换之后打印，由组长和监督员（没有监督员的，由组长和秘书）核对签名，"
    "与原《开封记录》一并留存。从更换之时起以新密钥为准；更换之前用旧密钥作出的签名和证书仍然有效。"
    "专家的电脑提示密钥已更换时，请与本记录上的新指纹逐组核对。"
)
KEY = "评审密钥指纹"
LATER_KEY = "现用评审密钥指纹"
NO_KEY = "本次评审封存时使用的程序版本还没有评审密钥；评分表没有签名，以纸质签名和校验码为准。"
WITNESS = "我们核对了以上内容与屏幕显示一致："

_LARGE = TextStyle(34, Face.BOLD, Align.CENTRE, leading=1.5)
_UNDER = TextStyle(9.5, Face.HEI, Align.CENTRE, grey=SOFT, leading=1.5)
_STYLE = TableStyle(size=10, note_size=8.5, least_height=22)
_DIGESTS = (
    Column(title="内容", weight=2.6),
    Column(title="SHA-256 校验值", weight=9, face=Face.HEI),
)
_KEYS = (
    Column(title="序号", weight=1.1, align=Align.CENTRE),
    Column(title="评审密钥指纹", weight=3.4, face=Face.HEI),
    Column(title="起用和停用", weight=3.6),
    Column(title="更换的原因和办理人", weight=6),
)
_PANEL = (
    Column(title="序号", weight=1.2, align=Align.CENTRE),
    Column(title="姓名", weight=2.6, face=Face.HEI),
    Column(title="身份", weight=3),
    Column(title="单位", weight=6),
)


def opening_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """What the panel signs before the first point is given."""
    is_later = bool(dossier.key_changes)
    title = LATER_TITLE if is_later else TITLE
    frame = frame_of(dossier.review_round, title, stamp, subject="opening")
    paper = Paper(frame, bookmark=title)
    paper.paragraph(LATER_RULE if is_later else RULE, PLAIN)
    _key(paper, dossier, stamp)
    if is_later:
        table = Table(columns=_KEYS, rows=_keys(dossier, stamp), style=_STYLE)
        paper.table(table, heading="历次评审密钥")
    paper.facts(
        [
            ("评审组织单位", dossier.review_round.bureau),
            ("记录时间", stamp.told(stamp.printed_at)),
            ("留痕链", f"第 {stamp.log_seq} 号记录"),
            ("评审小组", f"{len(dossier.panel.experts)} 名专家，{len(dossier.estates)} 个小区"),
        ]
    )
    paper.table(
        Table(columns=_DIGESTS, rows=_digests(dossier, stamp), style=_STYLE),
        heading="规则和留痕",
    )
    paper.table(
        Table(columns=_DIGESTS, rows=_materials(dossier), style=_STYLE), heading="各地报送材料"
    )
    paper.table(Table(columns=_PANEL, rows=_people(dossier), style=_STYLE), heading="参加人员")
    paper.paragraph(WITNESS, PLAIN, is_indented=False)
    second = Role.OBSERVER if dossier.panel.with_role(Role.OBSERVER) else Role.SECRETARY
    labels = [*leaders(dossier, Role.PANEL_CHAIR), *leaders(dossier, second), "日期"]
    paper.signatures(labels, per_line=3, seal=dossier.review_round.bureau)
    return paper.finish()


def _key(paper: Paper, dossier: Dossier, stamp: Stamp) -> None:
    key = dossier.event_key
    if key is None:
        paper.paragraph(NO_KEY, TextStyle(12, Face.BOLD, leading=1.6))
        return
    paper.keep(110)
    paper.space(4)
    paper.paragraph(
        LATER_KEY if dossier.key_changes else KEY, TextStyle(12, Face.BOLD, Align.CENTRE)
    )
    paper.paragraph(grouped(key.fingerprint).replace(" ", "  "), _LARGE)
    made = f"{key.algorithm}，{stamp.told(key.made_at)} 生成于本机（编号 {key.machine}）"
    paper.paragraph(made, _UNDER)
    paper.paragraph(f"公钥 {key.public_key}", _UNDER)
    paper.space(6)


def _keys(dossier: Dossier, stamp: Stamp) -> list[Row]:
    """Every key of the round, the first one first, with why it replaced the one before."""
    changes = {change.fingerprint: change for change in dossier.key_changes}
    return [
        [
            str(number),
            "\n".join(
                (grouped(key.fingerprint)[:9], grouped(key.fingerprint)[10:])
            ),
            _span(key, stamp),
            _why(changes.get(key.fingerprint), dossier),
        ]
        for number, key in enumerate(dossier.event_keys, start=1)
    ]  # fmt: skip


def _span(key: PublicKey, stamp: Stamp) -> str:
    ended = f"{stamp.told(key.retired_at)} 停用" if key.retired_at else "现用"
    return f"{stamp.told(key.made_at)} 起用\n{ended}"


def _why(change: KeyChange | None, dossier: Dossier) -> Cell:
    if change is None:
        return Cell("封存时生成")
    name = dossier.panel.name
    who = f"办理人{name(change.replaced_by)}，见证人{name(change.witness)}"
    return Cell(f"{change.cause.value}：{change.reason}", note=who)


def _digests(dossier: Dossier, stamp: Stamp) -> list[Row]:
    rubric = dossier.rubric
    edition = f"{rubric.edition}，{plain_standing(rubric.standing)}"
    return [
        [Cell("评分标准", note=edition), _split(seal_rubric(rubric).digest)],
        ["评审规则", _split(seal_rules(dossier.review_round.rules).digest)],
        ["评审编号", _split(dossier.round_id)],
        [Cell("留痕链末端", note=f"第 {stamp.log_seq} 号记录"), _split(stamp.log_head)],
    ]


def plain_standing(standing: str) -> str:
    """What the rubric says of its own standing, without a full stop."""
    return standing.rstrip("。")


def _materials(dossier: Dossier) -> list[Row]:
    names = {county.id: county.name for county in dossier.counties}
    return [
        [
            Cell(
                names.get(submission.county, submission.county),
                note=f"第 {submission.version} 版，{submission.file_count} 个文件",
            ),
            _split(submission.digest),
        ]
        for submission in newest_versions(dossier.submissions)
    ]


def _people(dossier: Dossier) -> list[Row]:
    return [
        [str(number), person.name, person.roles_text, person.unit or "—"]
        for number, person in enumerate(seated(dossier), start=1)
    ]


def _split(digest: str) -> str:
    """In groups of eight, four to a line, to be compared by eye."""
    groups = [digest[at : at + 8] for at in range(0, len(digest), 8)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))
