"""Which rules there are, in groups: what each is called and how it is entered."""

from collections.abc import Callable, Sequence

from meihao_desktop.domain.review_round import NoticeCounting
from meihao_desktop.domain.tally_rules import ROUND_COMBINATIONS, RoundingMode, TrimScope
from meihao_desktop.ui.settings_desk.groups_field import GroupsField
from meihao_desktop.ui.settings_desk.rule_fields import (
    AmountField,
    ChoiceField,
    CountField,
    DayField,
    PercentField,
    RuleField,
    SwitchField,
)
from meihao_desktop.ui.settings_desk.stages_field import StagesField
from meihao_desktop.ui.settings_desk.tie_chain_field import TieChainField

Make = Callable[[], RuleField]


def _count(path: str, label: str, unit: str, hint: str = "") -> Make:
    return lambda: CountField(path, label, unit, hint)


def _amount(path: str, label: str, unit: str, hint: str = "") -> Make:
    return lambda: AmountField(path, label, unit, hint)


def _percent(path: str, label: str, hint: str = "") -> Make:
    return lambda: PercentField(path, label, "%", hint)


GROUPS: Sequence[tuple[str, Sequence[Make]]] = (
    ("名额", (
        _count("county_quota_min", "每县报送小区，最少", "个"),
        _count("county_quota_max", "每县报送小区，最多", "个"),
        _count("shortlist_size", "拟公示名单", "个", "按名次取前几名公示"),
        _count("nomination_quota", "推荐上报", "个", "公示名单中的前几名"),
        _count("runners_up", "递补名单", "个", "公示名单之后依次递补的小区；0 为不列"),
        _count("county_cap", "每县列入名单，最多", "个", "0 为不限；名额已满的由后续小区递补"),
    )),
    ("期限", (
        lambda: DayField("submission_deadline", "报送截止"),
        _count("notice_days", "公示期", "工作日"),
        lambda: ChoiceField("notice_counting", "公示期起算", NoticeCounting),
        lambda: DayField("report_deadline", "上报截止"),
    )),
    ("评审小组", (
        _count("minimum_experts", "每个小区的有效专家，至少", "人", "不足的小区不参加排名"),
        _count("advised_experts", "建议的专家人数", "人"),
        _percent("outside_share", "外部专家所占比例，不少于"),
    )),
    ("座位和时钟", (
        _count("idle_minutes", "无人操作自动锁定", "分钟", "回来输入 PIN 继续；0 为不自动锁定"),
        _count("clock_back_minutes", "专家电脑的时钟往回拨，超过", "分钟", "收到评分包时提示核对"),
        _count("clock_ahead_minutes", "专家电脑的时钟快于秘书电脑，超过", "分钟",
               "收到评分包时提示核对"),
    )),
    ("公示之前的签字", (
        lambda: SwitchField("opening_needs_ink", "开封记录", "组长和监督员须签字",
                            "按现行版本签字并在签署台登记之后才能公示；演练只提醒"),
        lambda: SwitchField("tally_needs_ink", "得分汇总表", "全体专家和监督员须签字"),
        lambda: SwitchField("ranking_needs_ink", "排名表", "全体专家和监督员须签字",
                            "个人评分表的签字在定稿之前必须登记齐，不在此选择"),
    )),
    ("利害关系", (
        _count("interest_years", "离开原单位超过", "年", "之后不再作为回避提示的依据"),
        _count("basis_characters", "申报的情形少于", "字", "且登记的情况中没有线索时，请本人补充"),
        lambda: SwitchField("declaration_first", "打开小区之前", "专家先作回避申报",
                            "专家须先对全部小区作出申报，才能查看材料和评分"),
        lambda: GroupsField("company_groups", "同一集团的企业名称",
                            hint="每行一个集团：名称，冒号，其他叫法；用来比对专家单位和物业服务企业"),
    )),
    ("计分", (
        lambda: ChoiceField("tally.combination", "合成方式", ROUND_COMBINATIONS),
        _count("tally.trim.highest", "去掉最高分", "个"),
        _count("tally.trim.lowest", "去掉最低分", "个"),
        lambda: ChoiceField("tally.trim.scope", "从哪里去掉", TrimScope),
        _count("tally.trim.minimum_experts", "达到多少位专家才去掉", "人",
               "每个小区都达到时才去掉，对各小区一致"),
        _count("tally.rounding.places", "保留小数", "位"),
        lambda: ChoiceField("tally.rounding.mode", "取舍办法", RoundingMode),
        lambda: StagesField("tally.rounding", "计算途中先行修约",
                            hint="都不选时按精确值计算和排名，只在打印时取舍"),
    )),
    ("系数和扣分", (
        _amount("terms.deduction_max", "每个小区的扣分，合计至多", "分",
                "0 为不扣分；由秘书登记、组长输入 PIN 确认"),
        _amount("terms.factor_min", "系数，不小于", "",
                "评分开始之前登记；上下限都为 1 时没有系数"),
        _amount("terms.factor_max", "系数，不大于", ""),
    )),
    ("并列的处理", (
        lambda: TieChainField("tie_chain", "得分相同且跨越入选名额时，从上到下依次比较",
                              hint="前一步分不出先后才比较下一步；仍分不出的，由评审小组表决"),
    )),
    ("畸高畸低", (
        _percent("outlier.hint_share_of_others", "提示：偏离其他专家均分"),
        _amount("outlier.hint_range", "提示：最高与最低相差", "分"),
        _amount("outlier.alarm_item_points", "警告：单项偏离均分，超过", "分"),
        _percent("outlier.alarm_item_share", "警告：单项偏离均分，且超过"),
        _percent("outlier.alarm_share_of_mean", "警告：总分偏离均分"),
        _percent("outlier.alarm_share_of_others", "警告：总分偏离其他专家均分"),
        lambda: SwitchField("outlier_needs_hearing", "处理之前", "先通知、答复、表决",
                            "专家说明之后由其余专家表决，过半数仍认为异常的才替换"),
    )),
    ("评分习惯", (
        _count("bearing.alike_items", "两份评分表完全相同，至少", "项", "由专家判断的评分项"),
        _percent("bearing.uniform_share", "同一档次占全部得分"),
        _count("bearing.uniform_estates", "且至少评了", "个", "小区"),
        _count("bearing.repeated_estates", "同一位专家给出完全相同的各项得分，达到", "个", "小区"),
        _count("bearing.seconds_per_item", "用时过短：平均每项不足", "秒"),
        _count("bearing.contrary_estates", "与其他专家排序相反：至少", "个", "小区"),
        _amount("bearing.contrary_by", "且名次负相关，达到", "", "0 至 1；1 为完全相反"),
    )),
    ("材料核对", (
        _amount("area_per_household_min", "户均建筑面积，下限", "㎡"),
        _amount("area_per_household_max", "户均建筑面积，上限", "㎡", "超出范围时提示核对"),
        _amount("area_per_household_times", "户均建筑面积与各小区中位数相差，达到", "倍"),
        _count("look_distance", "照片相似：画面特征至多相差", "位",
               "共 128 位；数值越小越严，0 表示画面特征完全相同才提出"),
        _count("honour_rest_years", "获得称号后不得再次申报", "年", "0 表示不限"),
    )),
)  # fmt: skip
