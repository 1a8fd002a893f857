"""The command line: the same operations, exit codes, and sentences instead of tracebacks."""

import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from meihao_desktop import __main__, cli, resources
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.progress import Progress
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, identify_person, import_submission
from meihao_desktop.operations.pins import open_pin
from tests.support.rounds import CHAIR, EXPERTS, SECRETARY, SteppingClock, a_round_in, sit
from tests.support.submissions import a_county, a_form, a_zip
from tests.support.submissions import a_folder as written

PACKAGES = resources.path("sample", "packages")
SAMPLES = Path(__file__).parent / "samples" / "tally"
PIN = open_pin(SECRETARY)
Out = pytest.CaptureFixture[str]


def a_folder(tmp_path: Path, phase: Phase) -> Path:
    context = a_round_in(phase, tmp_path / "评审")
    begin_round.close_round(context)
    return context.folder


def test_a_new_round_is_made_and_its_pin_shown_once(tmp_path: Path, capsys: Out) -> None:
    folder = tmp_path / "评审"
    arguments = ["new", str(folder), "--title", "测试评审", "--bureau", "市住建局", "--rehearsal"]
    assert cli.main(arguments) == cli.DONE
    told = capsys.readouterr().out
    assert f"PIN 是 {PIN}" in told
    context = begin_round.open_round(folder, SteppingClock())
    assert context.store.settings.review_round().title == "测试评审"
    assert identify_person.log_in(context, SECRETARY, PIN).has(Role.SECRETARY)
    begin_round.close_round(context)


def test_a_new_round_may_bring_its_own_rubric(tmp_path: Path) -> None:
    rubric = resources.path("rubrics", "reference-2025.toml")
    given = ["new", str(tmp_path / "评审"), "--title", "测试", "--bureau", "局", "--year", "2026"]
    assert cli.main([*given, "--rehearsal", "--rubric", str(rubric)]) == cli.DONE


def test_import_only_looks_until_it_is_told_to_accept(tmp_path: Path, capsys: Out) -> None:
    folder = a_folder(tmp_path, Phase.RECEIVING)
    source = resources.path("sample", "packages", "佛山市")
    given = ["import", str(folder), str(source), "--pin", PIN]
    assert cli.main(given) == cli.DONE
    assert "没有接收" in capsys.readouterr().out
    assert cli.main([*given, "--accept"]) == cli.DONE
    assert "已接收" in capsys.readouterr().out
    context = begin_round.open_round(folder, SteppingClock())
    assert import_submission.import_desk(context).estate_count == 2
    assert list((folder / "staging").iterdir()) == []
    begin_round.close_round(context)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda p: p.write_bytes(b"not a zip"), "不是可以读取的压缩包"),
        (lambda p: p.mkdir(), "没有任何文件"),
        (lambda _: None, "找不到"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_half_written(
    tmp_path: Path, capsys: Out, make: object, told: str
) -> None:
    folder = a_folder(tmp_path, Phase.RECEIVING)
    source = tmp_path / "材料.zip"
    make(source)  # type: ignore[operator]
    assert cli.main(["import", str(folder), str(source), "--pin", PIN, "--accept"]) == cli.FAILED
    captured = capsys.readouterr()
    assert told in captured.err
    assert "Traceback" not in captured.err
    assert list((folder / "staging").iterdir()) == []
    assert list((folder / "materials").iterdir()) == []


def test_import_tells_estates_figures_and_what_stayed_outside(tmp_path: Path, capsys: Out) -> None:
    folder = a_folder(tmp_path, Phase.RECEIVING)
    files = {**a_county("朗悦花园"), "CON.txt": b"x"}
    source = a_zip(tmp_path / "玉州区.zip", files.items())
    assert cli.main(["import", str(folder), str(source), "--pin", PIN]) == cli.DONE
    told = capsys.readouterr().out
    assert "玉州区.zip：ZIP" in told
    assert "报送单位：玉州区" in told
    assert "  朗悦花园：朗悦花园/申报表.docx；材料 2 份" in told
    assert "户数 1018户　原文“1018户”　朗悦花园/申报表.docx › 第" in told
    assert "没有接收：CON.txt" in told
    assert "玉州区 第 1 版：朗悦花园" in told


def test_a_second_delivery_tells_what_changed(tmp_path: Path, capsys: Out) -> None:
    folder = a_folder(tmp_path, Phase.RECEIVING)
    files = a_county("朗悦花园")
    given = ["import", str(folder), "--pin", PIN, "--accept"]
    assert cli.main([*given, str(written(tmp_path / "一", files))]) == cli.DONE
    files["朗悦花园/申报表.docx"] = a_form("朗悦花园", {"户数": "1020户", "居民满意度": "93%"})
    files["朗悦花园/新.txt"] = "新".encode()
    cli.main([*given, str(written(tmp_path / "二", files))])
    told = capsys.readouterr().out
    assert "与上一版不同：“朗悦花园”申报表的户数由 1018户 改为 1020户。" in told
    assert "新增文件：朗悦花园/新.txt" in told
    assert "玉州区 第 2 版：朗悦花园" in told


@pytest.mark.parametrize("name", sorted(path.name for path in PACKAGES.iterdir()))
def test_check_reads_every_sample_and_writes_nothing(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert cli.main(["check", str(PACKAGES / name)]) in {cli.DONE, cli.FOUND}
    told = capsys.readouterr().out
    assert "报送单位：" in told
    assert "　原文“" in told
    assert "推荐排序 " in told
    assert "只作检查，没有接收。" in told
    assert list(tmp_path.iterdir()) == []


def test_names_are_read_as_the_person_says(tmp_path: Path, capsys: Out) -> None:
    source = tmp_path / "旧包.zip"
    info = zipfile.ZipInfo("n.txt")
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr(info, b"x")
    raw = source.read_bytes().replace(b"n.txt", "朗悦".encode("gbk") + b"x")
    source.write_bytes(raw)
    cli.main(["check", str(source), "--names", "gbk"])
    assert "GBK" in capsys.readouterr().out


def test_a_malformed_archive_is_one_sentence_with_its_code(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    source = a_zip(tmp_path / "断.zip", a_county("朗悦花园").items())
    source.write_bytes(source.read_bytes()[:-40])
    assert cli.main(["check", str(source)]) == cli.FAILED
    captured = capsys.readouterr()
    assert "“断.zip”" in captured.err
    assert captured.out == ""
    assert list((tmp_path / "t").iterdir()) == []


def test_on_a_terminal_the_progress_stands_in_one_line_that_goes_away(capsys: Out) -> None:
    meter = cli._Meter()
    meter.show(Progress(current="正在清点"))
    copied = Progress(done_bytes=1, total_bytes=4, done_files=1, total_files=9)
    meter._told_at = 1
    meter.show(copied)
    meter._told_at = 1
    meter.show(Progress(done_bytes=4, total_bytes=4, done_files=3, total_files=9))
    meter.clear()
    told = capsys.readouterr().err
    assert "复制校验 25%" in told
    assert "识别 3/9" in told
    assert told.endswith("\r\033[K")
    assert "\n" not in told


def test_check_says_by_its_code_whether_something_blocks(tmp_path: Path, capsys: Out) -> None:
    folder = a_folder(tmp_path, Phase.SCORING)
    assert cli.main(["check", str(folder), "--pin", PIN]) == cli.FOUND
    told = capsys.readouterr().out
    assert "[阻断] 专家01对“朗悦花园”尚未评分" in told
    assert "[待办] 专家01还有 3 份评分表没有提交。" in told
    assert "[警告] “朗悦花园”的有效专家为 3 人" in told


def test_rank_lists_places_and_explains_them(tmp_path: Path, capsys: Out) -> None:
    folder = a_folder(tmp_path, Phase.COLLATING)
    given = ["rank", str(folder), "--as", "专家01", "--pin", open_pin(CHAIR), "--explain"]
    assert cli.main(given) == cli.DONE
    told = capsys.readouterr().out
    assert "1\t朗悦花园\t玉州区\t89.67\t269/3" in told
    assert "÷ 3 ＝ 89.6666…（269/3）。" in told
    assert "演练草稿，校验码 " in told


def test_rank_is_refused_to_an_expert_and_before_collating(tmp_path: Path, capsys: Out) -> None:
    folder = a_folder(tmp_path, Phase.SCORING)
    assert cli.main(["rank", str(folder), "--pin", PIN]) == cli.FAILED
    assert "只能在汇总" in capsys.readouterr().err
    given = ["rank", str(folder), "--as", EXPERTS[1], "--pin", open_pin(EXPERTS[1])]
    assert cli.main(given) == cli.FAILED
    assert "只有秘书、组长、监督员可以查看全部评分" in capsys.readouterr().err


def test_print_saves_a_paper_and_tells_where(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path, Phase.COLLATING)
    monkeypatch.setenv(cli.PIN_VARIABLE, PIN)
    assert cli.main(["print", str(folder), "ranking", "--out", str(tmp_path / "U盘")]) == cli.DONE
    path = Path(capsys.readouterr().out.strip())
    assert path.parent == tmp_path / "U盘"
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("login", "told"),
    [
        (["--as", "无此人", "--pin", "258001"], "秘书（P01）"),
        (["--pin", "111111"], "PIN 不正确"),
        ([], "请用 --pin 或环境变量 MEIHAO_PIN"),
    ],
)
def test_a_failed_login_says_what_to_do(
    tmp_path: Path, capsys: Out, login: list[str], told: str
) -> None:
    folder = a_folder(tmp_path, Phase.PREPARING)
    assert cli.main(["check", str(folder), *login]) == cli.FAILED
    assert told in capsys.readouterr().err


def test_verify_log_tells_sound_from_altered(tmp_path: Path, capsys: Out) -> None:
    folder = a_folder(tmp_path, Phase.PREPARING)
    assert cli.main(["verify-log", str(folder)]) == cli.DONE
    assert "完好" in capsys.readouterr().out
    assert cli.main(["verify-log", str(tmp_path / "没有")]) == cli.FAILED


def test_tally_writes_every_figure(tmp_path: Path, capsys: Out) -> None:
    given = ["tally", "--rules", str(SAMPLES / "规则.toml"), "--scores", str(SAMPLES / "得分.csv")]
    assert cli.main([*given, "--out", str(tmp_path / "核算.json")]) == cli.DONE
    assert "1\t朗悦花园\t90.50\t181/2" in capsys.readouterr().out
    assert "181/2" in (tmp_path / "核算.json").read_text(encoding="utf-8")
    assert cli.main(given) == cli.DONE


def test_a_second_program_on_the_same_round_is_refused(tmp_path: Path, capsys: Out) -> None:
    context = a_round_in(Phase.PREPARING, tmp_path / "评审")
    sit(context, SECRETARY)
    assert cli.main(["check", str(context.folder), "--pin", PIN]) == cli.FAILED
    assert "打开" in capsys.readouterr().err
    begin_round.close_round(context)


def test_anything_unforeseen_leaves_a_report_and_no_traceback(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_folder: Path) -> None:
        raise ZeroDivisionError("planned")

    monkeypatch.setattr(cli.verify_log, "verify", broken)
    assert cli.main(["verify-log", str(tmp_path)]) == cli.FAILED
    told = capsys.readouterr().err
    report = Path(told.rsplit("：", 1)[1].strip())
    assert "Traceback" not in told
    assert "ZeroDivisionError: planned" in report.read_text(encoding="utf-8")


def test_help_is_chinese_and_names_every_command(capsys: Out) -> None:
    with pytest.raises(SystemExit) as end:
        __main__.main(["--help"])
    told = capsys.readouterr().out
    assert end.value.code == 0
    for command in __main__.COMMANDS - {"-h", "--help"}:
        assert command in told
    assert "校验记录链" in told


def test_every_command_is_known_at_the_door() -> None:
    """A command that only the reader knows would open the window instead."""
    listed = next(action.choices for action in cli._reader()._actions if action.choices)
    assert set(listed) == __main__.COMMANDS - {"-h", "--help"}


def test_without_a_command_the_window_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, list[str]]] = []

    class Room:
        def __init__(self, name: str) -> None:
            self.name = name

        def main(self, given: list[str]) -> int:
            asked.append((self.name, given))
            return 7

    monkeypatch.setattr(__main__, "import_module", Room)
    monkeypatch.setattr(sys, "argv", ["meihao-desktop", "--sample"])
    assert [__main__.main(), __main__.main(["check", "x"]), __main__.main([])] == [7, 7, 7]
    assert asked == [
        ("meihao_desktop.app", ["--sample"]),
        ("meihao_desktop.cli", ["check", "x"]),
        ("meihao_desktop.app", []),
    ]
