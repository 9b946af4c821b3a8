"""Vectors as arrays."""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (n, dim), each row of unit length, so that an inner product is a cosine."""
