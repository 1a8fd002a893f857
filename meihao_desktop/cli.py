"""The command line: the same operations without a window."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from meihao_desktop import (
    cli_archive,
    cli_check,
    cli_exchange,
    cli_keys,
    cli_storage,
    diagnostics,
    rehearsal,
    resources,
)
from meihao_desktop.cli_exchange import SigningIn
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import Fact
from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.finding import Finding, Severity
from meihao_desktop.domain.left_out import left_out
from meihao_desktop.domain.pace import Pace, Stage, duration
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    identify_person,
    import_submission,
    keep_settings,
    print_documents,
    rank_estates,
    recheck_table,
    verify_log,
)
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.import_submission import AcceptancePlan, NameCoding
from meihao_desktop.operations.print_documents import Paper

DONE, FOUND, FAILED = 0, 1, 2
"""Exit codes: done; done, but something blocks or is not sound; refused or failed."""

PIN_VARIABLE = "MEIHAO_PIN"
METER_SECONDS = 0.2
CODINGS = ("auto", "gbk", "utf-8", "big5", "cp437")
PAPERS: Mapping[str, Paper] = {paper.name.lower().replace("_", "-"): paper for paper in Paper}


def main(argv: Sequence[str]) -> int:
    """Run one command; a refusal is one sentence, anything unforeseen leaves a report."""
    diagnostics.begin(resources.data_home())
    arguments = _reader().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except BrokenPipeError:  # the reader of the output has seen enough
        sys.stdout = None
        return DONE
    except MeihaoError as refusal:
        print(refusal, file=sys.stderr)
    except Exception as error:  # noqa: BLE001 -- one of the three places that own it
        report = diagnostics.crash_report(error)
        print(f"程序出错，没有完成。错误报告在：{report}", file=sys.stderr)
    return FAILED


def _new(arguments: argparse.Namespace) -> int:
    rubric = (
        keep_settings.read_rubric(arguments.rubric)
        if arguments.rubric
        else begin_round.standard_rubric()
    )
    plan = RoundPlan(
        title=arguments.title,
        year=arguments.year or SystemClock().now().year,
        bureau=arguments.bureau,
        secretary=arguments.secretary,
        rubric=rubric,
        mode=RoundMode.REHEARSAL if arguments.rehearsal else RoundMode.FORMAL,
    )
    context, pin = begin_round.create_round(arguments.folder, plan, SystemClock())
    begin_round.close_round(context)
    print(f"已建立评审：{arguments.folder}")
    who = f"{arguments.secretary}的编号是 {begin_round.SECRETARY_ID}"
    print(f"{who}，PIN 是 {pin}，只显示这一次，请记下。")
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    with _signed_in(arguments) as context:
        staging = import_submission.new_staging(context)
        received = _inspected(arguments, staging)
        try:
            plan = import_submission.plan_acceptance(context, received, arguments.county)
            _tell_received(received)
            _tell_plan(plan)
            if arguments.accept:
                import_submission.accept(context, received, arguments.county)
                print("已接收。")
            else:
                print("只作检查，没有接收；确认无误后加上 --accept。")
        finally:
            import_submission.discard(received)
    return FOUND if _blocks(plan.findings) else DONE


def _check(arguments: argparse.Namespace) -> int:
    """A round as it stands, or what a county handed in, without any round."""
    return _check_round(arguments) if _is_round(arguments.folder) else _check_source(arguments)


def _is_round(folder: Path) -> bool:
    return (folder / "round.db").exists()


def _check_source(arguments: argparse.Namespace) -> int:
    """Everything is read into a folder that is gone afterwards."""
    arguments.source = arguments.folder
    with TemporaryDirectory(prefix="meihao-") as place:
        received = _inspected(arguments, Path(place) / "staging")
        _tell_received(received)
        _tell_findings(FindingRow(finding=finding) for finding in received.findings)
        import_submission.discard(received)
    print("只作检查，没有接收。")
    return FOUND if _blocks(received.findings) else DONE


def _check_round(arguments: argparse.Namespace) -> int:
    with _signed_in(arguments) as context:
        desk = collate_sheets.secretary_desk(context)
        for row in desk.findings:
            print(_told(row))
        for blocker in desk.blockers:
            print(f"[待办] {blocker.sentence}")
        print(f"共 {len(desk.findings)} 条核查发现，{len(desk.blockers)} 项待办。")
        is_blocked = any(row.is_blocking for row in desk.findings) or bool(desk.blockers)
    return FOUND if is_blocked else DONE


def _inspected(arguments: argparse.Namespace, staging: Path) -> ReceivedSubmission:
    """Read what was handed in; a person who looks on sees how far it is."""
    meter = _Meter()
    try:
        watch = Watch(on_progress=meter.show) if sys.stderr.isatty() else Watch()
        names = NameCoding[arguments.names.upper().replace("-", "")]
        return import_submission.inspect(arguments.source, staging, watch, names=names)
    finally:
        meter.clear()


class _Meter:
    """One line on the terminal, written anew a few times in a second."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._told_at = 0.0

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        self._pace = self._pace.after(progress, now)
        if now - self._told_at < METER_SECONDS:
            return
        self._told_at = now
        percent = f"{progress.percent}%" if progress.total_bytes else "正在清点"
        if self._pace.stage is Stage.RECOGNISING:
            percent = f"{progress.done_files}/{progress.total_files}"
        seconds = self._pace.seconds_left(now)
        left = f"，还需约 {duration(seconds)}" if seconds else ""
        print(f"\r\033[K{self._pace.stage.value} {percent}{left}", end="", file=sys.stderr)

    def clear(self) -> None:
        if self._told_at:
            print("\r\033[K", end="", file=sys.stderr)


def _tell_received(received: ReceivedSubmission) -> None:
    """What was recognised: estates, figures with their sources, spellings, what stayed outside."""
    size = size_text(received.total_size)
    count = f"{len(received.materials)} 个文件，{size}"
    print(f"{received.source_name}：{received.container}，{count}")
    print(f"报送单位：{received.county_name or '没有读出'}")
    print(f"小区 {len(received.estates)} 个：")
    for entry in received.estates:
        form = entry.application_form.file if entry.application_form else "没有申报表"
        print(f"  {entry.name}：{form}；材料 {len(entry.materials)} 份")
        for fact in _facts(entry):
            guess = f"（推定：{fact.note}）" if fact.is_guessed else ""
            reading = "未能读出" if fact.value is None else fact.shown
            read = f"{fact.name.value} {reading}{guess}"
            print(f"    {read}　原文“{fact.raw}”　{fact.source.label}")
    for match in received.matches:
        guess = "（推定）" if match.is_guessed else ""
        print(f"名称：“{match.written}”（{match.where.value}）归入“{match.estate}”{guess}")
    for finding in left_out(received.materials, received.findings):
        print(f"没有接收：{finding.where.file}")


def _facts(entry: EstateEntry) -> Iterator[Fact]:
    yield from entry.summary_facts.values()
    if entry.application_form:
        yield from entry.application_form.facts.values()


def _tell_plan(plan: AcceptancePlan) -> None:
    """What the submission means for the round."""
    own = (FindingRow(finding=finding) for finding in plan.findings)
    _tell_findings((*plan.foreseen, *own))
    changed = plan.differences
    for figure in changed.figures:
        print(f"与上一版不同：{figure.sentence}。")
    for opinion in changed.opinions:
        print(f"与上一版不同：{opinion.sentence}。")
    for verb, files in (
        ("新增", changed.added_files),
        ("减少", changed.removed_files),
        ("改动", changed.changed_files),
    ):
        for file in files:
            print(f"{verb}文件：{file}")
    for estate in changed.missing_estates:
        print(f"上一版中的“{estate}”这次没有报送。")
    for pair in plan.scored:
        print(f"将标为按旧版材料评分：{pair.expert_name}对“{pair.estate_name}”。")
    names = "、".join(each.entry.name for each in plan.estates)
    print(f"{plan.county_name} 第 {plan.version} 版：{names}")


def _tell_findings(rows: Iterable[FindingRow]) -> None:
    for row in rows:
        print(_told(row))


def _blocks(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.BLOCKING for finding in findings)


def _rank(arguments: argparse.Namespace) -> int:
    with _signed_in(arguments) as context:
        desk = rank_estates.ranking_desk(context)
    dossier, ranking = desk.dossier, desk.standing.ranking
    print("名次\t小区\t县（市、区）\t得分\t精确值")
    for placing in ranking.placings:
        estate = dossier.estate(EstateId(placing.entry))
        county = dossier.county_of(estate)
        figures = f"{placing.shown_points}\t{placing.final_points}"
        print(f"{placing.place}\t{estate.name}\t{county}\t{figures}")
        if arguments.explain:
            for sentence in desk.explanations[estate.id]:
                print(f"\t{sentence}")
    for each in ranking.runners_up.entries:
        print(f"递补第 {each.turn} 位\t{dossier.estate_name(each.entry)}")
    for sentence in ranking.sentences:
        print(sentence)
    review_round = dossier.review_round
    draft = "演练草稿" if review_round.is_rehearsal else "草稿"
    print(f"{review_round.mode.value if desk.is_final else draft}，校验码 {desk.check_code}")
    return DONE if ranking.is_decided else FOUND


def _print(arguments: argparse.Namespace) -> int:
    with _signed_in(arguments) as context:
        paper = PAPERS[arguments.paper]
        document = print_documents.render(context, paper, arguments.subject)
        path, _ = print_documents.save(context, document, arguments.out)
        print(path)
    return DONE


def _verify_log(arguments: argparse.Namespace) -> int:
    report = verify_log.verify(arguments.folder)
    for sentence in (*report.faults, *report.notes):
        print(sentence)
    verdict = "完好" if report.is_sound else "不一致，请保留现场并联系技术人员"
    print(f"共 {report.count} 条记录，{verdict}。末条校验值 {report.head}")
    return DONE if report.is_sound else FOUND


def _tally(arguments: argparse.Namespace) -> int:
    rechecked = recheck_table.recheck(arguments.rules, arguments.scores)
    print(rechecked.tally.method)
    for placing in rechecked.ranking.placings:
        print(f"{placing.place}\t{placing.entry}\t{placing.shown_points}\t{placing.final_points}")
    for sentence in rechecked.ranking.sentences:
        print(sentence)
    if arguments.out:
        recheck_table.write(rechecked, arguments.out)
        print(f"全部计算过程已写入 {arguments.out}")
    return DONE if rechecked.ranking.is_decided else FOUND


def _rehearse(arguments: argparse.Namespace) -> int:
    until = next(phase for phase in Phase if phase.value == arguments.until)
    place = arguments.folder.absolute().parent / "归档"
    result = rehearsal.run(arguments.folder, SystemClock(), print, until, archive_to=place)
    print(f"演练已进行到“{result.phase.value}”，{len(result.documents)} 份文书：")
    for document in result.documents:
        print(document)
    print(f"各人的 PIN 见 {arguments.folder / rehearsal.PIN_FILE}")
    return DONE


def _told(row: FindingRow) -> str:
    settled = f"（已处理：{row.settlement.decision.value}）" if row.settlement else ""
    return f"[{row.finding.severity.value}] {row.finding.sentence}{settled}"


@contextmanager
def _signed_in(arguments: argparse.Namespace) -> Iterator[Context]:
    """The round, with the person named on the command line at the machine."""
    context = begin_round.open_round(arguments.folder, SystemClock())
    try:
        person = _person(context, arguments.person)
        identify_person.log_in(context, person, _pin(arguments))
        yield context
    finally:
        begin_round.close_round(context)


def _person(context: Context, wanted: str) -> PersonId:
    """By id or by name, as people know each other."""
    rows = identify_person.people(context)
    found = [r.person.id for r in rows if wanted in (r.person.id, r.person.name)]
    if len(found) != 1:
        known = "、".join(f"{row.person.name}（{row.person.id}）" for row in rows)
        raise MeihaoError(f"没有找到“{wanted}”，请用 --as 写姓名或编号：{known}。")
    return found[0]


def _pin(arguments: argparse.Namespace) -> str:
    pin = arguments.pin or os.environ.get(PIN_VARIABLE, "")
    if not pin:
        raise MeihaoError(f"请用 --pin 或环境变量 {PIN_VARIABLE} 提供 PIN。")
    return pin


def _reader() -> argparse.ArgumentParser:
    reader = argparse.ArgumentParser(prog="meihao-desktop", description="美好家园评审：命令行")
    commands = reader.add_subparsers(title="命令", required=True, metavar="命令")
    _add_round_commands(commands)
    _add_paper_commands(commands)
    _add_free_commands(commands)
    cli_storage.add_commands(partial(_command, commands))
    login = SigningIn(add=_add_login, signed_in=_signed_in, pin=_pin)
    cli_exchange.add_commands(partial(_command, commands), login)
    cli_check.add_commands(partial(_command, commands), login)
    cli_archive.add_commands(partial(_command, commands), login)
    cli_keys.add_commands(partial(_command, commands), login)
    return reader


class _Commands(Protocol):
    """What argparse calls by a private name: the place where commands are added."""

    def add_parser(self, name: str, *, help: str, description: str) -> argparse.ArgumentParser: ...  # noqa: A002 -- argparse's word


def _add_round_commands(commands: _Commands) -> None:
    new = _command(commands, "new", "建立一轮评审", _new)
    new.add_argument("folder", type=Path, help="评审文件夹（尚不存在或为空）")
    new.add_argument("--title", required=True, help="评审名称")
    new.add_argument("--bureau", required=True, help="主办单位")
    new.add_argument("--secretary", default="秘书", help="秘书姓名")
    new.add_argument("--year", type=int, help="评审年度（默认今年）")
    new.add_argument("--rubric", type=Path, help="评分标准文件（默认随附的参考方案）")
    new.add_argument("--rehearsal", action="store_true", help="建立演练，PIN 公开")

    take_in = _command(commands, "import", "检查并接收一个县的报送材料", _import)
    _add_login(take_in)
    take_in.add_argument("source", type=Path, help="文件夹或压缩包（ZIP、7z、RAR）")
    _add_names(take_in)
    take_in.add_argument("--county", default="", help="县（市、区）名称，读不出时填写")
    take_in.add_argument("--accept", action="store_true", help="接收；不写则只检查")

    check = _command(
        commands, "check", "列出评审的核查发现和待办，或检查一份报送材料而不写入任何内容", _check
    )
    _add_login(check, "评审文件夹，或报送材料的文件夹、压缩包（不需登录）")
    _add_names(check)
    rank = _command(commands, "rank", "列出排名", _rank)
    _add_login(rank)
    rank.add_argument("--explain", action="store_true", help="逐步说明每个得分和名次")


def _add_paper_commands(commands: _Commands) -> None:
    paper = _command(commands, "print", "把一种文书存成文件", _print)
    _add_login(paper)
    names = "；".join(f"{name} {paper.label}" for name, paper in PAPERS.items())
    paper.add_argument("paper", choices=list(PAPERS), metavar="文书", help=f"文书种类：{names}")
    paper.add_argument("--subject", default="", help="专家编号、专家编号/小区编号，或县编号")
    paper.add_argument("--out", type=Path, help="存到这个文件夹（默认评审文件夹的 exports）")


def _add_free_commands(commands: _Commands) -> None:
    verify = _command(commands, "verify-log", "校验记录链，不改动任何内容", _verify_log)
    verify.add_argument("folder", type=Path, help="评审文件夹")

    tally = _command(commands, "tally", "对任意得分表重新汇总、排名", _tally)
    tally.add_argument("--rules", type=Path, required=True, help="汇总规则（toml）")
    tally.add_argument("--scores", type=Path, required=True, help="得分表（csv 或 xlsx）")
    tally.add_argument("--out", type=Path, help="把全部计算过程写入 .json 或 .xlsx")

    rehearse = _command(commands, "rehearse", "用示例材料走完一轮演练", _rehearse)
    rehearse.add_argument("folder", type=Path, help="演练文件夹（尚不存在或为空）")
    reached = [phase.value for phase in Phase if not Phase.FINAL.is_before(phase)]
    rehearse.add_argument(
        "--until", choices=reached, default=Phase.FINAL.value, help="走到哪一阶段"
    )


def _command(
    commands: _Commands, name: str, told: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    reader = commands.add_parser(name, help=told, description=told)
    reader.set_defaults(command=run)
    return reader


def _add_names(reader: argparse.ArgumentParser) -> None:
    told = "压缩包里文件名的编码（默认自动判断）"
    reader.add_argument("--names", choices=CODINGS, default="auto", help=told)


def _add_login(reader: argparse.ArgumentParser, folder: str = "评审文件夹") -> None:
    reader.add_argument("folder", type=Path, help=folder)
    reader.add_argument("--as", dest="person", default="P01", help="以谁的身份（姓名或编号）")
    reader.add_argument("--pin", default="", help=f"PIN（或用环境变量 {PIN_VARIABLE}）")
