"""Pdf materials: one with text, one made of pictures of pages, one of which lies on its side."""

import io

import pypdfium2
from PIL import Image, ImageDraw
from reportlab.lib import pagesizes
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from meihao_desktop import resources
from scripts.sample.chance import Chance
from scripts.sample.pictures import face
from scripts.sample.stories import Story

WIDTH, HEIGHT = pagesizes.A4
MARGIN = 72
SCAN_SCALE = 1.5
NOTE = "演练材料：除公开通报中的事实外，数据均为合成，仅供演练。"


def satisfaction_report(story: Story, chance: Chance) -> bytes:
    """The survey of residents' satisfaction, as a pdf whose text can be searched."""
    figure, unit, is_synthetic = story.satisfaction
    households = story.facts["households"] or 900
    asked = max(120, households // 8)
    answered = asked * chance.between(88, 97) // 100
    marked = "（演练合成数据）" if is_synthetic else "（引自公开通报）"
    pages = [
        [
            "一、测评对象与方法",
            (
                f"本次测评以{story.name}业主和住户为对象，由社区工作人员见证，按楼栋分层抽样，"
                f"发放问卷 {asked} 份，收回有效问卷 {answered} 份（份数为演练合成数据）。"
            ),
            (
                "问卷分为清洁卫生、绿化养护、秩序维护、设施维修、收费公开、服务态度六个方面，"
                "每个方面分五档作答，由第三方录入统计。"
            ),
            "二、测评结果",
            f"居民满意度综合结果为 {figure}{unit}{marked}。",
            "分项结果显示，秩序维护和服务态度评价较高，停车管理和电梯等候时间仍有改进空间。",
        ],
        [
            "三、意见办理",
            "对问卷中提出的具体意见，物业服务企业逐条登记，明确责任人和办理时限，办结后回访。",
            "四、说明",
            "测评底册由社区保存备查，本报告与汇总表一并报送。",
            NOTE,
        ],
    ]
    return _text_pdf(f"{story.name}居民满意度测评报告", pages)


def scanned_record(story: Story) -> bytes:
    """Stamped papers as a scanner delivers them: pictures only, the second page on its side."""
    pages = [
        [
            f"{story.name}业主委员会：",
            (
                "你会报送的首次业主大会会议决议、业主委员会成员名单、管理规约和议事规则收悉。"
                "经审查，选举程序合法，备案材料齐全，同意备案。"
            ),
            "请依法履行职责，定期公开公共收益收支和住宅专项维修资金使用情况，接受业主监督。",
            "备案单位：属地街道办事处（演练）",
            "备案日期：2023年5月18日（演练合成）",
        ],
        [
            "附件　联席会议召开情况",
            (
                "近一年每季度召开联席会议，街道、社区、业委会和物业服务企业参加，"
                "议题包括消防通道、充电设施、停车秩序和公共收益公示，办结情况见台账。"
            ),
            "会议纪要在小区公告栏张贴，业主可在党群服务站查阅原件。",
            "本页为扫描件，内容为演练合成。",
        ],
    ]
    typed = _text_pdf(f"{story.name}业主委员会备案通知书", pages)
    document = pypdfium2.PdfDocument(typed)
    try:
        pictures = [_scan(document, number) for number in range(len(document))]
    finally:
        document.close()
    return _picture_pdf(pictures)


def _text_pdf(title: str, pages: list[list[str]]) -> bytes:
    body, heading = _fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=pagesizes.A4, invariant=True)
    canvas.setTitle(title)
    canvas.setAuthor("演练")
    for number, paragraphs in enumerate(pages, start=1):
        top = HEIGHT - MARGIN - 10
        if number == 1:
            canvas.setFont(heading, 20)
            canvas.drawCentredString(WIDTH / 2, top, title)
            top -= 48
        for paragraph in paragraphs:
            is_heading = len(paragraph) < 12 and paragraph[1] == "、"
            font, size = (heading, 15) if is_heading else (body, 13.5)
            canvas.setFont(font, size)
            for line in _lines(f"　　{paragraph}", font, size):
                canvas.drawString(MARGIN, top, line)
                top -= 26
            top -= 6
        canvas.setFont(body, 10)
        canvas.drawCentredString(WIDTH / 2, 40, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _lines(text: str, font: str, size: float) -> list[str]:
    """Chinese breaks anywhere, but no line begins with a closing mark."""
    lines = [""]
    for character in text:
        wide = pdfmetrics.stringWidth(lines[-1] + character, font, size) > WIDTH - 2 * MARGIN
        if wide and character not in "，。；：、）”":
            lines.append("")
        lines[-1] += character
    return lines


def _scan(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """A page as paper under a lamp: a little askew and grey, with a red rehearsal stamp."""
    page = document[number]
    picture = page.render(scale=SCAN_SCALE).to_pil()  # type: ignore[arg-type] -- takes any number.convert("RGB")
    page.close()
    draw = ImageDraw.Draw(picture)
    x, y, radius = picture.width * 2 // 3, picture.height // 2, 82
    red = (206, 48, 44)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=5)
    font = face(34)
    draw.text((x, y), "演练用章", font=font, fill=red, anchor="mm")
    turned = picture.rotate(0.7, fillcolor=(236, 234, 228), resample=Image.Resampling.BICUBIC)
    tint = Image.new("RGB", turned.size, (238, 234, 224))
    return Image.blend(turned, tint, 0.18).convert("RGB")


def _picture_pdf(pictures: list[Image.Image]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=pagesizes.A4, invariant=True)
    canvas.setTitle("扫描件")
    for number, picture in enumerate(pictures):
        lies_down = number == 1
        shown = picture.rotate(90, expand=True) if lies_down else picture
        size = (HEIGHT, WIDTH) if lies_down else (WIDTH, HEIGHT)  # reportlab turns the page
        jpeg = io.BytesIO()
        shown.save(jpeg, "JPEG", quality=60)
        canvas.setPageRotation(90 if lies_down else 0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _fonts() -> tuple[str, str]:
    names = ("Meihao Song", "Meihao Hei")
    for name, file in zip(names, ("meihao-song.ttf", "meihao-hei.ttf"), strict=True):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resources.fonts_dir() / file)))
    return names
