"""Why a handed-in file could not be read, each reason with what the person can do about it."""

from enum import Enum

from meihao_desktop.domain.errors import MeihaoError


class Trouble(Enum):
    """What stood in the way; the value is the sentence to show."""

    DAMAGED = "文件已损坏或格式不受支持，读不出内容。可以在外部程序中打开原件查看。"
    TOO_SLOW = (
        "文件在规定时间内没有读完，已停止读取。可以在外部程序中打开原件查看，"
        "或请报送单位另存、拆分后重新报送。"
    )
    TOO_LARGE = (
        "文件展开后过大，超出读取时允许占用的空间，已停止读取。请报送单位缩小或拆分后重新报送。"
    )
    CRASHED = "读取这个文件时读取程序意外中止，文件可能已损坏。请报送单位重新导出后再报送。"
    PASSWORD = "文件设有密码，读不出内容。请向报送单位索要去掉密码的文件。"  # noqa: S105 -- no password


class Unreadable(MeihaoError):
    """A file whose content no reader could make sense of; ``reason`` says why."""

    def __init__(self, reason: Trouble = Trouble.DAMAGED) -> None:
        super().__init__(reason.value)
        self.reason = reason
