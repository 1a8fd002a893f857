#!/usr/bin/env python3
"""核验“美好家园”评审归档。不依赖评审程序，只用 Python 3.9 以上和 cryptography（python -m pip install cryptography）。
用法：python verify.py [归档文件夹] [--fingerprint 指纹] [--seq 号码 --head 校验值]
指纹抄自签过字的《开封记录》或《归档目录》；号码和校验值抄自签过字的文书上的留痕链末端。三者都写上，才能发现整套数据
被人重新制作。格式见《核验说明.html》；本文件与评审程序没有共用任何代码。"""
import argparse, json, sqlite3, sys
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from statistics import mean  # exact where all are fractions
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
NOT_PROVED = (
    "PDF 和电子表格只核对了文件没有被改动，没有逐字读出；请与签过字的纸质件比对校验码和得分。",
    "评分包里的得分没有逐项读出，只核对了包的签名和各份评分表的校验码；校验码由评审数据里的得分重算。",
    "得分是否符合评分标准的分值、档次和计分单位，系数和扣分是否在规则允许的范围之内；操作的时间和权限。",
    "回避、一票否决、替换、统一、表决、批准、见证是否属实、应当；只核对了按它们计算的结果。",
    "并列各步骤的先后已重新推算，说明文字没有逐字核对。", "纸质签名的真伪，以及材料所述是否属实。")
A, FAULTS = argparse.Namespace(without=[]), []  # all that is read and worked out; what the check now running has found
key_of, place_of = itemgetter("expert", "estate", "revision"), itemgetter("position")
def need(holds, sentence, *words):
    FAULTS.extend([] if holds else [sentence % words if words else sentence])
    return holds
def same(**parts):
    for part, value in parts.items():
        need(A.result.get(part) == value, "result.json 中的%s与重新推算的不同。", part)
def canonical(value): return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
def print_of(public_key): return sha256(bytes.fromhex(public_key)).hexdigest()[:16].upper()
def is_signed(public_key, kind, body, signature):
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(
            bytes.fromhex(signature), b"meihao//%s//1//%s" % (kind.encode(), body))
        return signature == signature.lower()
    except (InvalidSignature, ValueError):
        return False
def plain(number): return format(Decimal(number).normalize(), "f")
def digest_of(lines):
    return sha256("".join(s.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "\n" for s in lines).encode()).hexdigest()
def check_manifest():
    data = (A.folder / "manifest.json").read_bytes()
    sig = (A.folder / "manifest.sig").read_bytes().decode("ascii", "replace").split("\n")
    A.told, A.key = json.loads(data), sig[1]
    need(canonical(A.told) == data, "manifest.json 的写法不唯一，被改动过。")
    need(len(sig) == 4 and (sig[0], sig[3]) == ("meihao//archive//1//Ed25519", "") and is_signed(
        A.key, "archive", data, sig[2]), "清单的签名与清单不符，清单或签名被改动。")
    need(A.told["event_key"] == A.key, "签署清单的密钥不是清单所写的评审密钥。")
    need(A.paper_key in ("", print_of(A.key)), "签署清单的密钥（%s）与纸上的指纹不同；更换过密钥的，请抄《补充开封记录》。", print_of(A.key))
    listed = {item["name"]: item for item in A.told["files"]}
    found = {p.relative_to(A.folder).as_posix(): p for p in A.folder.rglob("*") if not (
        p.parent == A.folder and p.is_dir() and p.name in ("materials", "papers", "bundles"))}
    extra = sorted(set(found) - set(listed) - {"manifest.json", "manifest.sig"})
    need(not extra, "多出清单之外的“%s”。", "”“".join(extra))
    for name, item in sorted(listed.items()):
        path = found.get(name)
        if need(path and path.is_file() and not path.is_symlink(), "缺少清单中的“%s”。", name):
            data = path.read_bytes()
            need((len(data), sha256(data).hexdigest()) == (item["size"], item["sha256"]), "“%s”与清单不符。", name)
    return "%d 个文件逐字节相符；评审密钥指纹 %s" % (len(listed), print_of(A.key))
def check_chain():
    base = sqlite3.connect((A.folder / "round.db").as_uri() + "?mode=ro&immutable=1", uri=True)
    base.row_factory = sqlite3.Row
    A.schema = list(map(tuple, base.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name")))
    A.version = base.execute("PRAGMA user_version").fetchone()[0]
    A.rows = {n: [dict(row) for row in base.execute('SELECT * FROM "%s"' % n)] for kind, n, _ in A.schema if kind == "table"}
    A.keys = {n: [c["name"] for c in base.execute('PRAGMA table_info("%s")' % n) if c["pk"]] for n in A.rows}
    base.close()
    A.events, before = sorted(A.rows.pop("event"), key=lambda event: event["seq"]), "0" * 64
    for number, event in enumerate(A.events, start=1):
        event["told"] = json.loads(event["body"])
        need(event["seq"] == event["told"]["seq"] == number, "第 %d 号记录缺失或编号不符。", number)
        need(event["prev_hash"] == before, "第 %d 号记录与前一条衔接不上。", number)
        before = sha256((before + event["body"]).encode()).hexdigest()
        need(before == event["hash"], "第 %d 号记录的内容与它的校验值不符。", number)
    A.names = {row["id"]: row["name"] for table in ("person", "estate") for row in A.rows[table]}
    A.round_id, A.log = A.events[0]["hash"], {"seq": len(A.events), "head": before}
    need(A.told["log"] == A.log, "留痕链末端与清单所写的不同，末尾的记录被删去或添加。")
    need(not A.seq or A.seq <= len(A.events) and A.events[A.seq - 1]["hash"].startswith(A.paper_head),
         "第 %d 号记录与签过字的纸上写的不同：整套记录被重新制作过。", A.seq)
    return "%d 条记录首尾相接；末端 %s" % (len(A.events), before[:16].upper())
def check_replay():
    tables, schema, A.since = defaultdict(dict), None, {}
    for event in A.events:
        schema = event["told"].get("schema", schema)
        for table, key, row in event["told"]["changes"]:
            A.since.setdefault((table, *key), event["seq"])
            tables[table][tuple(key)] = row and dict(zip(A.keys[table], key), **row)
    for name in sorted(set(A.rows) | set(tables)):
        now = {tuple(row[k] for k in A.keys[name]): row for row in A.rows.get(name, [])}
        for key in sorted(set(now) | set(tables[name]), key=str):
            need(now.get(key) == tables[name].get(key), "数据表 %s 的“%s”与留痕记录不符。", name, "/".join(map(str, key)))
    need(schema == {"version": A.version, "digest": sha256("\n".join("|".join(map(str, row)) for row in A.schema).encode(
        )).hexdigest()}, "数据表的结构与留痕记录不符。")
    return "%d 张表 %d 行，逐行等于留痕记录的结果" % (len(A.rows), sum(map(len, A.rows.values())))
def rubric_lines(r):
    def levels(item):
        return ["level %s %s" % (plain(v["points"]), v["label"]) for v in item["levels"]]
    lines = ["meihao rubric 1", "title " + r["title"], "edition " + r["edition"], "standing " + r["standing"]]
    lines += ["part %s %s" % (plain(p["weight"]), p["name"]) for p in r["parts"]]
    for s in r["sections"]:
        lines += ["section %s %s" % (s["number"], s["name"]), "section part " + s["part"]]
        for c in s["criteria"]:
            lines += ["criterion %s %s %s" % (c["number"], c["kind"], c["name"]),
                      "points %s step %s" % (plain(c["max_points"]), plain(c["step"])), *levels(c)]
            lines += ["deduction %s %s %s %s" % (plain(d["amount"]), d["per"], "-" if d["threshold"] is None
                      else plain(d["threshold"]), d["label"]) for d in c["deductions"]]
            for part in c["components"]:
                lines += ["component %s %s" % (plain(part["max_points"]), part["label"]), *levels(part)]
            lines += ["evidence " + c["evidence"], "guidance " + c["guidance"]]
    return lines + ["veto " + ground for ground in r["veto_grounds"]]
def sheet_digest(s):
    lines = ["meihao score sheet 1", "round " + A.round["title"], "rubric " + A.edition,
             "expert " + s["expert"], "estate " + s["estate"], "material version %d" % s["material_version"],
             "revision %d" % s["revision"], "reopened " + s["reopen_reason"], "abstained " + s["abstain_reason"]]
    for n in (n for n in A.criteria if n in s["cells"]):
        points, reason, counts, pins = s["cells"][n]
        lines += ["points %s %s" % (n, "" if points is None else plain(points)), "reason %s %s" % (n, reason)]
        lines += ["count %s %s %s" % (n, label, plain(counts[label])) for label in sorted(counts)]
        for p in pins:
            lines += ["pin %s %s" % (n, p["material"]), "pin file " + p["file_name"], "pin place " + p["place"]]
    total = sum((cell[0] for cell in s["cells"].values() if cell[0] is not None), Decimal(0))
    return digest_of(lines + ["remark " + s["remark"], "total " + plain(total)])
def check_sheets():
    A.round, A.rubric = A.rows["review_round"][0], json.loads(A.rows["rubric"][0]["body"])
    A.kept, A.edition = json.loads(A.round["rules"]), digest_of(rubric_lines(A.rubric))
    A.rules = dict({"county_cap": 0, "runners_up": 3}, **A.kept)  # older rounds were kept without these
    A.criteria = {c["number"]: s for s in A.rubric["sections"] for c in s["criteria"]}
    check_certificates()
    signatures = {key_of(s): s for s in A.rows["sheet_signature"]}
    A.sheets = {key_of(s): dict(s, cells={}) for s in A.rows["score_sheet"]}
    for c in A.rows["score_cell"]:
        A.sheets[key_of(c)]["cells"][c["criterion"]] = (
            None if c["points"] is None else Decimal(c["points"]) / 100, c["reason"],
            json.loads(c["counts"] or "{}"), json.loads(c["pins"] or "[]"))
    A.sealed = {key: sheet for key, sheet in sorted(A.sheets.items()) if sheet["digest"]}
    for key in sorted(set(signatures) | set(A.sealed)):
        name = "%s对“%s”的评分表（第 %d 版）" % (A.names.get(key[0]), A.names.get(key[1]), key[2])
        sheet, signature = A.sealed.get(key), signatures.get(key)
        if not need(sheet, "有签名，却没有%s。", name):
            continue
        need(sheet_digest(sheet) == sheet["digest"], "%s的内容与校验码不符。", name)
        if not need(signature or not signatures, "%s没有签名。", name) or not signature:
            continue
        owner = A.own.get(signature["fingerprint"], {"owner": "", "public_key": ""})
        body = canonical(dict(round_id=A.round_id, expert=key[0], estate=key[1], revision=key[2],
                              digest=sheet["digest"], fingerprint=signature["fingerprint"]))
        if need(owner["owner"] == key[0], "%s的签名密钥没有发给这位专家的证书。", name):
            need(signature["digest"] == sheet["digest"] and is_signed(
                owner["public_key"], "sheet", body, signature["signature"]), "%s的签名与内容不符。", name)
    A.without.append(("%d 份封存的评分表没有专家的电子签名，只能凭纸质签名。", len(set(A.sealed) - set(signatures))))
    return "%d 份封存的评分表校验码重新算出，%d 份有专家签名" % (len(A.sealed), len(signatures))
def check_reign(keys):  # from which record on which key stood for the round: the first, then what two people put in its place
    changes = {c["replaced"]: c for c in A.rows["key_change"]}
    reign = [(0, name) for name in sorted(set(keys) - {c["fingerprint"] for c in changes.values()})]
    while reign and reign[-1][1] in changes:
        c, before = changes.pop(reign[-1][1]), reign[-1][0]
        reign.append((A.since.get(("key_change", c["fingerprint"]), 0), c["fingerprint"]))
        need(before < reign[-1][0] == A.since["signing_key", c["fingerprint"]] and c["witness"] not in ("", c["replaced_by"]) and A.events[
            reign[-1][0] - 1]["told"]["event"] == "replace_event_key", "评审密钥 %s 不是由两个人按步骤更换的。", c["fingerprint"])
    A.reign, count = [(seq, keys[name]["public_key"]) for seq, name in reign], len(A.rows["key_change"])
    need(len(reign) == len(keys) == 1 + count and [k["public_key"] for k in keys.values() if not k["retired_at"]] == [A.key] == [
        A.reign[-1][1]], "评审密钥不是签署清单的那一把，或有一把没有更换记录。")
    A.without.append(("评审密钥更换过 %d 次，是否属实请与签过字的《补充开封记录》核对。", count))
def ruler(*row): return [key for seq, key in A.reign if seq <= A.since.get(row, 0)][-1]  # the key that stood for the round when the log first told of this row
def check_certificates():
    keys, A.own = {key["fingerprint"]: key for key in A.rows["signing_key"]}, {}
    check_reign({name: key for name, key in keys.items() if key["purpose"] == "EVENT"})
    for cert in A.rows["certificate"]:
        told, name, key = json.loads(cert["body"]), cert["fingerprint"], keys.get(cert["fingerprint"])
        fits = key and key["purpose"] == "EXPERT" and print_of(key["public_key"]) == name and told == {
            "version": 1, "round_id": A.round_id, "role": "EXPERT", "person": key["owner"], "machine": key["machine"],
            "algorithm": "Ed25519", "public_key": key["public_key"], "issued_at": told["issued_at"]}
        is_ours = need(is_signed(ruler("certificate", name, cert["issuer"]), "certificate", cert["body"].encode(
            ), cert["signature"]), "证书 %s 不是本次评审的密钥签发的。", name)
        A.own.update({name: key} if need(fits, "证书 %s 与密钥、专家、电脑或本次评审不符。", name) and is_ours else {})
def check_bundles():
    packed = set()
    bundles = [b for b in A.rows["bundle_in"] if b["state"] != "LOST"]  # those are shut for ever and counted nowhere
    for row in A.rows["pack_out"] + bundles:
        kind = "bundle" if "expert" in row else "pack"
        name = "%s.meihao" % (row["digest"] if kind == "bundle" else "pack-%d" % row["serial"])
        data = (A.folder / "bundles" / name).read_bytes()
        need(sha256(data).hexdigest() == row["digest"], "bundles 中的 %s 不是当时收发的那一份。", name)
        head, key, length, rest = data.split(b"\n", 3)
        body, tail = rest[: int(length)], rest[int(length):]
        need(head == b"meihao//%s//1//Ed25519" % kind.encode() and len(tail) == 130 and is_signed(
            key.decode(), kind, body, tail[1:-1].decode()), "bundles 中的 %s 的签名与内容不符。", name)
        signer = A.own.get(print_of(key.decode()), {"owner": "", "public_key": ruler("pack_out", row["serial"])})
        need((signer["owner"], signer["public_key"]) == (row.get("expert", ""), key.decode()),
             "bundles 中的 %s 不是应当签署它的密钥签署的。", name)
        for s in json.loads(body)["bundle"]["content"]["sheets"] if row.get("state") == "OPENED" else ():
            need(A.sealed.get(key_of(s), {}).get("digest") == s["digest"], "评分包 %s 里的评分没有原样计入。", name)
            packed.add(key_of(s))
    named = {m["digest"] for table, column in (("estate", "materials"), ("submission", "shared_materials"))
             for row in A.rows[table] for m in json.loads(row[column])}
    there = {f["name"]: f["sha256"] for f in A.told["files"] if f["name"].startswith("materials/")}
    need(there == {"materials/" + digest: digest for digest in named}, "材料文件与评审数据中登记的不是同一批。")
    A.without += [("%d 份封存的评分表不在收到的评分包里，没有评分包可以比对。", len(set(A.sealed) - packed)),
                  ("%d 个收到的评分包因密钥更换再也打不开，没有计入，也不在归档里。", len(A.rows["bundle_in"]) - len(bundles))]
    return "评审包 %d 个，评分包 %d 个，材料 %d 个" % (len(A.rows["pack_out"]), len(bundles), len(named))
def check_panel():
    data, rows = (A.folder / "result.json").read_bytes(), A.rows
    A.result = json.loads(data)
    need(canonical(A.result) == data and sha256(data).hexdigest() == A.told["result"], "result.json 不是清单所写的那一份。")
    estates, A.places = sorted(rows["estate"], key=place_of), {c["id"]: c["name"] for c in rows["county"]}
    A.ids, A.county = [e["id"] for e in estates], {e["id"]: e["county"] for e in estates}
    about = dict({k: A.round[k] for k in ("title", "year", "bureau", "mode", "phase")}, id=A.round_id)
    need(A.told["round"] == about, "清单所写的评审名称或阶段与评审数据不同。")
    same(留痕链末端=A.log, 评审规则=A.kept, 评分标准=A.edition, 评审密钥=A.key, 评审=about,
         小区=[dict(id=e["id"], name=e["name"], county=A.places[e["county"]]) for e in estates],
         登记={name: sorted(rows[name], key=canonical) for name in ("recusal", "veto", "recorded_term", "certificate", "key_change")})
    closed = {(r["expert"], r["estate"]): r for r in rows["recusal"] if r["status"] in ("DECLARED", "CONFIRMED")}
    substitutes = {(r["successor"], r["estate"]) for r in closed.values()}
    people = [(p["id"], json.loads(p["seat"])) for p in sorted(rows["person"], key=place_of)
              if {"EXPERT", "PANEL_CHAIR"} & set(json.loads(p["roles"]))]
    members = [x for x, s in people if not s.get("is_reserve") and not s.get("replaced_by")]
    experts = members + [x for x, s in people if s.get("is_reserve") and x in {y for y, _ in substitutes}]
    A.latest = {key[:2]: A.sheets[key] for key in sorted(A.sheets)}
    def counts(x, e):
        s = A.latest.get((x, e), {"status": ""})
        return (s["status"] in ("SUBMITTED", "SIGNED") and not s["abstain_reason"] and (x, e) not in closed
                and (x in members or (x, e) in substitutes)
                and all(s["cells"].get(n, (None,))[0] is not None for n in A.criteria))
    A.counted = {e: [x for x in experts if counts(x, e)] for e in A.ids}
    vetoed, least = {v["estate"] for v in rows["veto"]}, A.rules["minimum_experts"]
    A.ranked = [e for e in A.ids if e not in vetoed and len(A.counted[e]) >= least]
    same(专家=[{"id": x, "name": A.names[x]} for x in experts], 一票否决=sorted(vetoed & set(A.ids)),
         未排名=sorted(set(A.ids) - vetoed - set(A.ranked)),
         评分表=[dict({k: s[k] for k in ("expert", "estate", "revision", "status", "digest")}, is_counted=key[0] in A.counted[
             key[1]] and A.latest[key[:2]] is s) for key, s in A.sealed.items()])
    return "%d 名专家；计入 %d 份评分表，回避 %d 处不计" % (len(experts), sum(map(len, A.counted.values())), len(closed))
def check_points():
    replaced, unified = {}, {}
    for s in sorted(A.rows["settlement"], key=lambda s: json.loads(s["where"])["criterion"]):
        x, e, n = (json.loads(s["where"])[k] for k in ("expert", "estate", "criterion"))
        given = {y: A.latest[y, e] for y in sorted(A.counted.get(e, []))}
        basis = digest_of("sheet %s %s %d %s" % (*key_of(t), t["digest"]) for t in given.values())[:16].upper()
        if s["decision"] == "REPLACED" and x in given and s["finding"].replace("-", "").endswith(":" + basis):
            replaced.update({(x, e, m): s["finding"] for m in ([n] if n else A.criteria)})
        if s["decision"] == "UNIFIED" and s["agreed"] is not None and s["finding"].endswith(
                ":" + "|".join("%s=%.2f" % (y, t["cells"][n][0]) for y, t in given.items())):
            unified[e, n] = Fraction(s["agreed"]) * 100, s["finding"]
    A.points, shown = defaultdict(dict), defaultdict(dict)
    weight = A.rules["tally"].get("criterion_weights", {})  # a round has none: its rubric states the points
    for e in A.ranked:
        raw = {(x, n): Fraction(A.latest[x, e]["cells"][n][0]) * 100 for x in A.counted[e] for n in A.criteria}
        own = {(x, n): unified.get((e, n), (value,))[0] for (x, n), value in raw.items()}
        kept = {n: [own[y, n] for y in A.counted[e] if (y, e, n) not in replaced] for n in A.criteria}
        for x in A.counted[e]:
            cells = {n: mean(kept[n]) if kept[n] and (x, e, n) in replaced else own[x, n] for n in A.criteria}
            A.points[e][x] = {n: at("WEIGHTED_POINTS", v / 100 * Fraction(weight.get(n, 1))) for n, v in cells.items()}
            settled = {n: unified[e, n][1] if own[x, n] != raw[x, n] else replaced[x, e, n] for n in A.criteria
                       if own[x, n] != raw[x, n] or (x, e, n) in replaced}
            shown[e][x] = {"revision": A.latest[x, e]["revision"], "settled": settled,
                           "cells": {n: str(value * 100) for n, value in A.points[e][x].items()}}
    same(得分=shown)
    return "%d 个小区计入的每一分重新得出；处理意见替换 %d 处，统一 %d 处" % (len(shown), len(replaced), len(unified))
def rounded(x, places, mode):
    whole, rest = divmod(abs(x) * 10 ** places, 1)
    up = rest * 2 > 1 or rest * 2 == 1 and (mode == "HALF_UP" or whole % 2 == 1)
    return Decimal((int(whole) + up) * (-1 if x < 0 else 1)).scaleb(-places)
def at(stage, x):
    r = A.rules["tally"]["rounding"]
    places, mode = (r.get(of, {}).get(stage, r[usual]) for of, usual in (("stage_places", "places"), ("stage_modes", "mode")))
    return Fraction(rounded(x, places, mode)) if stage in r["stages"] else x
def check_tally():
    rules, trim, stages = A.rules["tally"], A.rules["tally"]["trim"], A.rules["tally"]["rounding"]["stages"]
    high, low, is_item = trim["highest"], trim["lowest"], trim["scope"] == "CRITERION"
    def ends(figures):
        order = sorted(figures, key=lambda x: (figures[x], x))
        return set(order[:low] + order[len(order) - high:])
    weight, A.final, A.totals = {p["name"]: Fraction(p["weight"]) for p in A.rubric["parts"]}, {}, {}
    parts = {p: [n for n, s in A.criteria.items() if s["part"] == p] for p in {s["part"] for s in A.criteria.values()}}
    is_cut = bool(high or low) and min(map(len, A.points.values()), default=0) >= trim["minimum_experts"]
    for e, given in A.points.items():
        figure, sums = 0, {p: {x: sum(c[n] for n in ns) for x, c in given.items()} for p, ns in parts.items()}
        A.totals[e] = totals = {x: at("EXPERT_TOTAL", sum(weight[p] * sums[p][x] for p in parts)) for x in given}
        for p, numbers in parts.items():
            out = ends(totals if rules["combination"] == "EXPERT_TOTALS" else sums[p]) if is_cut and not is_item else ()
            kept = [x for x in given if x not in out]
            columns = [sorted(given[x][n] for x in kept) for n in numbers]
            columns = [c[low:len(c) - high] if is_cut and is_item else c for c in columns]
            figure += weight[p] * at("PART_POINTS", sum(at("CRITERION_MEAN", mean(c)) for c in columns))
        if "EXPERT_TOTAL" in stages:  # then no part is figured by itself, and the same are kept in all
            figure = mean([totals[x] for x in kept])
        terms = [t for t in A.rows["recorded_term"] if t["estate"] == e and not t["withdrawn_at"]]
        factor = [Fraction(t["amount"]) for t in terms if t["kind"] == "FACTOR"] or [Fraction(1)]
        off = sum(Fraction(t["amount"]) for t in terms if t["kind"] == "DEDUCTION")
        A.final[e] = at("FINAL", at("ENTRY_MEAN", figure) * factor[-1] - off)
    same(汇总={e: dict(final=str(f), totals={x: str(v) for x, v in A.totals[e].items()}) for e, f in A.final.items()})
    return "%d 个小区的得分按规则精确重算%s" % (len(A.final), "（去掉最高最低）" if is_cut else "")
def fill(size, groups):
    cap, inside, passed = A.rules["county_cap"], [], []
    for group in groups:
        if len(inside) >= size:
            break
        taken, wanted = (Counter(A.county[e] for e in some) for some in (inside, group))
        left = {c: max(0, cap - taken[c]) if cap else len(group) for c in wanted}
        fitting = [e for e in group if left[A.county[e]]]
        if len(fitting) > size - len(inside) or any(0 < left[c] < wanted[c] for c in wanted):
            return inside, passed, group
        inside, passed = inside + fitting, passed + [e for e in group if e not in fitting]
    return inside, passed, ()
def by_figure(names, figure): return [tuple(sorted(e for e in names if figure[e] == f)) for f in sorted({figure[e] for e in names}, reverse=True)]
def figures(group, step):
    totals = {e: A.totals[e] for e in group}
    if step["kind"] == "SECTION":
        numbers = [n for n, section in A.criteria.items() if section["number"] == step["section"]]
        return {e: sum(mean([c[n] for c in A.points[e].values()]) for n in numbers) for e in group}
    if step["kind"] == "SMALLER_SPREAD":
        return {e: min(t.values()) - max(t.values()) for e, t in totals.items()}
    if step["kind"] == "HEAD_TO_HEAD" and len(group) == 2:
        return {e: sum(totals[e][x] > totals[o].get(x, totals[e][x]) for x in totals[e]) for e, o in (group, group[::-1])}
    return dict.fromkeys(group, 0)
def split(group, before, steps, is_contested):
    for at, step in enumerate(steps) if is_contested(before, group) else ():
        parts, done = by_figure(group, figures(group, step)), []
        if len(parts) > 1:
            for part in parts:
                done += split(part, before + done, steps[at + 1:], is_contested)
            return done
    decision, order = ruling(group)
    return [(e,) for e in order] if decision in ("ORDERED", "DRAWN") and is_contested(before, group) else [group]
def ruling(group): return A.rulings.get((frozenset(group), A.final[group[0]]), ("", []))
def check_ranking():
    A.rulings, chain, runners, cap = {}, A.rules["tie_chain"], A.rules["runners_up"], A.rules["county_cap"]
    for s in (s for s in A.rows["settlement"] if s["finding"].startswith("tie:")):
        tied, order = json.loads(s["where"])["estate"].split("+"), json.loads(s["order"])
        A.rulings[frozenset(tied), Fraction(s["finding"].rpartition(":")[2])] = s["decision"], order
        twice = [name for name, times in Counter(A.names[e] for e in tied).items() if times > 1]
        slips = {e: A.places[A.county[e]] * (A.names[e] in twice) + A.names[e] for e in tied}
        drawn = sorted(tied, key=lambda e: sha256(("%s|%s" % (s["seed"], slips[e])).encode()).hexdigest())
        need(s["decision"] != "DRAWN" or order == drawn, "抽签的先后与种子不符。")
    sizes = sorted({A.rules["nomination_quota"], A.rules["shortlist_size"]})
    decided, lines, listed, outside, placings = [], [], [], [], []
    for group in by_figure(A.final, A.final):
        decided += split(group, decided, chain, lambda before, group: any(
            fill(size, before + [group])[2] == group for size in sizes))
    for size in sizes:
        inside, passed, tied = fill(size, decided)
        need(not tied or ruling(tied)[0] == "BOTH_ADMITTED", "前 %d 名的界线上有没有裁定的并列。", size)
        inside += tied
        lines.append({"size": size, "inside": inside, "passed_over": passed})
    for group in decided:
        rest = tuple(e for e in group if e not in inside)
        parts = split(rest, outside, chain, lambda before, group: sum(map(len, before)) < runners and len(
            group) > 1) if rest and runners else []
        outside += parts
        for part in parts if parts and rest == group else [group]:
            shown = str(rounded(A.final[part[0]], *(A.rules["tally"]["rounding"][k] for k in ("places", "mode"))))
            placings += [{"place": len(placings) + 1, "estate": e, "final": str(A.final[e]), "shown": shown,
                          "is_shared": len(part) > 1} for e in part]
    taken = Counter(A.county[e] for e in inside)
    for group in outside:
        if len(listed) >= runners or not need(
                len(group) == 1 or ruling(group)[0] == "BOTH_ADMITTED", "递补名单中有没有裁定的并列。"):
            break
        listed += [{"turn": len(listed) + 1, "estate": e, "waits": 0 < cap <= taken[A.county[e]]} for e in group]
    same(名次=placings, 入选名单=lines, 递补名单=listed)
    A.shown = ["第 %d 名　%s　%s" % (p["place"], A.names[p["estate"]], p["shown"]) for p in placings]
    return "%d 个小区的名次、%d 条界线和 %d 个递补重新推算" % (len(placings), len(lines), len(listed))
def main():
    reader = argparse.ArgumentParser(description="核验评审归档文件夹")
    reader.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    reader.add_argument("--fingerprint", default="", help="签过字的《开封记录》上的评审密钥指纹")
    reader.add_argument("--seq", type=int, default=0, help="签过字的文书上的留痕链号码")
    reader.add_argument("--head", default="", help="同一处的留痕链末端，至少前 16 位")
    told, wrong = reader.parse_args(), 0
    A.folder, A.seq = told.folder.resolve(), told.seq
    A.paper_key, A.paper_head = "".join(told.fingerprint.upper().split()), "".join(told.head.lower().split())
    if (A.seq > 0) != (len(A.paper_head) >= 16):
        reader.error("--seq 和 --head 须一起写，--head 至少 16 位。")
    print("核验：%s" % A.folder)
    for title, check in (
            ("清单和签名", check_manifest), ("留痕链", check_chain), ("数据表", check_replay), ("评分表和签名", check_sheets),
            ("评分包和材料", check_bundles), ("小组和计入范围", check_panel), ("得分", check_points), ("汇总", check_tally),
            ("名次和名单", check_ranking)):
        FAULTS.clear()
        try:
            done = check()
        except Exception as error:  # a file that cannot be read is a fault like any other
            lost = Path(error.filename).name if isinstance(error, FileNotFoundError) else ""
            done = need(False, "缺少文件“%s”。" % lost if lost else "前面有一项没有读出，这一项没有核对。" if getattr(
                error, "obj", 0) is A else "读不下去，有文件已损坏或被改动（%s：%s）。" % (type(error).__name__, error))
        wrong += len(FAULTS)
        print("\n    · ".join(["%s %s：%s" % ("✗" if FAULTS else "✓", title, done or "没有通过"), *FAULTS[:20]]))
    print("\n    ".join(["名次："] + A.shown) if not wrong else "名次：核验没有通过，不列出。")
    open_ones = [sentence % count for sentence, count in A.without if count]
    open_ones += [] if A.paper_key else ["没有给出纸上的指纹（--fingerprint），不能排除整套数据被换成另一套。"]
    open_ones += [] if A.seq else ["没有给出纸上的留痕链末端（--seq 和 --head），不能排除整套记录被重新制作。"]
    print("\n    · ".join(["没有核对的：", *NOT_PROVED, *open_ones]))
    print("结论：%s" % ("不符，共 %d 处，请保留现场。" % wrong if wrong else "归档与签名、记录和规则完全一致。"))
    return 1 if wrong else 0
if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
