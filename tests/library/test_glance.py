"""One question before every search: the index's version, the policies, the hub's last signed time."""

from datetime import UTC, datetime

from enablement.library.index_files import IndexFileChange
from enablement.library.library import Library
from enablement.sync.protocol import SHARDS, Enrolment, Rep, Root


def test_of_an_empty_library(library: Library) -> None:
    glance = library.glance()
    assert (glance.index_version, glance.policies, glance.last_issued) == (0, "", None)
    assert library.day_of(glance) == library.today()


def test_the_index_has_a_version(library: Library) -> None:
    for version in range(2):
        with library.writing() as connection:
            library.index_files.write(
                connection, IndexFileChange(version, {"a": b"1"}, frozenset())
            )
    assert library.glance().index_version == library.index_files.version() == 2


def test_the_day_is_the_later_of_both_clocks(library: Library) -> None:
    issued = datetime(2199, 5, 6, tzinfo=UTC)
    answer = Enrolment(
        hub_id="hub", epoch="e1", device="d", token="t", public_key="k", rep=Rep(name="Ana")
    )
    root = Root(
        hub_id="hub", epoch="e1", generation=1, issued=issued, expires=issued, device="d",
        count=0, shards=("0" * 64,) * SHARDS, own="1" * 64,
    )  # fmt: skip
    with library.writing() as connection:
        library.enrolment.save(connection, "http://127.0.0.1:1", "Hub", answer)
        library.enrolment.adopt(connection, root)
    glance = library.glance()
    assert glance.last_issued == issued
    assert library.day_of(glance) == library.today() == issued.date()
