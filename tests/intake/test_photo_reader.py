"""Photos of every make come upright, at the size wanted, and are known again by their look."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from meihao_desktop.domain.picture import Photo
from meihao_desktop.intake.child.untrusted import Unreadable
from meihao_desktop.intake.photo_reader import _decoded, look_of, read_photo

SAMPLES = Path(__file__).parents[1] / "samples" / "media"
RED, BLUE = (200, 30, 30), (30, 30, 200)


def a_scene(size: tuple[int, int] = (480, 360), *, seed: int = 1) -> Image.Image:
    """Sky, buildings and lawn; another seed is another place."""
    width, height = size
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for y in range(height):
        draw.line([(0, y), (width, y)], fill=(90 + 120 * y // height, 150, 230 - 90 * y // height))
    for at in range(7):
        left = (at * 7919 * seed) % (width - width // 6)
        top = height // 5 + (at * 104729 * seed) % (height // 3)
        shade = (60 + 37 * at * seed) % 200
        draw.rectangle([left, top, left + width // 9, height], fill=(shade, shade, 255 - shade))
    draw.rectangle([0, height * 5 // 6, width, height], fill=(70, 120, 60))
    return image


def two_halves(orientation: int = 1) -> tuple[Image.Image, Image.Exif]:
    """Red on the left and blue on the right, as the sensor saw it."""
    image = Image.new("RGB", (80, 40), RED)
    image.paste(BLUE, (40, 0, 80, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = "2025:06:01 10:22:33"
    return image, exif


def pixel(photo: Photo, x: int, y: int) -> tuple[int, int, int]:
    at = (y * photo.picture.width + x) * 4
    blue, green, red = photo.picture.pixels[at : at + 3]
    return red, green, blue


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


def bits_apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize(
    ("orientation", "size", "red_at", "blue_at"),
    [
        (1, (80, 40), (5, 20), (75, 20)),
        (2, (80, 40), (75, 20), (5, 20)),
        (3, (80, 40), (75, 20), (5, 20)),
        (4, (80, 40), (5, 20), (75, 20)),
        (5, (40, 80), (20, 5), (20, 75)),
        (6, (40, 80), (20, 5), (20, 75)),
        (7, (40, 80), (20, 75), (20, 5)),
        (8, (40, 80), (20, 75), (20, 5)),
    ],
)
def test_a_photo_stands_as_the_camera_was_held(
    tmp_path: Path,
    suffix: str,
    orientation: int,
    size: tuple[int, int],
    red_at: tuple[int, int],
    blue_at: tuple[int, int],
) -> None:
    image, exif = two_halves(orientation)
    path = tmp_path / f"photo.{suffix}"
    image.save(path, exif=exif, quality=95)
    photo = read_photo(path, edge=400)
    assert (photo.full_width, photo.full_height) == size
    assert (photo.picture.width, photo.picture.height) == size
    assert is_near(pixel(photo, *red_at), RED)
    assert is_near(pixel(photo, *blue_at), BLUE)


def test_a_photo_comes_no_larger_than_wanted_and_knows_its_full_size(tmp_path: Path) -> None:
    a_scene((3000, 2000)).save(tmp_path / "大.jpg")
    photo = read_photo(tmp_path / "大.jpg", edge=600)
    assert (photo.picture.width, photo.picture.height) == (600, 400)
    assert len(photo.picture.pixels) == 600 * 400 * 4
    assert (photo.full_width, photo.full_height) == (3000, 2000)


def test_a_phone_photo_of_108_megapixels_is_read_at_the_wanted_size(tmp_path: Path) -> None:
    Image.new("RGB", (12000, 9000), RED).save(tmp_path / "手机.jpg")
    photo = read_photo(tmp_path / "手机.jpg", edge=1600)
    assert (photo.picture.width, photo.picture.height) == (1600, 1200)
    assert is_near(pixel(photo, 800, 600), RED)


def test_a_photo_is_decoded_no_larger_than_its_long_edge_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "1.jpg"
    a_scene((1600, 1200)).save(path)
    with _decoded(path, "RGB", 640) as image:
        assert image.size == (800, 600)
    assert (read_photo(path, edge=640).picture.width, read_photo(path, edge=640).full_width) == (
        640,
        1600,
    )


def test_a_small_photo_is_not_blown_up(tmp_path: Path) -> None:
    a_scene((120, 90)).save(tmp_path / "小.png")
    assert read_photo(tmp_path / "小.png", edge=1600).picture.width == 120


def test_the_moment_of_the_shot_is_told_where_the_camera_wrote_it(tmp_path: Path) -> None:
    image, exif = two_halves()
    image.save(tmp_path / "有.jpg", exif=exif)
    image.save(tmp_path / "无.jpg")
    assert read_photo(tmp_path / "有.jpg", edge=80).taken_at == "2025-06-01 10:22"
    assert read_photo(tmp_path / "无.jpg", edge=80).taken_at == ""


def test_a_camera_without_a_clock_tells_no_moment(tmp_path: Path) -> None:
    image, exif = two_halves()
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    image.save(tmp_path / "零.jpg", exif=exif)
    assert read_photo(tmp_path / "零.jpg", edge=80).taken_at == ""


def test_a_heic_of_a_phone_is_read(tmp_path: Path) -> None:
    photo = read_photo(SAMPLES / "photo.heic", edge=240)
    assert (photo.picture.width, photo.picture.height) == (240, 180)
    assert (photo.full_width, photo.full_height) == (480, 360)
    assert photo.taken_at == "2025-06-01 10:22"
    assert look_of(SAMPLES / "photo.heic") != ""


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("印刷.jpg", lambda image, path: image.convert("CMYK").save(path, quality=95)),
        ("索引.gif", lambda image, path: image.convert("P").save(path)),
        ("位图.bmp", lambda image, path: image.save(path)),
        ("扫描.tif", lambda image, path: image.save(path, compression="tiff_lzw")),
        ("网页.webp", lambda image, path: image.save(path, quality=95)),
        ("新式.avif", lambda image, path: image.save(path, quality=95)),
        ("灰度.png", lambda image, path: image.convert("L").save(path)),
    ],
)
def test_every_kind_of_picture_shows_what_it_shows(
    tmp_path: Path, name: str, make: Callable[[Image.Image, Path], None]
) -> None:
    image = a_scene()
    make(image, tmp_path / name)
    photo = read_photo(tmp_path / name, edge=480)
    shown = sum(pixel(photo, 240, 20)) / 3
    assert abs(shown - sum(image.getpixel((240, 20))) / 3) < 20  # type: ignore[arg-type]


def test_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (60, 40), RED), Image.new("RGB", (60, 40), BLUE)
    first.save(tmp_path / "动.gif", save_all=True, append_images=[second])
    assert is_near(pixel(read_photo(tmp_path / "动.gif", edge=60), 30, 20), RED)


def test_sixteen_bits_keep_their_shades(tmp_path: Path) -> None:
    row = b"".join((at * 257).to_bytes(2, "little") for at in range(256))
    Image.frombytes("I;16", (256, 64), row * 64).save(tmp_path / "深.png")
    photo = read_photo(tmp_path / "深.png", edge=256)
    assert [pixel(photo, x, 5)[0] for x in (0, 100, 255)] == [0, 100, 255]


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_stands_on_white(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (60, 40), 0).save(tmp_path / "透.png")
    assert pixel(read_photo(tmp_path / "透.png", edge=60), 30, 20) == (255, 255, 255)


def test_a_transparent_palette_stands_on_white(tmp_path: Path) -> None:
    Image.new("P", (60, 40), 0).save(tmp_path / "透.png", transparency=0)
    assert pixel(read_photo(tmp_path / "透.png", edge=60), 30, 20) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "options"),
    [("半.jpg", {}), ("渐进.jpg", {"progressive": True}), ("半.png", {})],
)
def test_a_file_that_ends_early_shows_what_there_is(
    tmp_path: Path, name: str, options: dict[str, bool]
) -> None:
    buffer = BytesIO()
    a_scene((800, 600)).save(buffer, "PNG" if name.endswith("png") else "JPEG", **options)
    (tmp_path / name).write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    photo = read_photo(tmp_path / name, edge=800)
    assert photo.is_cut
    assert is_near(pixel(photo, 400, 10), a_scene((800, 600)).getpixel((400, 10)))  # type: ignore[arg-type]


def test_a_whole_file_is_not_called_cut(tmp_path: Path) -> None:
    a_scene().save(tmp_path / "全.jpg")
    assert not read_photo(tmp_path / "全.jpg", edge=100).is_cut


@pytest.mark.filterwarnings("ignore")  # Pillow says itself that they are damaged
def test_damaged_notes_of_the_camera_do_not_hide_the_picture(tmp_path: Path) -> None:
    a_scene().save(
        tmp_path / "坏注.jpg", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff" + b"\x99" * 40
    )
    assert read_photo(tmp_path / "坏注.jpg", edge=200).picture.width == 200


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 nothing more"])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.jpg").write_bytes(content)
    with pytest.raises(Unreadable):
        read_photo(tmp_path / "坏.jpg", edge=200)


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """Ninety thousand dots a side: 12 KB as a file, gigabytes when decoded."""
    header = bytearray(_png_bytes())
    header[16:24] = (90_000).to_bytes(4, "big") * 2
    (tmp_path / "弹.png").write_bytes(bytes(header))
    with pytest.raises(Unreadable):
        read_photo(tmp_path / "弹.png", edge=200)


def test_a_drawing_that_runs_programs_is_not_a_photo(tmp_path: Path) -> None:
    path = tmp_path / "图.jpg"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n")
    with pytest.raises(Unreadable):
        read_photo(path, edge=200)


def test_the_look_survives_another_encoding_size_and_turn_flag(tmp_path: Path) -> None:
    scene = a_scene((1600, 1200))
    scene.save(tmp_path / "原.jpg", quality=92)
    scene.save(tmp_path / "压.jpg", quality=35)
    scene.resize((640, 480)).save(tmp_path / "缩.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    scene.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "转.jpg", exif=exif, quality=80)
    looks = [look_of(tmp_path / name) for name in ("原.jpg", "压.jpg", "缩.png", "转.jpg")]
    assert all(len(look) == 32 for look in looks)
    assert all(bits_apart(looks[0], look) <= 8 for look in looks)


def test_another_place_looks_otherwise(tmp_path: Path) -> None:
    for seed in (1, 2, 3):
        a_scene(seed=seed).save(tmp_path / f"{seed}.jpg")
    looks = [look_of(tmp_path / f"{seed}.jpg") for seed in (1, 2, 3)]
    assert min(bits_apart(looks[a], looks[b]) for a, b in ((0, 1), (0, 2), (1, 2))) > 12


def test_a_picture_with_nothing_to_see_has_no_look(tmp_path: Path) -> None:
    Image.new("RGB", (800, 600), "white").save(tmp_path / "白.jpg")
    a_scene((40, 30)).save(tmp_path / "小.png")
    assert [look_of(tmp_path / name) for name in ("白.jpg", "小.png")] == ["", ""]


def _png_bytes() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (60, 40)).save(buffer, "PNG")
    return buffer.getvalue()
