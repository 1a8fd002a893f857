"""The end of the scripted meeting: an archive, and what happens to it after any single change."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.signing_keys import SigningKey
from tests.end_to_end.stick_room import Meeting

Change = Callable[[Path], None]


def play(meeting: Meeting) -> None:
    """Archive, verify by both programs, then change one thing at a time."""
    place = meeting.place / "归档"
    place.mkdir()
    meeting.facts["archive_told"] = meeting.typed("archive", meeting.desk.folder, place)
    (folder,) = place.iterdir()
    meeting.facts["checked"] = meeting.desk.typed("verify-archive", folder).returncode
    meeting.facts["archive"] = folder
    done = verified(folder, meeting.facts["fingerprint"])
    meeting.facts["verifier"] = (done.returncode, done.stdout + done.stderr)
    meeting.facts["other_fingerprint"] = verified(folder, "0" * 16).returncode
    meeting.say("归档完成；独立核验程序：" + ("通过" if done.returncode == 0 else "不通过"))
    meeting.facts["changes"] = {}
    told = json.loads((folder / "manifest.json").read_bytes())
    own = KeyHome(meeting.desk.home / "keys").event_key(told["round"]["id"])
    if own is None:
        raise AssertionError("the secretary's machine has lost the key of the round")
    forged: dict[str, Change] = {
        "原样，整套用另一把密钥重新签名": lambda at: _resigned(at, SigningKey.generate()),
        "改一个评分，用另一把密钥重新签名": lambda at: _remade(at, SigningKey.generate()),
        "改一个评分，秘书用本轮密钥重新签名": lambda at: _remade(at, own),
    }
    for name, change in {**changes(folder), **forged}.items():
        copy = meeting.place / "归档改动一处"
        shutil.copytree(folder, copy)
        change(copy)
        done = verified(copy, meeting.facts["fingerprint"])
        meeting.facts["changes"][name] = (done.returncode, _first_fault(done.stdout + done.stderr))
        shutil.rmtree(copy)
    refused = sum(code != 0 for code, _ in meeting.facts["changes"].values())
    meeting.say(f"归档改动一处，共试 {len(meeting.facts['changes'])} 处，核验程序拒绝 {refused} 处")


def verified(folder: Path, fingerprint: str) -> subprocess.CompletedProcess[str]:
    """The verifier that lies in the archive, with nothing of the program in reach."""
    return subprocess.run(
        [sys.executable, "-I", folder / "verify.py", folder, "--fingerprint", fingerprint],
        cwd=folder.parent, check=False, capture_output=True, encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip


def changes(folder: Path) -> Mapping[str, Change]:
    """Single changes of every kind, by what a person would call them."""
    papers = sorted((folder / "papers").iterdir())
    bundles = sorted((folder / "bundles").iterdir())
    materials = sorted((folder / "materials").iterdir())
    found: dict[str, Change] = {
        "评审数据改一个字节": lambda at: _flip(at / "round.db", 0.5),
        "评审数据末尾多一个字节": lambda at: _append(at / "round.db"),
        "结果文件改一个字节": lambda at: _flip(at / "result.json", 0.5),
        "清单改一个字节": lambda at: _flip(at / "manifest.json", 0.3),
        "签名改一个字节": lambda at: _flip(at / "manifest.sig", 0.9),
        "签名公钥改一个字节": lambda at: _flip(at / "manifest.sig", 0.3),
        "少了结果文件": lambda at: (at / "result.json").unlink(),
        "少了评审数据": lambda at: (at / "round.db").unlink(),
        "少了清单的签名": lambda at: (at / "manifest.sig").unlink(),
        "说明页改一个字节": lambda at: _flip(at / "核验说明.html", 0.5),
        "多了一个文件": lambda at: (at / "备注.txt").write_text("备注", encoding="utf-8"),
        "文书夹里多了一个文件": lambda at: (at / "papers" / "附件.pdf").write_bytes(b"%PDF"),
        "清单里改一个文件的大小": lambda at: _manifest(at, _bump),
        "清单里删一个文件": lambda at: _manifest(at, lambda told: told["files"].pop()),
    }
    for what, files in (("文书", papers), ("评分包", bundles), ("材料", materials)):
        first, last = files[0].relative_to(folder), files[-1].relative_to(folder)
        found |= {
            f"{what}改一个字节": lambda at, one=first: _flip(at / one, 0.5),
            f"{what}换成另一份": lambda at, one=first, two=last: _swap(at / one, at / two),
            f"少了一份{what}": lambda at, one=last: (at / one).unlink(),
        }
    return found | {
        f"评审数据：{name}": lambda at, sql=sql: _sql(at / "round.db", sql)
        for name, sql in EDITS.items()
    }


EDITS = {
    "改一个评分": "update score_cell set points = points + 10"
    " where expert = 'P02' and estate = 'C01-E01' and criterion = '1.1'",
    "改一份评分表的校验码": "update score_sheet set digest = 'x'"
    " where expert = 'P02' and estate = 'C01-E01'",
    "删一条留痕": "delete from event where seq = (select max(seq) from event)",
    "改一条留痕": "update event set body = body || ' ' where seq = 5",
    "删一个签名": "delete from sheet_signature where rowid = 1",
    "换一份证书的签发人": "update certificate set issuer = 'x' where rowid = 1",
    "改一个小区的名称": "update estate set name = name || '一期' where rowid = 1",
    "去掉一条防改的触发器": "drop trigger {trigger}",
}
"""Edits with a plain SQLite shell, triggers taken away first where they stand in the way."""


def _sql(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as records:
        triggers = [
            name
            for (name,) in records.execute("select name from sqlite_master where type='trigger'")
        ]
        if "{trigger}" in statement:
            records.execute(statement.format(trigger=triggers[0]))
        else:
            for name in triggers:
                records.execute(f"drop trigger {name}")
            records.execute(statement)
        records.commit()


def _flip(file: Path, share: float) -> None:
    data = bytearray(file.read_bytes())
    at = int(len(data) * share)
    data[at] ^= 1
    file.chmod(0o644)
    file.write_bytes(data)


def _append(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


def _swap(one: Path, other: Path) -> None:
    """The first file says what the last one says."""
    one.chmod(0o644)
    one.write_bytes(other.read_bytes())


def _manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    file = folder / "manifest.json"
    told = json.loads(file.read_bytes())
    change(told)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    file.write_bytes(text.encode())


def _resigned(folder: Path, key: SigningKey) -> None:
    """Somebody lists all files anew and signs the list with this key."""

    def list_anew(told: dict[str, Any]) -> None:
        told["event_key"] = key.public_key
        for item in told["files"]:
            data = (folder / item["name"]).read_bytes()
            item.update(size=len(data), sha256=sha256(data).hexdigest())

    _manifest(folder, list_anew)
    signed = key.sign("archive", (folder / "manifest.json").read_bytes())
    text = f"meihao//archive//1//Ed25519\n{key.public_key}\n{signed}\n"
    (folder / "manifest.sig").write_bytes(text.encode())


def _remade(folder: Path, key: SigningKey) -> None:
    """A score is changed in the records before the list is signed anew."""
    _sql(folder / "round.db", EDITS["改一个评分"])
    _resigned(folder, key)


def _bump(told: dict[str, Any]) -> None:
    told["files"][0]["size"] += 1


def _first_fault(told: str) -> str:
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return next((line for line in lines if "不" in line or "少" in line or "多" in line), "")
