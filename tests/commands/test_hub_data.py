"""Opening a hub: a sentence where there is none, or where its part is not installed."""

import importlib.util
from pathlib import Path

import pytest

from enablement.commands.hub_data import opened_hub
from enablement.errors import HubDataError


def test_without_a_hub_its_folder_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(HubDataError, match="There is no hub in"),
        opened_hub(str(tmp_path / "none")),
    ):
        pass


def test_without_the_hubs_part_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(HubDataError) as raised, opened_hub(str(tmp_path)):
        pass
    assert "enablement[hub]" in raised.value.how_to_mend()
