"""会前自检: look at the machine before the meeting, and keep what was found.

What needs the store is looked at in milliseconds; what reads much (``Survey``) needs none and goes
on beside the window; what needs hands and eyes is answered by the secretary.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from meihao_desktop import fsops, printing
from meihao_desktop.db.connection import sqlite_version
from meihao_desktop.db.material_copies import verify_materials
from meihao_desktop.db.place import place_of
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.self_check import CheckItem, CheckResult, Outcome, SelfCheck
from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations import machine
from meihao_desktop.operations.ballast import reserve, size_for
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.keys import require_event_key
from meihao_desktop.operations.memory import recalled

LACKING = "磁盘空间不够，没有预留成。请清理磁盘后重新自检。"
SAFE_SQLITE = (3, 51, 3)
LEAST_FREE = 2 * 1024**3
LEAST_BATTERY = 60
LEAST_SCREEN = (1366, 768)
STICK_BLOCK, STICK_BLOCKS = 1024 * 1024, 8
TRIAL_CODE = "0000-0000-0000-0000"
STICK_FILE = "美好家园自检.tmp"
WANTED_FONTS = ("meihao-hei.ttf", "meihao-hei-bold.ttf", "meihao-song.ttf", "meihao-kai.ttf")
BY_HAND = frozenset({CheckItem.CLOCK, CheckItem.PRINTER, CheckItem.STICK})
"""What nobody but a person in the room can answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """What only the window sees: the screen in pixels, and the printers by name."""

    screen: tuple[int, int]
    printers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the slow part needs to know; it holds no store."""

    folder: Path
    digests: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessDesk:
    """The check in force, whether it may be made anew, and whether the round asks for it."""

    latest: SelfCheck | None
    made_by: str
    may_check: bool
    is_asked_for: bool
    now: datetime


def readiness_desk(context: Context) -> ReadinessDesk:
    """What the page shows before anything is looked at."""
    dossier = context.dossier()
    latest = dossier.self_check
    return ReadinessDesk(
        latest=latest,
        made_by=dossier.panel.name(latest.made_by) if latest else "",
        may_check=context.may(Act.CHECK_READINESS),
        is_asked_for=not dossier.review_round.is_rehearsal,
        now=context.now(),
    )


def look(context: Context, sights: Sights) -> tuple[CheckResult, ...]:
    """Everything that takes milliseconds, and the questions for the secretary."""
    context.require(Act.CHECK_READINESS)
    reserve(context.folder, context.store.settings.review_round())
    return (
        _database(context),
        _records(context),
        _folder(context),
        _space(context),
        _reserve(context),
        _backups(context),
        _event_key(context),
        _power(),
        _clock(context),
        _fonts(),
        _screen(sights),
        _printer(sights),
        _waiting(CheckItem.STICK, "请插好交换用的 U 盘，点“测试 U 盘”。"),
        _encryption(),
    )


def survey_of(context: Context) -> Survey:
    """What the slow part will look at."""
    digests = {
        material.digest
        for estate in context.store.submissions.estates()
        for material in estate.materials
    }
    return Survey(folder=context.folder, digests=frozenset(digests))


def survey(asked: Survey, watch: Watch) -> tuple[CheckResult, ...]:
    """The files of the program and every material, read anew; for the background."""
    digest, count = machine.program_digest(watch)
    short = "-".join(digest[at : at + 4].upper() for at in range(0, 16, 4))
    program = _passed(
        CheckItem.PROGRAM,
        f"{machine.version()} 版，{count} 个文件，摘要 {short}。请与安装包附带的摘要核对。",
    )
    report = verify_materials(asked.folder, asked.digests, watch)
    told = f"{report.count} 个材料文件的内容都与登记的校验值一致。"
    if not report.is_sound:
        told = (
            f"{report.count} 个材料文件中，{len(report.altered)} 个内容被改动，"
            f"另缺少 {len(report.missing)} 个。请从备份恢复材料，或重新接收。"
        )
    return program, _judged(CheckItem.MATERIALS, is_good=report.is_sound, told=told)


def try_stick(place: Path, watch: Watch) -> CheckResult:
    """Write to a stick, flush, read back and compare; for the background."""
    target = place / STICK_FILE
    data = secrets.token_bytes(STICK_BLOCK)
    try:
        fsops.require_space(place, STICK_BLOCK * STICK_BLOCKS)
        for number in range(STICK_BLOCKS):
            watch.tell(Progress(done_files=number, total_files=STICK_BLOCKS))
            fsops.write_atomically(target, data[number:] + data[:number])
        fsops.remove_file(target)
    except StorageError as error:
        return CheckResult(item=CheckItem.STICK, outcome=Outcome.FAILED, told=str(error))
    megabytes = STICK_BLOCK * STICK_BLOCKS // 1024**2
    return _passed(CheckItem.STICK, f"“{place}”写入 {megabytes} MB 并读回，内容一致。")


def trial_page(context: Context) -> bytes:
    """The printer's test page; it is no paper of the round and is not noted."""
    actor = context.require(Act.CHECK_READINESS)
    _, head = context.store.audit_log.head()
    stamp = printing.Stamp(
        printed_at=context.now(), actor=actor.name, check_code=TRIAL_CODE, log_head=head
    )
    return printing.trial_page(context.dossier(), stamp)


def answered(result: CheckResult, told: str, *, is_good: bool) -> CheckResult:
    """What a person in the room says to an item that asks for hands or eyes."""
    return _judged(result.item, is_good=is_good, told=told)


def record(
    context: Context, results: Sequence[CheckResult], exceptions: Mapping[CheckItem, str]
) -> Change:
    """Keep the whole check; every item has been looked at, what failed may have its reason."""
    actor = context.require(Act.CHECK_READINESS)
    by_item = {result.item: result for result in results}
    lacking = [item.value for item in CheckItem if item not in by_item]
    if lacking:
        raise RuleViolation(f"自检还没有做完：{'、'.join(lacking)}。请等全部项目检查完再保存。")
    reasons = {
        item.name: reason.strip()
        for item, reason in exceptions.items()
        if reason.strip() and by_item[item].needs_reason
    }
    check = SelfCheck(
        number=context.store.self_checks.next_number(),
        made_by=actor.id,
        made_at=context.now(),
        items=tuple(by_item[item] for item in CheckItem),
        exceptions=reasons,
    )
    failed = [result.item.name for result in check.items if result.needs_reason]
    with context.transaction("check_readiness", detail={"failed": failed}):
        context.store.self_checks.save(check)
    return Change(is_round=True, is_settings=True)


def _database(context: Context) -> CheckResult:
    pragmas = context.store.pragmas()
    wrong = [name for name, wanted, found in pragmas if found != wanted]
    version = sqlite_version()
    told = f"SQLite {version}，{len(pragmas)} 项设置读回一致（先写日志、每次落盘、独占）。"
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        told += "此版本的并发缺陷不影响独占单连接的用法。"
    if wrong:
        told = f"SQLite {version}，设置读回不一致：{'、'.join(wrong)}。请重新启动程序。"
    return _judged(CheckItem.DATABASE, is_good=not wrong, told=told)


def _records(context: Context) -> CheckResult:
    seq, head = context.store.audit_log.head()
    known = recalled(context.store)
    told = f"打开时逐条校验了记录链，现有 {seq} 条，末端 {head[:16].upper()}。"
    if known.seq:
        told += f"与本机记得的第 {known.seq} 条相符。"
    return _passed(CheckItem.RECORDS, told)


def _folder(context: Context) -> CheckResult:
    place = place_of(context.folder)
    told = place.sentence(str(context.folder)) or f"“{context.folder}”在本机硬盘上。"
    return _judged(CheckItem.FOLDER, is_good=place.is_fit, told=told)


def _space(context: Context) -> CheckResult:
    free = fsops.free_bytes(context.folder)
    told = f"剩余 {free / 1024**3:.1f} GB，要求不少于 {LEAST_FREE // 1024**3} GB。"
    return _judged(CheckItem.SPACE, is_good=free >= LEAST_FREE, told=told)


def _reserve(context: Context) -> CheckResult:
    is_there = (context.folder / fsops.BALLAST).is_file()
    size = size_for(context.store.settings.review_round()) // 1024**2
    told = f"已预留 {size} MB，磁盘写满时自动释放，让会议能够收尾。"
    return _judged(CheckItem.RESERVE, is_good=is_there, told=told if is_there else LACKING)


def _backups(context: Context) -> CheckResult:
    place = recalled(context.store).backup_place
    if not place:
        return _failed(CheckItem.BACKUPS, "只有评审目录内的备份。请选一个 U 盘或另一块硬盘。")
    if not Path(place).is_dir():
        return _failed(CheckItem.BACKUPS, f"“{place}”现在不在，请插好 U 盘。")
    return _passed(CheckItem.BACKUPS, f"每次封存和关闭时备份到“{place}”，写后读回核对。")


def _event_key(context: Context) -> CheckResult:
    key = context.store.keys.event_key()
    if key is None:
        told = "封存时生成，现在还没有。封存后请再做一次自检，并与开封记录核对。"
        return CheckResult(item=CheckItem.EVENT_KEY, outcome=Outcome.HINT, told=told)
    try:
        if not context.is_seat:
            require_event_key(context, "制作评审包")
    except RuleViolation as lost:
        return _failed(CheckItem.EVENT_KEY, str(lost))
    told = f"{grouped(key.fingerprint)}，请与已签字的开封记录核对。"
    return _passed(CheckItem.EVENT_KEY, told)


def _power() -> CheckResult:
    mains, percent = machine.power()
    level = "" if percent is None else f"，电池 {percent}%"
    if mains is None and percent is None:
        told = "读不到电源状态（台式机属正常）。请确认已接电源。"
        return CheckResult(item=CheckItem.POWER, outcome=Outcome.HINT, told=told)
    if mains:
        return _passed(CheckItem.POWER, f"已接电源{level}。")
    told = f"正在使用电池{level}，请接上电源。"
    return _judged(CheckItem.POWER, is_good=(percent or 0) >= LEAST_BATTERY, told=told)


def _clock(context: Context) -> CheckResult:
    told = f"电脑时间 {context.now():%Y-%m-%d %H:%M}，请与手表或手机核对。"
    return _waiting(CheckItem.CLOCK, told)


def _fonts() -> CheckResult:
    missing = sorted({*WANTED_FONTS} - {*machine.fonts()})
    told = f"界面和文书的 {len(WANTED_FONTS)} 种字体齐全。"
    if missing:
        told = f"缺少字体 {'、'.join(missing)}，请重新安装程序。"
    return _judged(CheckItem.FONTS, is_good=not missing, told=told)


def _screen(sights: Sights) -> CheckResult:
    width, height = sights.screen
    is_good = width >= LEAST_SCREEN[0] and height >= LEAST_SCREEN[1]
    told = f"{width}×{height}，要求不小于 {LEAST_SCREEN[0]}×{LEAST_SCREEN[1]}。"
    return _judged(CheckItem.SCREEN, is_good=is_good, told=told)


def _printer(sights: Sights) -> CheckResult:
    if not sights.printers:
        return _failed(CheckItem.PRINTER, "没有找到打印机。请连接打印机并装好驱动。")
    told = f"找到 {'、'.join(sights.printers)}。请打印测试页，看字迹和二维码是否清楚。"
    return _waiting(CheckItem.PRINTER, told)


def _encryption() -> CheckResult:
    told = "建议开启 BitLocker（或同类整盘加密）：电脑遗失时，评语和个人信息不致外泄。"
    return CheckResult(item=CheckItem.ENCRYPTION, outcome=Outcome.HINT, told=told)


def _judged(item: CheckItem, *, is_good: bool, told: str) -> CheckResult:
    return _passed(item, told) if is_good else _failed(item, told)


def _passed(item: CheckItem, told: str) -> CheckResult:
    return CheckResult(item=item, outcome=Outcome.PASSED, told=told)


def _failed(item: CheckItem, told: str) -> CheckResult:
    return CheckResult(item=item, outcome=Outcome.FAILED, told=told)


def _waiting(item: CheckItem, told: str) -> CheckResult:
    return CheckResult(item=item, outcome=Outcome.WAITING, told=told)
