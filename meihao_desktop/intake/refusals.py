"""The closed list of what the counter does not take in: at most forty coded sentences.

A ``LeftOut`` is one member that stays outside while the rest comes in; a ``Refusal`` stops the
whole submission. Every sentence names what it is about and says what to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.finding import Finding, Severity, Where


class LeftOut(Enum):
    """One member that is not taken in; the rest of the submission is."""

    UNSAFE_NAME = (
        "“{file}”的名称含有不安全的路径，没有接收。请报送单位去掉这个文件或改名后重新打包。"
    )
    RESERVED_NAME = "“{file}”用了 Windows 保留的名称（{part}），没有接收。请改名后重新打包。"
    HIDDEN_SIGN = "“{file}”的名称含有看不见的控制字符，没有接收。请把名称重新输入后再打包。"
    COLON = "“{file}”的名称含有冒号，没有接收。请把冒号改为全角或去掉后重新打包。"
    BAD_ENDING = "“{file}”的名称以句点或空格结尾，没有接收。请去掉结尾的句点或空格后重新打包。"
    LONG_NAME = (
        "“{file}”的名称过长（一级名称至多 60 个汉字，整个路径至多 260 个字），没有接收。"
        "请缩短名称后重新打包。"
    )
    SAME_NAME = "“{file}”与另一个文件同名（只差大小写或字符写法），没有接收。请改名后重新打包。"
    LINK = "“{file}”是链接，不是文件，没有接收。请报送单位放入原文件后重新报送。"
    DEVICE = "“{file}”不是普通文件，没有接收。请报送单位去掉它或换成原文件后重新报送。"
    NO_ACCESS = "“{file}”没有读取权限，没有接收。请在资源管理器中取消限制，或复制一份后重新导入。"
    ENCRYPTED = "“{file}”设有密码，没有接收。请报送单位去掉密码后重新打包。"
    FILE_TOO_LARGE = "“{file}”超过单个文件 500 MB 的限额，没有接收。请压缩视频或图片后重新报送。"
    RATIO = "“{file}”的压缩比异常，可能是损坏或有害文件，没有接收。请改用原文件报送。"
    METHOD = (
        "“{file}”的压缩方式（{method}）不受支持，没有接收。请用 Windows 自带的压缩功能重新打包。"
    )
    DAMAGED = "“{file}”已损坏，无法完整取出，没有接收。请报送单位重新打包。"
    SIZE_DIFFERS = "“{file}”的实际大小与压缩包中写明的不同，没有接收。请报送单位重新打包。"
    MISMATCH = (
        "“{file}”在压缩包中的两处记载不一致（{what}），可能被改动过，没有接收。请报送单位重新打包。"
    )
    HEADER_MISSING = "“{file}”在压缩包中找不到开头，没有接收。请报送单位重新打包。"
    TOO_DEEP = "“{file}”是套了两层的压缩包，没有接收。请先把里面一层解压，再重新打包。"
    NOT_OPENED = "“{file}”里的文件没有接收：{reason}"

    @property
    def code(self) -> str:
        return f"door_{self.name.lower()}"

    @property
    def severity(self) -> Severity:
        return Severity.WARNING

    def found(self, where: Where, **words: str) -> Finding:
        """The finding about this member; ``file`` comes from the place itself."""
        return Finding(
            severity=self.severity,
            code=self.code,
            where=where,
            sentence=self.value.format(file=where.file, **words),
            basis="|".join(words[key] for key in sorted(words)),
        )


class Refusal(Enum):
    """What stops a whole submission before anything was taken over."""

    NOT_THERE = "找不到“{name}”。如果它在 U 盘上，请重新插好 U 盘后再试。"
    EMPTY_FOLDER = "文件夹“{name}”里没有任何文件。请选择装有报送材料的文件夹。"
    EMPTY_ARCHIVE = "压缩包“{name}”里没有任何文件。请报送单位重新打包。"
    NOT_AN_ARCHIVE = (
        "“{name}”不是可以读取的压缩包，可能已损坏或改过扩展名。"
        "请报送单位重新打包为 ZIP，或直接报送文件夹。"
    )
    OTHER_ARCHIVE = "“{name}”是 {kind} 压缩包，不能直接接收。请先解压，再选择解压后的文件夹。"
    SPLIT = (
        "“{name}”是分卷压缩包的一部分，不能单独接收。"
        "请在电脑上把各卷一起解压，再选择解压后的文件夹。"
    )
    CUT_OFF = "压缩包“{name}”不完整，缺少结尾，可能没有复制完。请重新复制，或请报送单位重新打包。"
    CONTRADICTORY = "压缩包“{name}”的目录前后矛盾（{what}），里面的文件不可信。请报送单位重新打包。"
    OVERLAP = "压缩包“{name}”中“{file}”与另一个文件占用同一段数据，不可信。请报送单位重新打包。"
    STRAY_BYTES = "压缩包“{name}”中夹有不属于任何文件的内容（{what}），不可信。请报送单位重新打包。"
    BROKEN_ARCHIVE = "压缩包“{name}”已损坏，无法展开。请报送单位重新打包为 ZIP，或直接报送文件夹。"
    ALL_ENCRYPTED = "压缩包“{name}”设有密码。请报送单位去掉密码后重新打包。"
    NOTHING_USABLE = "“{name}”里没有一个可以接收的文件：{reason}"
    TOO_MANY = "“{name}”里有 {count} 个文件，超过 {limit} 个的限额。请只保留报送材料后再试。"
    TOO_LARGE = "“{name}”展开后超过 {limit} 的限额。请压缩视频和图片，或分开报送后再试。"

    @property
    def code(self) -> str:
        return f"door_{self.name.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why one member stays outside, with the words of its sentence."""

    left: LeftOut
    words: Mapping[str, str] = field(default_factory=dict[str, str])

    def found(self, path: str) -> Finding:
        return self.left.found(Where(file=path), **self.words)


class MemberRefused(MeihaoError):
    """A member that turned out unfit only while it was read."""

    def __init__(self, left: LeftOut, **words: str) -> None:
        self.objection = Objection(left=left, words=words)
        super().__init__(left.name)


class SubmissionRefused(MeihaoError):
    """A submission that cannot be taken in at all; nothing was kept of it."""

    def __init__(self, refusal: Refusal, name: str, **words: str) -> None:
        self.refusal = refusal
        self.words = words
        super().__init__(refusal.value.format(name=name, **words))
