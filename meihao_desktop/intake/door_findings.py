"""The closed catalogue of what the counter may say about a submission.

Every code has one sentence; a sentence says what was found and what to do. What is not taken in
at all has its own closed list in ``refusals``.
"""

from enum import Enum

from meihao_desktop.domain.finding import Finding, Severity, Where

BLOCKING, WARNING, NOTE = Severity.BLOCKING, Severity.WARNING, Severity.NOTE


class Door(Enum):
    """Findings at the door: code, weight and sentence."""

    UNDECODABLE_NAME = (
        WARNING,
        "“{file}”的文件名编码无法识别，已按近似文字显示。请对照原件核对名称。",
    )
    UNREADABLE = (
        WARNING,
        (
            "“{file}”{why}，没有读出内容，仍作为材料保存，可在外部程序中打开。"
            "请核对，必要时请报送单位重新提供。"
        ),
    )
    EMPTY_FILE = (WARNING, "“{file}”是空文件，没有任何内容。请报送单位重新提供。")
    SUMMARY_MISSING = (
        BLOCKING,
        "没有找到推荐汇总表。请报送单位补交，或核对后写明理由按申报表接收。",
    )
    SUMMARY_UNREAD = (
        BLOCKING,
        "“{file}”看来是推荐汇总表，但读不出内容。请用 WPS 或 Excel 另存为 xlsx 后重新导入。",
    )
    SUMMARY_HEADER = (
        BLOCKING,
        "“{file}”中找不到表头行（应有“小区名称”“建筑面积”“户数”等列）。请补上表头后重新导入。",
    )
    SUMMARY_TWICE = (
        WARNING,
        "“{file}”也是推荐汇总表，本次以“{other}”为准。请确认哪一份有效，删去另一份。",
    )
    ROW_UNNAMED = (
        WARNING,
        "推荐汇总表“{file}”第 {row} 行有内容但没有小区名称，没有读取。请补上名称后重新导入。",
    )
    ROW_HIDDEN = (
        WARNING,
        "推荐汇总表“{file}”第 {row} 行（{name}）是隐藏的行，已照常读取。请与报送单位核实是否推荐。",
    )
    NAMES_IN_ONE_CELL = (
        WARNING,
        (
            "推荐汇总表“{file}”第 {row} 行的小区名称写作“{name}”，看来不止一个小区，没有拆开。"
            "请报送单位分行填写后重新报送。"
        ),
    )
    ESTATE_TWICE = (
        WARNING,
        (
            "推荐汇总表“{file}”第 {row} 行的“{other}”与前面的“{estate}”是同一个小区，"
            "本次以前面一行为准。请与报送单位核实后删去重复的一行。"
        ),
    )
    ESTATE_SIMILAR = (
        WARNING,
        "推荐汇总表中的“{estate}”与“{other}”名称相近。请核实是两个小区还是同一小区的两种写法。",
    )
    FORM_MISSING = (BLOCKING, "“{estate}”没有申报表。请报送单位补交，或核对后写明理由。")
    FORM_UNREAD = (
        WARNING,
        "“{file}”看来是“{estate}”的申报表，但{why}，表中数据未能读出。请打开原件人工核对。",
    )
    FORM_TWICE = (
        WARNING,
        "“{estate}”有不止一份申报表，本次以“{other}”为准，“{file}”作为材料保存。请确认。",
    )
    FORM_OWNERLESS = (
        WARNING,
        "“{file}”看来是申报表，但无法判断属于哪个小区，已列入公共材料。请核对。",
    )
    NO_FOLDER = (
        WARNING,
        "推荐汇总表中的“{estate}”没有对应的文件夹或材料。请报送单位补交，或核对名称写法。",
    )
    NOT_IN_SUMMARY = (
        WARNING,
        "“{estate}”交了材料，但推荐汇总表中没有这个小区。请与报送单位核实是否推荐。",
    )
    FOLDER_UNKNOWN = (
        WARNING,
        "文件夹“{file}”对不上任何小区，其中的材料已列入公共材料。请核对名称写法。",
    )
    NAME_GUESSED = (
        NOTE,
        "“{other}”按与“{estate}”为同一小区处理。请确认；如不是，请改名后重新导入。",
    )
    NAME_CORRECTED = (
        NOTE,
        "“{other}”（{kind}）由收件人核对后改归{after}，原先按{before}处理。如需更改，请重新导入。",
    )
    FIGURE_DIFFERS = (
        WARNING,
        "“{estate}”的{fact}不一致：推荐汇总表为 {summary}，申报表为 {form}。请与报送单位核实。",
    )
    OPINION_EMPTY = (
        WARNING,
        "“{estate}”申报表的“{box}”没有意见或盖章。请报送单位补办，或核对盖章原件。",
    )
    OPINIONS_ABSENT = (
        WARNING,
        "“{estate}”的申报表中没有找到意见盖章栏。请核对是否使用了规定的表样。",
    )
    FIGURE_UNPARSED = (
        WARNING,
        "“{estate}”的{fact}写作“{raw}”（{place}），读不出数值。请对照原件核实。",
    )
    UNIT_GUESSED = (
        NOTE,
        "“{estate}”的{fact}写作“{raw}”（{place}），{note}，读作 {shown}。请对照原件确认。",
    )
    RATE_OVER = (
        WARNING,
        "“{estate}”的{fact}写作“{raw}”（{place}），超过 100，没有采用。请对照原件核实。",
    )
    FIGURE_ZERO = (
        WARNING,
        "“{estate}”的{fact}写作“{raw}”（{place}），为 0，不合常理。请对照原件核实。",
    )
    FACTS_MISSING = (
        NOTE,
        "“{estate}”的推荐汇总表和申报表都没有写明{facts}。请报送单位补充，或在佐证材料中核对。",
    )
    PRACTICES_MISSING = (
        NOTE,
        "“{estate}”的申报表“{file}”没有写主要做法和成效。请核对是否另附了文字材料。",
    )
    MATERIALS_MISSING = (
        WARNING,
        "“{estate}”除申报表外没有任何佐证材料。请报送单位补交，或核对名称写法。",
    )
    COMPANY_SPELLINGS = (
        NOTE,
        "{estates}的物业服务企业写作{names}，看来是同一家企业。请与报送单位核实全称。",
    )
    SAME_FILE = (
        WARNING,
        "{estates}交了内容完全相同的文件“{file}”。请核实材料是否混放或重复使用。",
    )
    COUNTY_MIXED = (
        WARNING,
        "推荐汇总表中出现了不止一个县（市、区）：{counties}。一次只接收一个县的材料，请核对。",
    )
    COUNTY_UNKNOWN = (
        WARNING,
        "没有读出是哪个县（市、区）报送的。请填写后再接收。",
    )

    @property
    def severity(self) -> Severity:
        return self.value[0]

    def found(self, where: Where, **words: str) -> Finding:
        """The finding at this place; ``estate`` and ``file`` come from the place itself."""
        told = {"estate": where.estate, "file": where.file, **words}
        return Finding(
            severity=self.severity,
            code=f"door_{self.name.lower()}",
            where=where,
            sentence=self.value[1].format(**told),
            basis="|".join(words[key] for key in sorted(words)),
        )
