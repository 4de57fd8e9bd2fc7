"""Where a hub lies: a folder or an address, told apart, and shown without its password."""

from pathlib import Path

import pytest

from enablement.errors import HubDataError
from enablement.hub.places import HubPlace


def test_a_path_is_a_folder() -> None:
    place = HubPlace.of(Path("hub"))
    assert (place.folder, place.url, place.file) == (Path("hub"), None, Path("hub/hub.db"))
    assert HubPlace.of("hub") == place == HubPlace.of(place)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_is_a_database(scheme: str) -> None:
    place = HubPlace.of(f"{scheme}://ana:secret@db.example/hub")
    assert place.folder is None
    assert place.file is None
    assert place.url is not None
    assert place.url.drivername == "postgresql+psycopg"
    assert str(place) == "postgresql://ana:***@db.example/hub"


@pytest.mark.parametrize("text", ["mysql://x/y", "postgresql://x:port/y", "http://x"])
def test_any_other_address_is_refused(text: str) -> None:
    with pytest.raises(HubDataError, match="neither a folder nor the address"):
        HubPlace.of(text)
