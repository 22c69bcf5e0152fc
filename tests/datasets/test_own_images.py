"""Reading a folder of one's own pictures: kinds of PNG, cropping, and what is skipped."""

import numpy as np
import pytest
from matplotlib.image import imsave
from PIL import Image

from attention_course.datasets.own_images import read_images


def grey(shape, seed=1):
    return np.random.default_rng(seed).integers(0, 256, size=shape, dtype=np.uint8)


def test_a_grey_picture_comes_as_it_is_from_0_to_1(tmp_path):
    pixels = grey((16, 24))
    Image.fromarray(pixels).save(tmp_path / "plate.png")
    images, notices = read_images(tmp_path, 8)
    assert list(images) == ["plate.png"] and notices == []
    assert np.allclose(images["plate.png"], pixels / 255) and images["plate.png"].dtype == float


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
    Image.fromarray(grey((8, 8))).save(tmp_path / "photo.jpg")
    Image.fromarray(grey((7, 30))).save(tmp_path / "small.png")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    images, notices = read_images(tmp_path, 8)
    assert list(images) == ["good.png"]
    assert [notice.split(":")[0] for notice in notices] == [
        "cut_off.png",
        "empty.png",
        "notes.txt",
        "photo.jpg",
        "small.png",
    ]
    assert all("skipped" in notice for notice in notices) and "7 x 30" in notices[-1]


def test_pictures_come_in_the_order_of_their_names(tmp_path):
    for name in ("c.png", "a.png", "b.png"):
        Image.fromarray(grey((8, 8))).save(tmp_path / name)
    assert list(read_images(tmp_path, 8)[0]) == ["a.png", "b.png", "c.png"]


def test_a_folder_that_is_none_and_a_patch_without_pixels_are_refused(tmp_path):
    with pytest.raises(ValueError, match="is no folder"):
        read_images(tmp_path / "missing", 8)
    with pytest.raises(ValueError, match="size is 0"):
        read_images(tmp_path, 0)
