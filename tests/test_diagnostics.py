"""The program log turns over, and a crash report says enough and not too much."""

import logging
import tempfile
from pathlib import Path

import pytest

from meihao_desktop import diagnostics


def crashed() -> ValueError:
    with pytest.raises(ValueError, match="wrong kind") as caught:
        raise ValueError("points of the wrong kind")
    return caught.value


def test_what_the_program_logs_is_in_the_home(own_home: Path) -> None:
    file = diagnostics.begin(own_home)
    logging.getLogger("meihao_desktop.intake").warning("unknown column 小区名")
    assert file == own_home / "logs" / "meihao.log"
    text = file.read_text(encoding="utf-8")
    assert "WARNING meihao_desktop.intake unknown column 小区名" in text
    assert "PySide6" in text


def test_beginning_twice_writes_each_line_once(own_home: Path) -> None:
    diagnostics.begin(own_home)
    file = diagnostics.begin(own_home)
    logging.getLogger("meihao_desktop.db").info("backup made")
    assert file.read_text(encoding="utf-8").count("backup made") == 1


def test_the_log_turns_over_and_keeps_a_bounded_number_of_files(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "LOG_BYTES", 500)
    monkeypatch.setattr(diagnostics, "LOG_FILES", 3)
    file = diagnostics.begin(own_home)
    for number in range(100):
        logging.getLogger("meihao_desktop").info("line %s", number)
    assert len(list(file.parent.iterdir())) == 3


def test_a_home_that_cannot_be_written_costs_only_the_log(tmp_path: Path) -> None:
    blocked = tmp_path / "home"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    file = diagnostics.begin(blocked)
    logging.getLogger("meihao_desktop").info("goes nowhere")
    assert not file.exists()


def test_a_crash_report_has_the_traceback_and_the_versions(own_home: Path) -> None:
    diagnostics.begin(own_home)
    report = diagnostics.crash_report(crashed())
    assert report == own_home / "logs" / "crash-0001.txt"
    text = report.read_text(encoding="utf-8")
    assert "ValueError: points of the wrong kind" in text
    assert "test_diagnostics.py" in text
    assert "PySide6: 6." in text
    assert "crash: ValueError" in (own_home / "logs" / "meihao.log").read_text(encoding="utf-8")


def test_reports_are_numbered_and_only_the_latest_are_kept(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "REPORT_FILES", 3)
    diagnostics.begin(own_home)
    for _ in range(5):
        diagnostics.crash_report(crashed())
    reports = sorted(one.name for one in (own_home / "logs").glob("crash-*"))
    assert reports == ["crash-0003.txt", "crash-0004.txt", "crash-0005.txt"]


def test_a_crash_before_the_log_was_opened_is_kept_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    report = diagnostics.crash_report(crashed())
    assert report.parent == tmp_path
    assert "points of the wrong kind" in report.read_text(encoding="utf-8")


def test_a_full_home_sends_the_report_to_the_temporary_folder(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diagnostics.begin(own_home)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plain = Path.write_text

    def full_at_home(path: Path, text: str, encoding: str) -> int:
        if path.is_relative_to(own_home):
            raise OSError(28, "full")
        return plain(path, text, encoding=encoding)

    monkeypatch.setattr(Path, "write_text", full_at_home)
    assert diagnostics.crash_report(crashed()).parent == tmp_path


def test_the_summary_names_no_person_and_no_place_of_theirs(own_home: Path) -> None:
    summary = diagnostics.environment_summary()
    assert str(own_home) not in summary
    assert str(Path.home()) not in summary


def test_a_program_run_from_source_without_being_installed_still_sums_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diagnostics, "DISTRIBUTION", "no-such-distribution")
    assert "program: not installed" in diagnostics.environment_summary()
