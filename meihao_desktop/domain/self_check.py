"""会前自检: what was looked at before the meeting, and what the secretary says to what failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.panel import PersonId


class CheckItem(Enum):
    """Everything that is looked at, in the order of the page and the paper."""

    PROGRAM = "程序版本与文件"
    DATABASE = "数据库设置"
    RECORDS = "记录校验"
    FOLDER = "评审目录位置"
    SPACE = "磁盘空间"
    RESERVE = "预留空间"
    BACKUPS = "备份位置"
    MATERIALS = "材料校验"
    EVENT_KEY = "本轮密钥指纹"
    POWER = "电源"
    CLOCK = "时钟"
    FONTS = "字体"
    SCREEN = "屏幕"
    PRINTER = "打印机"
    STICK = "U 盘读写"
    ENCRYPTION = "磁盘加密"

    # Members are single objects; the hash of Enum itself is slow Python.
    __hash__ = object.__hash__


class Outcome(Enum):
    """How an item came out; ``WAITING`` is for hands and eyes that have not looked yet."""

    PASSED = "合格"
    FAILED = "不合格"
    HINT = "提示"
    WAITING = "待确认"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One item with what was found; ``told`` is a sentence or two for the paper."""

    item: CheckItem
    outcome: Outcome
    told: str

    @property
    def needs_reason(self) -> bool:
        return self.outcome in (Outcome.FAILED, Outcome.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """One check of the machine as it was kept; ``exceptions`` are reasons by the item's name."""

    number: int
    made_by: PersonId
    made_at: datetime
    items: tuple[CheckResult, ...]
    exceptions: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def open_items(self) -> tuple[CheckResult, ...]:
        """What did not pass and nobody gave a reason for."""
        return tuple(
            result for result in self.items if result.needs_reason and not self.reason(result.item)
        )

    @property
    def passed(self) -> int:
        return sum(result.outcome is Outcome.PASSED for result in self.items)

    @property
    def verdict(self) -> str:
        """7 项合格，2 项未通过，均已写明理由."""
        failed, waiting = sum(r.needs_reason for r in self.items), len(self.open_items)
        if not failed:
            return f"{self.passed} 项合格，没有不合格"
        rest = f"{waiting} 项待处理" if waiting else "均已写明理由"
        return f"{self.passed} 项合格，{failed} 项未通过，{rest}"

    def reason(self, item: CheckItem) -> str:
        return self.exceptions.get(item.name, "")

    @property
    def missing(self) -> tuple[CheckItem, ...]:
        """Items that an older or a cut-short check did not look at."""
        seen = {result.item for result in self.items}
        return tuple(item for item in CheckItem if item not in seen)
