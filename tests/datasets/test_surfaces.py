"""The drawn surfaces: values, masks, repeatability, and that each defect is where its mask says."""

import numpy as np
import pytest

from attention_course.datasets.surfaces import DEFECTS, PHOTOGRAPHS, TEXTURES, blemish, photographs, surface, surfaces

CASES = [(texture, defect) for texture in TEXTURES for defect in (None, *DEFECTS)]


@pytest.mark.parametrize("texture, defect", CASES)
@pytest.mark.parametrize("shape", [(64, 64), (16, 40), (51, 33)])
def test_a_picture_has_its_shape_its_range_and_its_mask(texture, defect, shape):
    image, mask = surface(texture, np.random.default_rng(1), defect=defect, shape=shape)
    assert image.shape == mask.shape == shape
    assert image.dtype == float and mask.dtype == bool
    assert image.min() >= 0 and image.max() <= 1 and image.std() > 0.01
    assert mask.any() == (defect is not None) and mask.mean() < 0.5


@pytest.mark.parametrize("texture, defect", CASES)
def test_the_same_seed_draws_the_same_picture_and_another_seed_another(texture, defect):
    one, again, other = (surface(texture, np.random.default_rng(seed), defect=defect)[0] for seed in (2, 2, 3))
    assert np.array_equal(one, again) and not np.allclose(one, other)


@pytest.mark.parametrize("texture", TEXTURES)
@pytest.mark.parametrize("defect, sign", [("scratch", 1), ("pit", -1), ("stain", -1)])
def test_a_defect_is_brighter_or_darker_where_its_mask_says(texture, defect, sign):
    pictures, masks = surfaces(texture, np.random.default_rng(5), 20, defect=defect)
    inside, outside = pictures[masks].mean(), pictures[~masks].mean()
    assert sign * (inside - outside) > 0.04


@pytest.mark.parametrize("texture", TEXTURES)
def test_wear_takes_the_texture_away_and_keeps_the_brightness(texture):
    pictures, masks = surfaces(texture, np.random.default_rng(6), 20, defect="wear")
    assert pictures[masks].std() < 0.7 * pictures[~masks].std()
    assert abs(pictures[masks].mean() - pictures[~masks].mean()) < 0.02


def test_sizes_of_defects_are_of_their_kind():
    areas = {
        defect: surfaces("brushed metal", np.random.default_rng(7), 20, defect=defect)[1].sum(axis=(1, 2))
        for defect in DEFECTS
    }
    assert areas["pit"].max() < areas["scratch"].mean() < areas["stain"].mean()
    assert 3 <= areas["pit"].min()


def test_textures_differ_in_what_neighbours_have_in_common():
    def likeness(texture, axis, lag):
        picture = surface(texture, np.random.default_rng(8))[0]
        one, other = np.split(np.swapaxes(picture, 0, axis), [lag])[1], np.swapaxes(picture, 0, axis)[:-lag]
        return np.corrcoef(one.ravel(), other.ravel())[0, 1]

    assert likeness("brushed metal", 1, 4) > 0.6 > likeness("brushed metal", 0, 4)
    assert likeness("woven cloth", 0, 6) > 0.6 > likeness("woven cloth", 0, 3)
    assert likeness("granular stone", 0, 1) > 0.6 > abs(likeness("granular stone", 0, 6))


def test_several_pictures_are_those_drawn_one_by_one():
    pictures, masks = surfaces("granular stone", np.random.default_rng(9), 3, defect="pit", shape=(16, 24))
    draw = np.random.default_rng(9)
    for picture, mask in zip(pictures, masks, strict=True):
        image, where = surface("granular stone", draw, defect="pit", shape=(16, 24))
        assert np.array_equal(picture, image) and np.array_equal(mask, where)
    assert surfaces("granular stone", draw, 0, shape=(16, 24))[0].shape == (0, 16, 24)


@pytest.mark.parametrize(
    "arguments, options, words",
    [
        (("velvet",), {}, "texture is 'velvet', expected one of 'brushed metal'"),
        (("woven cloth",), {"defect": "hole"}, "defect is 'hole', expected one of 'scratch'"),
        (("woven cloth",), {"shape": (15, 64)}, r"shape is \(15, 64\), expected \(H, W\) with at least 16"),
        (("woven cloth",), {"shape": (64,)}, "expected"),
    ],
)
def test_what_cannot_be_drawn_is_named(arguments, options, words):
    with pytest.raises(ValueError, match=words):
        surface(*arguments, np.random.default_rng(0), **options)


@pytest.mark.parametrize("side", [16, 64, 256])
def test_photographs_are_cut_into_squares_that_show_the_whole_of_each(side):
    whole, cut = photographs(256), photographs(side)
    assert tuple(cut) == PHOTOGRAPHS
    for name, squares in cut.items():
        assert squares.shape == ((256 // side) ** 2, side, side)
        assert 0 <= squares.min() and squares.max() <= 1 and squares.std() > 0.05
        assert np.array_equal(
            squares[1 if side < 256 else 0], whole[name][0][:side, (side % 256) : (side % 256) + side]
        )


def test_another_side_is_refused():
    with pytest.raises(ValueError, match="side is 48"):
        photographs(48)


@pytest.mark.parametrize("defect, sign", [("scratch", 1), ("pit", -1), ("stain", -1), ("wear", 0)])
def test_a_defect_is_drawn_into_a_photograph_and_nowhere_else(defect, sign):
    image = photographs()["gravel"][3]
    before = image.copy()
    damaged, mask = blemish(image, defect, np.random.default_rng(4))
    assert np.array_equal(image, before) and mask.any()
    change = damaged - image
    assert np.abs(change[mask]).mean() > 20 * np.abs(change[~mask]).mean()
    if sign:
        assert sign * change[mask].mean() > 0.04
    with pytest.raises(ValueError, match="'hole'"):
        blemish(image, "hole", np.random.default_rng(4))
