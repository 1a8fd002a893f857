"""Where a round may lie: not on the network, in a synchronised folder or on a stick.

SQLite's locks and its flushing cannot be relied on there, and a synchroniser puts back old copies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

BETTER = "请改用本机硬盘上的文件夹，例如“文档”或 D 盘中新建的文件夹。"


class PlaceKind(Enum):
    """What kind of place a folder is."""

    LOCAL = "本机硬盘"
    NETWORK = "网络位置"
    SYNCED = "同步文件夹"
    REMOVABLE = "U 盘或移动硬盘"


NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "davfs2", "fuse.davfs2",
        "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs", "ceph", "glusterfs",
        "fuse.glusterfs", "vboxsf", "fuse.vmhgfs-fuse", "webdav",
    }
)  # fmt: skip

SYNCED_FOLDERS: tuple[tuple[str, str], ...] = (  # how a folder's name begins, what it belongs to
    ("onedrive", "OneDrive"),
    ("nutstore", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("坚果云", "坚果云"),
    ("baidunetdiskworkspace", "百度网盘同步空间"),
    ("baidusyncdisk", "百度网盘同步空间"),
    ("百度网盘同步空间", "百度网盘同步空间"),
    ("百度云同步盘", "百度网盘同步空间"),
    ("weiyun", "微云"),
    ("微云同步", "微云"),
    ("腾讯微云", "微云"),
    ("腾讯文档", "腾讯文档"),
    ("wpsdrive", "WPS 云盘"),
    ("wps云盘", "WPS 云盘"),
    ("wps 云盘", "WPS 云盘"),
    ("阿里云盘", "阿里云盘"),
    ("adrive", "阿里云盘"),
    ("天翼云盘", "天翼云盘"),
    ("ecloud", "天翼云盘"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("icloud~", "iCloud"),
    ("mobile documents", "iCloud"),
    ("synologydrive", "群晖同步文件夹"),
    ("nextcloud", "Nextcloud"),
    ("seafile", "Seafile"),
)

SYNC_MARKERS: tuple[tuple[str, str], ...] = (  # what a synchroniser leaves; "/" marks a folder
    (".dropbox", "Dropbox"),
    (".dropbox.cache/", "Dropbox"),
    (".nutstoreignore", "坚果云"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".stfolder/", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".SynologyWorkingDirectory/", "群晖同步文件夹"),
)
"""The settings that some of them keep in the home folder are of the other kind than these."""


@dataclass(frozen=True, slots=True)
class Place:
    """What was found out about a folder; ``name`` is the service or the file system."""

    kind: PlaceKind
    name: str = ""

    @property
    def is_fit(self) -> bool:
        return self.kind is PlaceKind.LOCAL

    def sentence(self, folder: str) -> str:
        """Why a round should not lie here, and where it should; empty for a good place."""
        reasons = {
            PlaceKind.LOCAL: "",
            PlaceKind.NETWORK: "在网络位置上，断网或两台电脑同时写入会损坏记录。",
            PlaceKind.SYNCED: f"在“{self.name}”的同步文件夹中，同步软件会占用或换回旧的数据文件。",
            PlaceKind.REMOVABLE: "在 U 盘或移动硬盘上，拔出或坏块会损坏记录。",
        }
        reason = reasons[self.kind]
        return f"评审目录“{folder}”{reason}{BETTER}" if reason else ""


HERE = Place(PlaceKind.LOCAL)


def synced_by(parts: Sequence[str], markers: Iterable[str]) -> str:
    """The synchroniser that a path belongs to, by its folders' names or what lies in them."""
    for part in parts:
        plain = part.casefold().lstrip(".")
        for beginning, service in SYNCED_FOLDERS:
            rest = plain.removeprefix(beginning)
            if rest != plain and (not rest or not rest[0].isalnum()):
                return service
    known = dict(SYNC_MARKERS)
    return next((known[marker] for marker in markers if marker in known), "")


def is_network_path(path: str) -> bool:
    r"""A path that names another computer: ``\\server\share``; not ``\\?\C:\``."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))
