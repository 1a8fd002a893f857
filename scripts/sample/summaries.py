"""The four recommendation summaries, each with the habits of another office."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scripts.sample.documents import workbook_bytes
from scripts.sample.stories import Story

TITLE = "2025年度“美好家园”小区推荐汇总表"
LINE = Side(style="thin")
THIN = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def guangzhou(stories: list[Story]) -> bytes:
    """A plain table under a title and the line of the submitting unit; marks for nothing."""
    headers = [
        "序号", "县（市、区）", "小区名称", "地址", "物业服务企业", "建筑面积（㎡）", "户数",
        "交付时间", "业委会/物管会", "居民满意度", "物业费收缴率", "所属街道", "所属社区",
        "曾获荣誉", "推荐排序", "备注",
    ]  # fmt: skip
    workbook, worksheet = _begun(
        len(headers), "填报单位（盖章）：广州市住房和城乡建设局　　　填报日期：2025年8月26日"
    )
    worksheet.append(headers)
    for number, story in enumerate(stories, start=1):
        facts = story.facts
        worksheet.append([
            number, "广州市", story.name, "/", facts["property_company"], None, None, "—",
            "已成立" if number == 1 else "/", "", "", facts["subdistrict"], facts["community"],
            "；".join(honour["name"] for honour in facts["honours"]), number, "演练",
        ])  # fmt: skip
    return _finished(workbook, header_row=3)


def shenzhen(stories: list[Story]) -> bytes:
    """Units stand in the cells, in the words of the published text; columns in their own order."""
    headers = [
        "推荐顺序", "项目名称", "所在区县", "坐落位置", "竣工交付时间", "总建筑面积", "总户数",
        "绿化率", "业主满意度", "物业管理费收缴率", "街道（乡镇）", "社区", "联系电话", "说明",
    ]  # fmt: skip
    workbook, worksheet = _begun(len(headers), "")
    worksheet.append(headers)
    first, second = stories
    worksheet.append([
        "第1名", first.name, "深圳市", first.facts["address"], "2014年6月建成", "11.07万平方米",
        "1018户", "30%", None, None, first.facts["subdistrict"], first.facts["community"], None,
        "演练",
    ])  # fmt: skip
    worksheet.append([
        "第2名", f"{second.name}　", "深圳市", second.facts["address"], "上世纪80年代末",
        "80,909平方米", "798 户", None, "90.7分", "99.6%", second.facts["subdistrict"], None, None,
        "演练",
    ])  # fmt: skip
    return _finished(workbook, header_row=2)


def zhuhai(stories: list[Story]) -> bytes:
    """Real numbers with their units in the header; no column of the county at all."""
    headers = [
        "序号", "小区名称", "地址", "建筑面积(平方米)", "户数(户)", "交付时间", "街道/乡镇",
        "社区/居委会", "荣誉", "推荐排序",
    ]  # fmt: skip
    workbook, worksheet = _begun(len(headers), "报送单位：珠海市住房和城乡建设局")
    worksheet.append(headers)
    facts = stories[0].facts
    worksheet.append([
        1, stories[0].name, facts["address"], facts["floor_area_m2"], facts["households"],
        "2017年完成建设", facts["subdistrict"], facts["community"],
        "；".join(honour["name"] for honour in facts["honours"]), 1,
    ])  # fmt: skip
    return _finished(workbook, header_row=3)


def foshan(stories: list[Story]) -> bytes:
    """Two header rows, a merged county, numbers as text, full-width digits, a subtotal row."""
    workbook, worksheet = _begun(
        12, "填报单位（盖章）：佛山市住房和城乡建设局　　填报日期：２０２５．８．２７"
    )
    worksheet.append([
        "序号", "县(市、区)", "小区名称", "基本情况", None, None, None, None, "服务情况", None,
        "推荐\n排序", "备注",
    ])  # fmt: skip
    worksheet.append([
        None, None, None, "物业服务企业", "建筑面积\n(万㎡)", "户数\n（户）", "交付\n时间",
        "绿化率（%）", "居民满意度(%)", "收缴率(%)", None, None,
    ])  # fmt: skip
    for block in ("A3:A4", "B3:B4", "C3:C4", "D3:H3", "I3:J3", "K3:K4", "L3:L4"):
        worksheet.merge_cells(block)
    blue, lake = stories
    worksheet.append([
        1, "佛山市", f"{blue.name}  ", blue.facts["property_company"], "７３．５", "４７１１",
        "2011年11月首次交付", "30", "93％", "９９．７％", "1", "演练",
    ])  # fmt: skip
    worksheet.append([
        2, None, "千灯湖1号　", lake.facts["property_company"], "79.9 ", "2684", "2013.11", "38 ",
        0.99, 1, "2", "演练",
    ])  # fmt: skip
    worksheet.merge_cells("B5:B6")
    worksheet["J6"].number_format = "0.0%"
    worksheet.append(["小计", None, "2个", None, "153.4", "7395"])
    worksheet.append(["填表人：　　　　　　审核人：　　　　　　联系电话："])
    return _finished(workbook, header_row=4)


def _begun(columns: int, submitter: str) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = "推荐汇总表"
    for text in filter(None, (TITLE, submitter)):
        worksheet.append([text])
        row = worksheet.max_row
        worksheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    worksheet["A1"].font = Font(name="黑体", size=16, bold=True)
    worksheet["A1"].alignment = Alignment(horizontal="center")
    return workbook, worksheet


def _finished(workbook: Workbook, *, header_row: int) -> bytes:
    worksheet = workbook.worksheets[0]
    for row in worksheet.iter_rows(min_row=header_row):
        for cell in row:
            cell.border = THIN
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for index, width in enumerate((6, 12, 16, 22, 24, 14, 10, 16), start=1):
        worksheet.column_dimensions[get_column_letter(index)].width = width
    return workbook_bytes(workbook)
