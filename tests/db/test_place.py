"""What the system says of a folder's disk."""

from pathlib import Path

import pytest

from meihao_desktop.db import place
from meihao_desktop.db.place import of_mount, place_of
from meihao_desktop.domain.storage_place import PlaceKind

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//nas/data /mnt/smb cifs rw 0 0
me@host: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /media/a/U\040盘 exfat rw 0 0
/dev/sdc1 /mnt/share/local ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/a/评审", PlaceKind.LOCAL),
        ("/mnt/share/评审", PlaceKind.NETWORK),
        ("/mnt/share", PlaceKind.NETWORK),
        ("/mnt/shared/评审", PlaceKind.LOCAL),
        ("/mnt/smb/评审", PlaceKind.NETWORK),
        ("/mnt/ssh/评审", PlaceKind.NETWORK),
        ("/media/a/U 盘/评审", PlaceKind.REMOVABLE),
        ("/mnt/share/local/评审", PlaceKind.LOCAL),
    ],
)
def test_the_nearest_mount_decides(
    folder: str, kind: PlaceKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "sdb"
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text("1\n")
    (tmp_path / "sdb1").symlink_to(disk / "sdb1")
    monkeypatch.setattr(place, "BLOCK_DEVICES", tmp_path)
    assert of_mount(Path(folder), MOUNTS).kind is kind


def test_a_machine_that_tells_nothing_is_taken_at_its_word() -> None:
    assert of_mount(Path("/home"), "").is_fit


def test_a_folder_of_this_disk_is_fit_and_one_of_a_synchroniser_is_not(tmp_path: Path) -> None:
    assert place_of(tmp_path / "评审").is_fit
    found = place_of(tmp_path / "OneDrive" / "评审")
    assert (found.kind, found.name) == (PlaceKind.SYNCED, "OneDrive")
    (tmp_path / "资料").mkdir()
    (tmp_path / "资料" / ".stfolder").mkdir()
    assert place_of(tmp_path / "资料" / "评审").name == "Syncthing"


def test_the_settings_of_a_synchroniser_in_the_home_folder_are_no_sign(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert place_of(tmp_path / "评审").is_fit
    (tmp_path / "箱").mkdir()
    (tmp_path / "箱" / ".dropbox").write_text("{}")
    assert place_of(tmp_path / "箱" / "评审").name == "Dropbox"


def test_another_computer_is_known_by_its_path() -> None:
    assert place_of(Path("//server/share/评审")).kind is PlaceKind.NETWORK
