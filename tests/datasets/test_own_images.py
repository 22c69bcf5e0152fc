"""Reading a folder of one's own pictures: formats, depths, turned cameras, cropping, and what is skipped."""

import numpy as np
import pytest
from matplotlib.image import imsave
from PIL import Image

from attention_course.datasets.own_images import OwnImages, read_images


def grey(shape, seed=1):
    return np.random.default_rng(seed).integers(0, 256, size=shape, dtype=np.uint8)


def test_a_grey_picture_comes_as_it_is_from_0_to_1(tmp_path):
    pixels = grey((16, 24))
    Image.fromarray(pixels).save(tmp_path / "plate.png")
    images, notices = read_images(tmp_path, 8)
    assert list(images) == ["plate.png"] and notices == []
    assert np.allclose(images["plate.png"], pixels / 255) and images["plate.png"].dtype == np.float32


def test_other_kinds_of_png_become_grey_too(tmp_path):
    pixels = grey((8, 8))
    Image.fromarray(pixels).convert("RGBA").save(tmp_path / "alpha.png")
    Image.fromarray(pixels).convert("LA").save(tmp_path / "grey_alpha.png")
    Image.fromarray(pixels.astype(np.uint16) * 257).save(tmp_path / "sixteen_bits.png")
    Image.fromarray(pixels).convert("P").save(tmp_path / "palette.png")
    Image.fromarray(pixels > 127).save(tmp_path / "two_colours.png")
    images, notices = read_images(tmp_path, 4)
    assert len(images) == 5 and notices == []
    for name in ("alpha.png", "grey_alpha.png", "sixteen_bits.png", "palette.png"):
        assert np.allclose(images[name], pixels / 255, atol=1e-6), name
    assert set(np.unique(images["two_colours.png"])) == {0.0, 1.0}


def test_green_is_brighter_than_red_and_red_than_blue(tmp_path):
    for name, colour in {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1), "white": (1, 1, 1)}.items():
        imsave(tmp_path / f"{name}.png", np.tile(np.array(colour, dtype=float), (8, 8, 1)))
    means = {name: image.mean() for name, image in read_images(tmp_path, 8)[0].items()}
    assert 0 < means["blue.png"] < means["red.png"] < means["green.png"] < means["white.png"]
    assert means["white.png"] == pytest.approx(1)


def test_what_does_not_divide_is_cropped_evenly_with_a_notice(tmp_path):
    pixels = grey((19, 26))
    Image.fromarray(pixels).save(tmp_path / "plate.png")
    images, notices = read_images(str(tmp_path), 8)
    assert np.allclose(images["plate.png"], pixels[1:17, 1:25] / 255)
    assert notices == ["plate.png: cropped from 19 x 26 to 16 x 24 pixels, whole patches of 8 x 8"]


def test_unreadable_files_are_named_and_the_others_read(tmp_path):
    Image.fromarray(grey((40, 40))).save(tmp_path / "good.png")
    (tmp_path / "cut_off.png").write_bytes((tmp_path / "good.png").read_bytes()[:200])
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("no picture")
    Image.fromarray(grey((7, 30))).save(tmp_path / "small.png")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    images, notices = read_images(tmp_path, 8)
    assert list(images) == ["good.png"]
    assert [notice.split(":")[0] for notice in notices] == [
        "cut_off.png",
        "empty.png",
        "notes.txt",
        "small.png",
    ]
    assert all("skipped" in notice for notice in notices) and "7 x 30" in notices[-1]


def test_pictures_come_in_the_order_of_their_names(tmp_path):
    for name in ("c.png", "a.png", "b.png"):
        Image.fromarray(grey((8, 8))).save(tmp_path / name)
    assert list(read_images(tmp_path, 8)[0]) == ["a.png", "b.png", "c.png"]


@pytest.mark.parametrize("ending", ["png", "bmp", "tif", "webp", "ppm", "gif", "jpg"])
def test_common_formats_are_read(tmp_path, ending):
    pixels = np.outer(np.linspace(0, 255, 32), np.ones(24)).round().astype(np.uint8)
    options = {"quality": 100} if ending == "jpg" else {"lossless": True} if ending == "webp" else {}
    Image.fromarray(pixels).convert("L" if ending == "gif" else "RGB").save(tmp_path / f"a.{ending}", **options)
    images, notices = read_images(tmp_path, 8)
    assert notices == [] and images[f"a.{ending}"].shape == (32, 24)
    assert np.abs(images[f"a.{ending}"] - pixels / 255).max() < 0.01


@pytest.mark.parametrize("ending", ["png", "tif"])
def test_twelve_bits_in_a_file_of_sixteen_are_not_black(tmp_path, ending):
    pixels = np.random.default_rng(2).integers(0, 4096, size=(16, 16), dtype=np.uint16)
    Image.fromarray(pixels).save(tmp_path / f"a.{ending}")
    (image,) = OwnImages(tmp_path, 8)
    assert np.allclose(image.image, pixels / 4095, atol=1e-6)


def test_one_bright_picture_shows_that_the_whole_folder_has_sixteen_bits(tmp_path):
    dark = np.full((8, 8), 3000, dtype=np.uint16)
    Image.fromarray(dark).save(tmp_path / "dark.png")
    Image.fromarray(dark * 20).save(tmp_path / "light.png")
    dark_image, light_image = (picture.image for picture in OwnImages(tmp_path, 8))
    assert np.allclose(dark_image, 3000 / 65535) and np.allclose(light_image, 60000 / 65535)
    (tmp_path / "light.png").unlink()
    (alone,) = OwnImages(tmp_path, 8, white=65535)
    assert np.allclose(alone.image, 3000 / 65535)


def test_a_turned_camera_is_turned_back(tmp_path):
    pixels, exif = grey((16, 24)), Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    Image.fromarray(pixels).save(tmp_path / "turned.png", exif=exif)
    Image.fromarray(pixels).convert("RGB").save(tmp_path / "turned.tif", exif=exif)
    images, notices = read_images(tmp_path, 8)
    assert len(images) == 2 and notices == []
    for image in images.values():
        assert np.allclose(image, np.rot90(pixels, -1) / 255, atol=1e-6)


def test_floats_are_read_from_0_to_1_and_refused_beyond(tmp_path):
    values = np.random.default_rng(3).random((8, 8)).astype(np.float32)
    Image.fromarray(values).save(tmp_path / "a.tif")
    Image.fromarray(values + 1).save(tmp_path / "b.tif")
    images, notices = read_images(tmp_path, 8)
    assert list(images) == ["a.tif"] and np.allclose(images["a.tif"], values)
    assert notices == ["b.tif: skipped, its values leave the range 0 to 1"]


def test_the_reason_for_skipping_is_told_in_words(tmp_path):
    good = tmp_path / "good.jpg"
    Image.fromarray(grey((40, 40))).save(good)
    (tmp_path / "cut_off.jpg").write_bytes(good.read_bytes()[:400])
    (tmp_path / "letter.docx").write_bytes(b"PK")
    images, notices = read_images(tmp_path, 8)
    assert list(images) == ["good.jpg"]
    assert notices[0].startswith("cut_off.jpg: skipped, it is damaged (")
    assert notices[1] == (
        "letter.docx: skipped, it is not a picture in a format that Pillow reads, such as PNG, JPEG, BMP or TIFF"
    )


def test_an_enormous_size_in_a_small_file_is_refused(tmp_path):
    header = b"P5 100000 100000 255\n"
    (tmp_path / "bomb.pgm").write_bytes(header + b"0")
    images, notices = read_images(tmp_path, 8)
    assert images == {} and "200,000,000" in notices[0]


def test_an_empty_folder_is_named(tmp_path):
    folder = tmp_path / "plates"
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"")
    with pytest.raises(ValueError, match="'plates' is empty"):
        read_images(folder, 8)


def test_a_folder_that_is_none_and_a_patch_without_pixels_are_refused(tmp_path):
    with pytest.raises(ValueError, match="is not a folder"):
        read_images(tmp_path / "missing", 8)
    with pytest.raises(ValueError, match="size is 0"):
        read_images(tmp_path, 0)
