"""The one door to Whoosh 2.7.4: what we use of it, without the warnings that compiling it gives.

Where nothing keeps compiled files those warnings come at every start. These imports bring in
everything that Whoosh imports later by itself while it writes, merges and reads.
"""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import versionstring
    from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
    from whoosh.columns import CompressedBytesColumn, FixedBytesColumn
    from whoosh.fields import COLUMN, FieldType, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.formats import Format
    from whoosh.index import TOC, FileIndex
    from whoosh.matching import ListMatcher
    from whoosh.reading import SegmentReader
    from whoosh.writing import SegmentWriter

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
    "W3TermInfo",
    "versionstring",
]
