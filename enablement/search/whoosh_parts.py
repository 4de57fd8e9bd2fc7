"""The one door to Whoosh 2.7.4: what we use of it, typed, and without the warnings of compiling it.

Where nothing keeps compiled files those warnings come at every start. These imports bring in
everything that Whoosh imports later by itself while it writes, merges and reads.
"""

import warnings
from typing import TYPE_CHECKING, Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import versionstring
    from whoosh.codec.base import Codec as _Codec
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.columns import CompressedBytesColumn, FixedBytesColumn
    from whoosh.fields import COLUMN, Schema
    from whoosh.fields import FieldType as _FieldType
    from whoosh.filedb.filestore import RamStorage as _RamStorage
    from whoosh.formats import Format as _Format
    from whoosh.index import TOC, FileIndex
    from whoosh.writing import SegmentWriter as _SegmentWriter

if TYPE_CHECKING:
    # Whoosh has no types. These are the classes that ours derive from, as far as we use them.

    class RamStorage:
        """Files by name, in memory."""

        files: dict[str, bytes]

        def create_file(self, name: str) -> Any: ...
        def delete_file(self, name: str) -> None: ...

    class Format:
        """How the values of postings are written."""

        posting_size: int

    class FieldType:
        """A field of a schema."""

        def __init__(self, format_: Format, analyzer: None) -> None: ...

    class Codec:
        """How segments are written and read."""

        length_stats: bool

    class SegmentWriter:
        """Writes one segment and commits it."""

        storage: Any
        pool: Any
        perdocwriter: Any
        docnum: int
        _added: bool

        def __init__(self, index: Any, codec: Codec, compound: bool) -> None: ...
        def add_document(self, **fields: Any) -> None: ...
        def delete_document(self, docnum: int) -> None: ...
        def commit(self, mergetype: Any) -> None: ...

else:
    RamStorage, Format, FieldType = _RamStorage, _Format, _FieldType
    Codec, SegmentWriter = _Codec, _SegmentWriter

__all__ = [
    "COLUMN",
    "TOC",
    "Codec",
    "CompressedBytesColumn",
    "FieldType",
    "FileIndex",
    "FixedBytesColumn",
    "Format",
    "RamStorage",
    "Schema",
    "SegmentWriter",
    "W3Segment",
    "versionstring",
]
