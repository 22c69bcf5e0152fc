"""The inspector of a folder: finds defects, keeps its promise about good pictures, stays within its memory."""

import re
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from attention_course.datasets.surfaces import surface
from attention_course.inspection import Inspector
from tests import ROOT


def save(folder, name, texture, seed, defect=None, shape=(64, 64)):
    folder.mkdir(exist_ok=True)
    image, mask = surface(texture, np.random.default_rng(seed), defect=defect, shape=shape)
    Image.fromarray((image * 255).round().astype(np.uint8)).save(folder / name)
    return mask


def good_folder(folder, texture="brushed metal", count=12):
    for seed in range(count):
        save(folder, f"{seed:02}.png", texture, seed)
    return folder


@pytest.mark.parametrize("texture", ["brushed metal", "woven cloth", "granular stone"])
def test_scratches_and_wear_are_rejected_where_they_are_and_few_good_ones(texture, tmp_path):
    inspector = Inspector.learn(good_folder(tmp_path / "good", texture))
    masks = {}
    for seed in range(100, 110):
        for defect in (None, "scratch", "wear"):
            name = f"{defect}_{seed}.bmp"
            masks[name] = save(tmp_path / "doubtful", name, texture, [seed, 1], defect)
    verdicts = list(inspector.inspect(tmp_path / "doubtful"))
    rejected = {verdict.name for verdict in verdicts if verdict.rejected}
    assert sum(name.startswith("scratch") for name in rejected) == 10
    assert sum(name.startswith("wear") for name in rejected) >= 8
    assert sum(name.startswith("None") for name in rejected) <= 4  # 1 / 13 is promised on average
    assert inspector.promised == pytest.approx(1 / 13)
    for verdict in verdicts:
        if verdict.rejected and verdict.name.startswith("scratch"):
            top, left = 8 * verdict.row, 8 * verdict.column
            assert masks[verdict.name][top : top + 8, left : left + 8].any()


def test_a_verdict_says_what_it_is_and_draws_its_heatmap(tmp_path):
    inspector = Inspector.learn(good_folder(tmp_path / "good"))
    save(tmp_path / "doubtful", "a.png", "brushed metal", 50, "scratch", shape=(70, 96))
    (tmp_path / "doubtful" / "b.txt").write_text("no picture")
    (verdict,) = inspector.inspect(tmp_path / "doubtful")
    assert re.match(
        r"a\.png: REJECTED, score \d+\.\d\d \(limit \d+\.\d\d\), most anomalous is the patch in row", str(verdict)
    )
    assert verdict.scores.shape == (8, 12) and verdict.scores[verdict.row, verdict.column] == verdict.score
    assert [notice.split(":")[0] for notice in inspector.notices] == ["a.png", "b.txt"]
    assert "8 x 12 patches" in verdict.heatmap().alt and verdict.heatmap().alt.startswith("a.png: rejected")


def test_the_limit_is_the_quantile_of_pictures_judged_by_the_others(tmp_path):
    folder = good_folder(tmp_path / "good", count=9)
    strict, lax = Inspector.learn(folder, false_alarms=0.05), Inspector.learn(folder, false_alarms=0.5)
    assert strict.limit == max(strict.good_scores) and strict.promised == 0.1
    assert lax.limit == sorted(lax.good_scores)[4] and lax.promised == 0.5


def test_too_little_to_learn_from_is_named(tmp_path):
    with pytest.raises(ValueError, match="'one'.*at least 2 good ones"):
        Inspector.learn(good_folder(tmp_path / "one", count=1))
    with pytest.raises(ValueError, match="128 patches of 8 x 8; expected at least 256"):
        Inspector.learn(good_folder(tmp_path / "few", count=3))
    (tmp_path / "none").mkdir()
    with pytest.raises(ValueError, match="'none' is empty"):
        Inspector.learn(tmp_path / "none")
    (tmp_path / "none" / "letter.txt").write_text("no picture")
    with pytest.raises(ValueError, match=r"got 0 readable picture\(s\) in 'none'.*letter.txt: skipped"):
        Inspector.learn(tmp_path / "none")
    with pytest.raises(ValueError, match="false_alarms is 2"):
        Inspector.learn(tmp_path / "one", false_alarms=2)


# What resource gives as the largest memory begins with that of the process that started this one.
MEASURE = """
import sys
from attention_course.inspection import Inspector
def largest():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = largest()
verdicts = list(Inspector.learn(sys.argv[1]).inspect(sys.argv[2]))
print(len(verdicts), verdicts[0].rejected, verdicts[0].row, verdicts[0].column)
verdicts[0].heatmap().png()
print(largest() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says the largest memory of one process")
@pytest.mark.slow
@pytest.mark.everything
def test_a_picture_of_24_million_pixels_is_judged_in_bounded_memory(tmp_path):
    tile = surface("granular stone", np.random.default_rng(1), shape=(400, 600))[0] * 255
    for folder, name, defect in (("good", "a.jpg", 0), ("good", "b.jpg", 0), ("doubtful", "c.jpg", 1)):
        (tmp_path / folder).mkdir(exist_ok=True)
        pixels = np.tile(tile.round().astype(np.uint8), (10, 10))
        pixels[2000 : 2000 + 6 * defect, 3000 : 3000 + 6 * defect] = 0
        Image.fromarray(pixels).convert("RGB").save(tmp_path / folder / name, quality=95)
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "good"), str(tmp_path / "doubtful")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    verdict, kilobytes = run.stdout.splitlines()
    assert verdict == "1 True 250 375"
    assert int(kilobytes) < 600_000  # 25 bytes a pixel; one matrix of all scores would take 9 GB
