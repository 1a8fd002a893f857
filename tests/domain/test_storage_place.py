"""Places where a round must not lie, by the names that are known."""

import pytest

from meihao_desktop.domain.storage_place import (
    SYNC_MARKERS,
    Place,
    PlaceKind,
    is_network_path,
    synced_by,
)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("C:/Users/李/OneDrive/评审", "OneDrive"),
        ("C:/Users/李/OneDrive - 市住建局/评审", "OneDrive"),
        ("D:/Nutstore Files/评审", "坚果云"),
        ("D:/我的坚果云/评审", "坚果云"),
        ("D:/BaiduSyncdisk/评审", "百度网盘同步空间"),
        ("D:/百度网盘同步空间/评审", "百度网盘同步空间"),
        ("D:/Weiyun Disk/评审", "微云"),
        ("D:/腾讯文档/评审", "腾讯文档"),
        ("/home/a/Dropbox/评审", "Dropbox"),
        ("/home/a/Dropbox (局)/评审", "Dropbox"),
        ("/Users/a/Library/Mobile Documents/评审", "iCloud"),
        ("C:/Users/a/iCloudDrive/评审", "iCloud"),
        ("D:/WPSDrive/123/WPS云盘/评审", "WPS 云盘"),
        ("D:/Google Drive/评审", "Google Drive"),
        ("D:/评审/2025", ""),
        ("D:/微云南项目/评审", ""),
        ("D:/坚果云南/评审", ""),
        ("/home/adriano/评审", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path: str, service: str) -> None:
    assert synced_by(path.split("/"), ()) == service


@pytest.mark.parametrize(("marker", "service"), SYNC_MARKERS)
def test_or_by_what_the_synchroniser_left_there(marker: str, service: str) -> None:
    assert synced_by(["D:", "资料"], [".git", marker]) == service


@pytest.mark.parametrize(
    ("path", "is_network"),
    [
        (r"\\server\share\评审", True),
        ("//server/share/评审", True),
        (r"\\?\UNC\server\share", True),
        (r"\\?\C:\评审", False),
        (r"\\.\C:", False),
        (r"D:\评审", False),
        ("/home/a", False),
    ],
)
def test_a_path_that_names_another_computer(path: str, *, is_network: bool) -> None:
    assert is_network_path(path) is is_network


def test_every_unfit_place_is_refused_with_a_better_one() -> None:
    for kind in PlaceKind:
        place = Place(kind, "OneDrive")
        sentence = place.sentence("D:/评审")
        assert place.is_fit is (sentence == "")
        assert place.is_fit or ("“D:/评审”" in sentence and "本机硬盘" in sentence)
    assert "OneDrive" in Place(PlaceKind.SYNCED, "OneDrive").sentence("D:/评审")
