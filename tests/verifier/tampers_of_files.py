"""What can be done to the files of an archive, with the key of the round and without."""

import json
from collections.abc import Callable
from hashlib import sha256

from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.signing_keys import SigningKey
from tests.support.archive_forger import ArchiveForger, Json
from tests.verifier.tampers import (
    OTHER,
    tamper,
)

# ---- what anybody with the stick can do


@tamper("“round.db”与清单不符")
def one_byte_of_the_records(forger: ArchiveForger) -> None:
    data = bytearray((forger.folder / "round.db").read_bytes())
    data[5000] ^= 1
    forger.write("round.db", bytes(data))


@tamper("缺少清单中的“papers/")
def a_paper_removed(forger: ArchiveForger) -> None:
    (forger.folder / forger.names("papers")[0]).unlink()


@tamper("多出清单之外的“补充说明.txt”")
def a_file_added(forger: ArchiveForger) -> None:
    forger.write("补充说明.txt", b"added")


@tamper("多出清单之外的“papers/more.pdf”")
def a_paper_added(forger: ArchiveForger) -> None:
    forger.write("papers/more.pdf", b"%PDF-1.7")


@tamper("多出清单之外的“extra”")
def an_empty_folder_added(forger: ArchiveForger) -> None:
    (forger.folder / "extra").mkdir()


@tamper("与清单不符")
def two_papers_swapped(forger: ArchiveForger) -> None:
    one, other, *_ = forger.names("papers")
    forger.swap(one, other)


@tamper("缺少清单中的“materials/")
def a_material_renamed(forger: ArchiveForger) -> None:
    file = forger.folder / forger.names("materials")[0]
    file.rename(file.with_name("0" * 64))


@tamper("清单的签名与清单不符")
def the_manifest_changed_without_the_key(forger: ArchiveForger) -> None:
    told = forger.manifest()
    told["files"][0]["size"] += 1
    forger.write("manifest.json", canonical(told))


@tamper("清单的签名与清单不符")
def a_line_added_to_the_signature(forger: ArchiveForger) -> None:
    forger.write("manifest.sig", (forger.folder / "manifest.sig").read_bytes() + b"\n")


@tamper("签署清单的密钥不是清单所写的评审密钥")
def the_manifest_signed_with_another_key(forger: ArchiveForger) -> None:
    forger.seal(forger.manifest(), key=OTHER)


@tamper("评审密钥不是签署清单的那一把")
def the_manifest_signed_with_another_key_that_it_names(forger: ArchiveForger) -> None:
    forger.seal({**forger.manifest(), "event_key": OTHER.public_key}, key=OTHER)


@tamper("写法不唯一")
def the_manifest_written_in_another_way(forger: ArchiveForger) -> None:
    forger.seal(json.dumps(forger.manifest(), ensure_ascii=False, sort_keys=True).encode())


# ---- what the keeper of the round's key can do to the files


@tamper("result.json 不是清单所写的那一份")
def a_result_that_the_manifest_does_not_name(forger: ArchiveForger) -> None:
    told = json.loads((forger.folder / "result.json").read_bytes())
    told["并列步骤"] = ["随意"]
    digest = forger.manifest()["result"]
    forger.write("result.json", canonical(told))
    forger.resign(result=digest)


@tamper("材料文件与评审数据中登记的不是同一批")
def a_material_replaced(forger: ArchiveForger) -> None:
    forger.write(forger.names("materials")[0], b"another material")
    forger.resign()


@tamper("材料文件与评审数据中登记的不是同一批")
def a_material_left_out(forger: ArchiveForger) -> None:
    (forger.folder / forger.names("materials")[0]).unlink()
    forger.resign()


@tamper("材料文件与评审数据中登记的不是同一批")
def a_material_that_nobody_handed_in(forger: ArchiveForger) -> None:
    data = b"a late material"
    forger.write(f"materials/{sha256(data).hexdigest()}", data)
    forger.resign()


@tamper("不是当时收发的那一份")
def a_bundle_replaced_by_that_of_another_expert(forger: ArchiveForger) -> None:
    one, other = (f"bundles/{d}.meihao" for (d,) in _bundles(forger)[:2])
    forger.write(one, (forger.folder / other).read_bytes())
    forger.resign()


@tamper("缺少文件")
def a_bundle_left_out(forger: ArchiveForger) -> None:
    (forger.folder / f"bundles/{_bundles(forger)[0][0]}.meihao").unlink()
    forger.resign()


@tamper("不是当时收发的那一份")
def a_pack_replaced(forger: ArchiveForger) -> None:
    name = "bundles/pack-1.meihao"
    told = json.loads((forger.folder / name).read_bytes().split(b"\n", 3)[3].rpartition(b"\n")[0]
                      .rpartition(b"\n")[0])  # fmt: skip
    told["pack"]["serial"] = 2
    forger.write(name, _sealed("pack", told, forger.key))
    forger.resign()


def _bundles(forger: ArchiveForger) -> list[tuple[str]]:
    return forger.rows("SELECT digest FROM bundle_in ORDER BY expert, serial")


def _sealed(kind: str, told: Json, key: SigningKey) -> bytes:
    body = canonical(told)
    head = f"meihao//{kind}//1//Ed25519\n{key.public_key}\n{len(body)}\n".encode()
    return head + body + f"\n{key.sign(kind, body)}\n".encode()


def _replace_bundle(
    forger: ArchiveForger, change: Callable[[Json], object], key: SigningKey
) -> str:
    """The first bundle written anew, and its record with it; gives the new digest."""
    old = _bundles(forger)[0][0]
    file = forger.folder / f"bundles/{old}.meihao"
    rest = file.read_bytes().split(b"\n", 3)[3]
    told = json.loads(rest[: rest.rindex(b"\n", 0, len(rest) - 1)])
    change(told["bundle"])
    data = _sealed("bundle", told, key)
    new = sha256(data).hexdigest()
    file.unlink()
    forger.write(f"bundles/{new}.meihao", data)
    forger.sql("UPDATE bundle_in SET digest = ? WHERE digest = ?", new, old)

    def renamed(body: Json) -> None:
        for name, key_, _ in body["changes"]:
            if name == "bundle_in" and key_ == [old]:
                key_[0] = new

    forger.rehash(renamed)
    forger.settle_log()
    return new


@tamper("不是应当签署它的密钥签署的")
def a_bundle_written_anew_with_the_event_key(forger: ArchiveForger) -> None:
    _replace_bundle(forger, lambda bundle: bundle.update(serial=7), forger.key)


@tamper("不是应当签署它的密钥签署的")
def a_bundle_written_anew_with_any_key(forger: ArchiveForger) -> None:
    _replace_bundle(forger, lambda bundle: bundle.update(serial=7), OTHER)
