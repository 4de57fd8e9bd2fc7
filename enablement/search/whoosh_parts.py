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
    from whoosh.codec.whoosh3 import W3Codec as _Codec
    from whoosh.columns import CompressedBytesColumn, FixedBytesColumn
    from whoosh.fields import COLUMN, Schema
    from whoosh.fields import FieldType as _FieldType
    from whoosh.filedb.filestore import RamStorage as _RamStorage
    from whoosh.formats import Format as _Format
    from whoosh.index import TOC, FileIndex
    from whoosh.matching import ListMatcher
    from whoosh.reading import SegmentReader
    from whoosh.writing import SegmentWriter

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

    class W3Codec:
        """How segments are written and read."""

        POSTS_EXT: str
        length_stats: bool

        def terms_reader(self, storage: Any, segment: Any) -> Any: ...
        def per_document_reader(self, storage: Any, segment: Any) -> Any: ...

else:
    RamStorage, Format, FieldType, W3Codec = _RamStorage, _Format, _FieldType, _Codec

__all__ = [
    "COLUMN",
    "TOC",
    "CompressedBytesColumn",
    "FieldType",
    "FileIndex",
    "FixedBytesColumn",
    "Format",
    "ListMatcher",
    "RamStorage",
    "Schema",
    "SegmentReader",
    "SegmentWriter",
    "W3Codec",
    "versionstring",
]
