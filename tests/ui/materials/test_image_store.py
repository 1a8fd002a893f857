"""Kept pictures never outgrow their bound."""

from PySide6.QtGui import QImage

from meihao_desktop.ui.materials.image_store import ImageStore


def an_image(kilobytes: int = 4) -> QImage:
    return QImage(kilobytes * 256, 1, QImage.Format.Format_ARGB32)


def test_the_least_recently_used_leaves_first() -> None:
    store = ImageStore(12 * 1024)
    for key in "abc":
        store.keep(key, an_image())
    store.get("a")
    store.keep("d", an_image())
    assert [key in store for key in "abcd"] == [True, False, True, True]
    assert store.total_bytes == 12 * 1024


def test_a_picture_above_the_bound_is_not_kept() -> None:
    store = ImageStore(2 * 1024)
    store.keep("a", an_image(4))
    assert len(store) == 0
    assert store.get("a") is None


def test_keeping_again_replaces_and_clearing_forgets() -> None:
    store = ImageStore(64 * 1024)
    store.keep("a", an_image(4))
    store.keep("a", an_image(8))
    assert (len(store), store.total_bytes) == (1, 8 * 1024)
    store.drop("b")
    store.clear()
    assert (len(store), store.total_bytes) == (0, 0)
