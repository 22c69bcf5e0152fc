"""The published weights: as large, as fast and as right as promised. All in one file, which loads them once."""

import subprocess
import sys

import numpy as np
import pytest

from attention_course import smollm

pytestmark = [pytest.mark.model, pytest.mark.slow]

PROMPTS = [
    "The capital of France is",
    "the cat drinks cold milk",
    "One, two, three, four,",
    "1 + 1 =",
    "Water boils at 100 degrees",
    "def add(a, b):\n    return",
    "import numpy as np\n\nx = np.",
    "Once upon a time there was",
    "The opposite of hot is",
    "My name is Anna and I live in",
    "She opened the door and",
    "Roses are red, violets are",
    "Der Hund läuft über die",
    "東京は",
    "It's 7:45 p.m., isn't it?",
    "    four spaces",
    "A",
    "The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy",
    "When Mary and John went to the store, John gave a drink to",
    "<|im_start|>user\nWhat is the colour of snow?<|im_end|>\n<|im_start|>assistant\n",
    "x = 3141592653589793",
    "Q: What is the largest planet?\nA:",
]


@pytest.fixture(scope="module")
def model():
    return smollm.load()


# What resource gives as the largest memory begins with that of the process that started this one.
LOAD = """
import resource
from attention_course import smollm
model = smollm.load()
seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime
model.read(model.split("The cat drinks cold milk. " * 20))
largest = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(seconds, largest)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says the largest memory of one process")
def test_it_is_loaded_in_eight_seconds_and_a_gigabyte():
    """Seconds of the processor, in a process of its own: as many as a person waits on a quiet machine."""
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    seconds, kilobytes = map(float, done.stdout.split())
    assert seconds < 8
    assert kilobytes * 1024 < 1e9


def test_sizes_are_those_of_the_published_model(model):
    assert (len(model.layers), model.n_heads, model.n_key_heads) == (30, 9, 3)
    assert model.embeddings.shape == (49152, 576) and (model.eps, model.base) == (pytest.approx(1e-5), 100_000.0)
    count = model.embeddings.size + model.gain.size + sum(W.size for layer in model.layers for W in layer.values())
    assert count == 134_515_008


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_text_is_split_and_joined_again(model, prompt):
    assert model.text(model.split(prompt)) == prompt


def test_digits_stand_apart_and_words_carry_their_blank(model):
    assert model.words(model.split("in 2023 it's")) == ["in", " ", "2", "0", "2", "3", " it", "'s"]
    assert model.split("<|im_start|>") == [1]


@pytest.mark.parametrize("prompts", [["A"], PROMPTS[:1], PROMPTS], ids=["one token", "a sentence", "all in one text"])
def test_logits_agree_with_pytorch(model, prompts):
    """At each token, and in the order of the likeliest five after each prompt."""
    pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    from tests.smollm.reference import read

    pieces = [model.split(prompt) for prompt in prompts]
    tokens, ends = sum(pieces, []), np.cumsum([len(piece) for piece in pieces]) - 1
    logits, _ = model.read(tokens)
    _, theirs = read(model, tokens)
    assert np.allclose(logits, theirs, atol=2e-3)
    assert np.array_equal(np.argsort(-logits[ends])[:, :5], np.argsort(-theirs[ends])[:, :5])


def test_each_layer_agrees_with_pytorch(model):
    pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    from tests.smollm.reference import read

    tokens, use = model.split(PROMPTS[0]), smollm.parts()
    theirs, _ = read(model, tokens)
    mask = use.causal_mask(len(tokens))
    for number, W in enumerate(model.layers):  # each from the same vectors, so that no error grows
        ours, _ = model._layer(theirs[number], W, np.arange(len(tokens)), mask, use, None)
        scale = np.abs(theirs[number + 1]).max()
        assert np.allclose(ours, theirs[number + 1], atol=1e-5 * scale), number


TEXTS = {
    "The capital of France is": " Paris.\n\nThe answer is: 201",
    "One, two, three, four,": " five, six, seven, eight, and nine, respectively",
    "Once upon a time there was": " a small town nestled between two mountains. The town was named",
    "the cat drinks cold": " milk.\n\nThe original sentence is a classic example of",
    PROMPTS[5]: " a + b\n\n# Example usage:\nadd_",
    PROMPTS[19]: "The colour of snow is typically a deep, dark shade of",
}


@pytest.mark.parametrize("prompt", TEXTS)
def test_greedy_texts_are_pinned(model, prompt):
    assert model.write(prompt, 12) == TEXTS[prompt]


def test_with_a_cache_or_without_it_writes_the_same(model):
    tokens = model.split("One, two, three, four,")
    for _ in range(6):
        tokens.append(int(model.read(tokens)[0][-1].argmax()))
    assert model.write("One, two, three, four,", 6) == model.text(tokens[-6:])
