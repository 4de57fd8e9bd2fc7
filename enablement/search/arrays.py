"""Named arrays in one file of the index: written in one go, and read without copying a byte."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

_HEAD = np.dtype("<u4")
_ALIGNMENT = 8

Array = npt.NDArray[Any]


def pack_arrays(arrays: Mapping[str, Array]) -> bytes:
    """The arrays as bytes: the length of a list of names, types and sizes, that list, the data.

    Each array begins at a multiple of 8 bytes.
    """
    listed = [[name, array.dtype.str, len(array)] for name, array in arrays.items()]
    head = json.dumps(listed).encode()
    head += b" " * (-(_HEAD.itemsize + len(head)) % _ALIGNMENT)
    parts = [np.asarray([len(head)], dtype=_HEAD).tobytes(), head]
    for array in arrays.values():
        data = array.tobytes()
        parts += [data, bytes(-len(data) % _ALIGNMENT)]
    return b"".join(parts)


def unpack_arrays(data: bytes) -> dict[str, Array]:
    """Read what `pack_arrays` wrote, as views into the same memory."""
    size = int(np.frombuffer(data, dtype=_HEAD, count=1)[0])
    at = _HEAD.itemsize + size
    arrays: dict[str, Array] = {}
    for name, kind, count in json.loads(data[_HEAD.itemsize : at]):
        array = np.frombuffer(data, dtype=np.dtype(kind), count=count, offset=at)
        arrays[name] = array
        at += array.nbytes + -array.nbytes % _ALIGNMENT
    return arrays
