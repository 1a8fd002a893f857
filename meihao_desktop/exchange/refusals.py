"""The closed list of what is not taken from a stick: coded sentences, each saying what to do."""

from enum import Enum
from typing import NoReturn

from meihao_desktop.domain.errors import MeihaoError


class Refusal(Enum):
    """One reason why a pack or a bundle stays outside; nothing of it is taken over."""

    UNREADABLE = "读不到“{what}”。请重新插好 U 盘后再试；仍读不到时，请换一个 U 盘重新导出。"
    TOO_LARGE = "“{what}”大得不像评审文件，没有读入。请核对是否选错了文件。"
    NOT_OURS = "“{what}”不是本程序写出的评审文件。请选择评审包或评分包后再试。"
    OTHER_KIND = "“{what}”是{found}，这里需要{wanted}。请重新选择文件。"
    NEWER_FORMAT = "“{what}”由更新版本的程序写出。请先升级本机的程序，再读入。"
    OTHER_ALGORITHM = "“{what}”用了本程序不认识的算法（{found}）。请升级程序后再读入。"
    BAD_HEAD = "“{what}”的开头部分不完整或被改动，没有读入。请让对方重新导出一份。"
    CUT_SHORT = (
        "“{what}”不完整，可能是 U 盘过早拔出。请在原来的电脑上重新导出，看到“已写好”再拔出。"
    )
    TRAILING = "“{what}”末尾多出了内容，可能被其他程序改动过，没有读入。请让对方重新导出一份。"
    BAD_SIGNATURE = "“{what}”的签名与内容不符，内容已损坏或被改动，没有读入。请让对方重新导出一份。"
    BAD_CONTENT = "“{what}”的签名有效，但内容读不懂（{why}）。请核对两台电脑的程序版本是否相同。"
    UNFINISHED = (
        "“{what}”还没有写完，可能是 U 盘过早拔出。请把 U 盘插回制作它的电脑，再导出一次即可续写。"
    )
    UNSAFE_NAME = "清单中的名称“{name}”不安全，整个评审包没有读入。请让秘书重新制作。"
    LISTED_TWICE = "清单中“{name}”出现了不止一次，整个评审包没有读入。请让秘书重新制作。"
    EXTRA_FILE = "“{what}”中多出了清单之外的“{name}”，没有读入。请删去这个文件后再试。"
    FILE_MISSING = "“{what}”中缺少“{name}”，没有读入。请把 U 盘插回秘书的电脑，重新制作评审包。"
    OTHER_SIZE = "“{name}”的大小与清单不符，文件已损坏或被改动。请让秘书重新制作评审包。"
    OTHER_DIGEST = "“{name}”的内容与清单不符，文件已损坏或被改动。请让秘书重新制作评审包。"
    OVER_4_GIB = (
        "“{name}”超过 4 GB，U 盘常用的 FAT32 格式放不下。请先压缩这个文件，再重新接收后制作评审包。"
    )
    WRONG_ROUND = "“{what}”属于另一次评审（{found}），没有读入。请核对 U 盘上的文件。"
    WRONG_MODE = "“{what}”是{found}的数据，本次评审是{wanted}，两者不能混用。请核对 U 盘上的文件。"
    WRONG_RUBRIC = (
        "“{what}”所用的评分标准与本次评审的不同，没有接收。请给该专家换用最新的评审包后重新提交。"
    )
    OLD_MATERIALS = (
        "“{what}”中“{name}”是按第 {found} 版材料评的，现为第 {wanted} 版，没有接收。"
        "请该专家用最新的评审包更新后重新提交。"
    )
    UNKNOWN_EXPERT = "“{what}”来自编号 {found}，评审小组中没有这位专家，没有接收。请核对专家名单。"
    REPLACED_EXPERT = "“{what}”来自{found}，其人已不在评审小组中，没有接收。请由接替的专家评分。"
    UNKNOWN_ESTATE = "“{what}”中有本次评审没有的小区（{name}），没有接收。请核对评审包的版本。"
    UNKNOWN_PACK = "“{what}”依据的评审包（第 {found} 号）不是本机制作的，没有接收。请核对评审包。"
    NOT_OWN_SHEET = "“{what}”里夹有他人的评分表（{name}），没有接收。请本人重新提交。"
    UNSEALED_SHEET = "“{what}”中“{name}”的评分表没有封存，没有接收。请专家提交封存后再交回。"
    BAD_SHEET = "“{what}”中“{name}”的评分表不合规则（{why}），没有接收。请专家更正后重新提交。"
    OTHER_SHEET_DIGEST = (
        "“{what}”中“{name}”的评分与它的校验码不符，没有接收。请保留文件，并请专家重新交回。"
    )
    SHEET_UNSIGNED = "“{what}”中“{name}”的评分表没有专家的签名，没有接收。请专家重新提交后再交回。"
    SHEET_BAD_SIGNATURE = (
        "“{what}”中“{name}”的签名不是这份评分表的，没有接收。请保留文件，并请专家重新交回。"
    )
    SCORED_RECUSED = (
        "“{what}”中有应当回避的小区“{name}”的评分，没有接收。请用最新的评审包更新后重新交回。"
    )
    NO_PROOF = "“{what}”没有激活凭据，不能确认来自该专家，没有接收。请专家用 PIN 激活后重新交回。"
    BAD_PROOF = (
        "“{what}”的激活凭据不符，不能确认来自该专家，没有接收。"
        "PIN 重新发放后，请先用新的评审包更新，再交回。"
    )
    OTHER_KEY = "“{what}”不是用它所写的密钥签名的，没有接收。请保留文件，并请专家重新交回。"
    CLAIMED_KEY = "“{what}”的密钥已登记在他人名下，没有接收。请保留文件并告知监督员。"
    FOREIGN_EVENT_KEY = (
        "“{what}”不是本次评审的秘书签发的。请核对开封记录上的密钥指纹，并让秘书重新制作。"
    )
    OLDER_PACK = "“{what}”比本机已有的评审包旧（第 {found} 号，现为第 {wanted} 号），不需要读入。"
    OUTDATED = "“{what}”比已收到的旧（第 {found} 号，已有第 {wanted} 号），没有接收，以较新的为准。"
    CONTESTED = (
        "“{what}”与已有的评分不一致：{name}。两份都已保留，都暂不计入；请组长裁定以哪一份为准。"
    )
    WRONG_SIGNER = "“{what}”的签署人与内容所写的专家不符，没有接收。请保留文件并告知监督员。"
    OTHER_NOTICE = (
        "“{what}”答复的异常评分通知不是本机发给该专家的，没有接收。请用最新的评审包更新后重新答复。"
    )
    OTHER_ANSWER = (
        "“{what}”对“{name}”异常评分通知的答复与已收到的不同，没有接收。以先收到的为准；"
        "请向专家本人核实。"
    )
    NOT_REOPENED = (
        "“{what}”中“{name}”的第 {found} 版评分表没有经组长和监督员重新打开，没有接收。"
        "请保留文件并告知监督员。"
    )
    OUTSIDE_OPENED = (
        "“{what}”中“{name}”改动了没有重新打开的评分项（{found}），没有接收。"
        "请保留文件并告知监督员。"
    )
    PLAIN_BUNDLE = (
        "“{what}”没有加密，是旧版程序交出的，没有接收。请把专家电脑上的程序换成与本机相同的版本，"
        "用最新的评审包更新后重新交回。"
    )
    BROKEN_LETTER = "“{what}”打不开：加密的内容已损坏或被改动，没有读入。请让专家重新交回一份。"
    FOREIGN_BOX = (
        "“{what}”不是交给本次评审的（拆封密钥 {found}），没有接收。请核对 U 盘上的文件；"
        "确属本次评审的，请专家用最新的评审包更新后重新交回。"
    )
    NO_BOX_KEY = (
        "“{what}”打不开：本机没有或读不出它的拆封密钥（{found}）。请在封存评审的那台电脑上打开；"
        "密钥确已丢失的，请重新制作评审包，由专家更新后重新交回。"
    )
    NO_BOX_IN_PACK = (
        "“{what}”没有写明评分包的拆封密钥，不能使用。请秘书用与本机相同版本的程序重新制作评审包。"
    )

    @property
    def code(self) -> str:
        """What people tell on the telephone: the place in the list."""
        return f"X{list(Refusal).index(self) + 1:02}"

    def sentence(self, **words: str) -> str:
        return f"{self.value.format(**words)}（{self.code}）"


class Refused(MeihaoError):
    """A pack or bundle is not taken over, for one reason of the list."""

    def __init__(self, refusal: Refusal, **words: str) -> None:
        super().__init__(refusal.sentence(**words))
        self.refusal = refusal


def refuse(refusal: Refusal, **words: str) -> NoReturn:
    raise Refused(refusal, **words)
