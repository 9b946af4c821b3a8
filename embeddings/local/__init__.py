"""The collection in one folder: SQLite holds the truth, FAISS and tantivy are derived from it."""

from embeddings.local.collection import LocalCollection
from embeddings.local.upkeep import Tiers

__all__ = ["LocalCollection", "Tiers"]
