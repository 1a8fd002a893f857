"""承诺书: one for each expert, with the situations in which to stand back, to be signed in ink."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.printing.paper import Paper, bind
from meihao_desktop.printing.press import TextStyle
from meihao_desktop.printing.stamp import Stamp, frame_of

TITLE = "评审专家承诺书"
TEXT = TextStyle(12, leading=1.65)
OPENING = "本人受邀参加{title}的评审工作，自愿作出以下承诺："
PROMISES = (
    (
        "一、独立、客观、公正地评审，只依据评分标准、申报材料和现场情况打分，对本人的评分和评语负责，"
        "不委托他人代为评审，不发表倾向性意见，不受任何单位和个人的干预。"
    ),
    "二、保守秘密。公布之前不透露评审小组名单、评审情况和得分；不留存、复制或对外提供申报材料。",
    "三、不收受与评审有关的礼品、礼金和宴请，不与申报单位私下接触。",
    "四、有下列情形之一的，主动申报并回避相应小区的评审：",
)
YEARS = "近{years}年内"
SITUATIONS = (
    "{period}与该小区的物业服务企业或其所属集团有劳动关系；",
    "{period}在上述企业担任董事、监事、高级管理人员，或持有股份；",
    "与上述企业的法定代表人、负责人或该小区业主委员会成员是夫妻、直系血亲、三代以内旁系血亲或近姻亲；",
    "与上述企业同属一个集团，或现在与其有业务、劳务、咨询关系；",
    "是申报、推荐该小区的县（市、区）主管部门、街道、社区或业主委员会的工作人员或成员；",
    "本人或近亲属是该小区的业主或住户；",
    "参与过该小区的创建、辅导、设计、施工或申报材料的编写；",
    "有其他可能影响公正评审的关系。",
)
CLOSING = (
    "五、评审中发现应当回避而尚未申报的，立即申报并停止评审；已作的评分由评审小组认定处理。",
    (
        "六、服从评审纪律，按时到会，评审期间按要求保管通信工具；对异常评分按要求作出书面说明，"
        "对评审结果有不同意见的，书面说明理由。"
    ),
    "以上承诺如有违反，本人愿意承担相应责任。",
)


def pledges_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """A page for each expert, those in reserve too, because they may be called up."""
    people = (*dossier.panel.experts, *dossier.panel.reserves)
    title = f"{dossier.review_round.title} {TITLE}"
    papers = (_pledge(dossier, person, stamp) for person in people)
    return bind(papers, title=title, subject=TITLE)


def _pledge(dossier: Dossier, person: Person, stamp: Stamp) -> Paper:
    review_round = dossier.review_round
    frame = frame_of(review_round, TITLE, stamp, subject=f"pledge {person.id}")
    paper = Paper(frame, bookmark=person.name)
    role = "组长" if Role.PANEL_CHAIR in person.roles else "评审专家"
    if person.seat.is_reserve:
        role = "后备专家"
    pairs = [("姓名", person.name), ("身份", role)]
    pairs += [("工作单位", person.unit or "—"), ("职务职称", person.title or "—")]
    paper.facts(pairs)
    paper.paragraph(OPENING.format(title=review_round.title), TEXT)
    for promise in PROMISES:
        paper.paragraph(promise, TEXT)
    period = YEARS.format(years=_in_words(review_round.rules.interest_years))
    for number, situation in enumerate(SITUATIONS, start=1):
        paper.paragraph(f"（{number}）{situation.format(period=period)}", TEXT)
    for promise in CLOSING:
        paper.paragraph(promise, TEXT)
    paper.signatures(["承诺人签名", "日期"])
    return paper


def _in_words(years: int) -> str:
    words = "零一二三四五六七八九十"
    return words[years] if 0 <= years < len(words) else f" {years} "
