"""The published weights in llama.cpp, which shares no code with ours, nor PyTorch's, and reads the file by itself."""

import numpy as np
import pytest

from attention_course import smollm
from attention_course.smollm.model_file import weights_path
from tests.smollm.test_real import PROMPTS

pytestmark = [pytest.mark.model, pytest.mark.everything]


def unpacked(packed, path):
    """Write the file of weights again with numbers of 32 bits: with packed ones llama.cpp rounds vectors to 8 bits."""
    gguf = pytest.importorskip("gguf")
    reader = gguf.GGUFReader(packed)
    writer = gguf.GGUFWriter(path, reader.get_field("general.architecture").contents())
    for field in reader.fields.values():
        if not field.name.startswith("GGUF.") and field.name != "general.architecture":
            kind, inner = field.types[0], field.types[-1]
            value = gguf.LlamaFileType.ALL_F32 if field.name == "general.file_type" else field.contents()
            writer.add_key_value(field.name, value, kind, inner if kind == gguf.GGUFValueType.ARRAY else None)
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_tokens_logits_and_the_five_likeliest_agree_with_llama_cpp(tmp_path):
    llama = pytest.importorskip("llama_cpp", reason="needs llama.cpp: pip install llama-cpp-python")
    path = tmp_path / "unpacked.gguf"
    unpacked(weights_path(), path)
    model = smollm.load()
    theirs = llama.Llama(str(path), n_ctx=128, logits_all=True, type_k=0, type_v=0, verbose=False)  # 0: 32 bits
    for prompt in PROMPTS:
        tokens = model.split(prompt)
        assert tokens == theirs.tokenize(prompt.encode(), add_bos=False, special=True)
        logits, _ = model.read(tokens)
        theirs.reset()
        theirs.eval(tokens)
        expected = np.array(theirs.scores[: len(tokens)])
        assert np.allclose(logits, expected, atol=2e-3), prompt
        assert np.array_equal(np.argsort(-logits[-1])[:5], np.argsort(-expected[-1])[:5]), prompt
    path.unlink()
