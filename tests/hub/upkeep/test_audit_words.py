"""The audit log in words: every deed that the hub records has a name, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

import enablement.hub
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.drafting.workflow import Step
from enablement.hub.upkeep.audit_words import DEEDS, actor, deed, names_of
from enablement.sync.threads import Fate
from enablement.translation import speaking

HUB = Path(enablement.hub.__file__).parent


def recorded() -> Iterator[str]:
    """The actions that are written out in calls of `audit.record`."""
    for path in HUB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "audit.record"
                and isinstance(node.args[3], ast.Constant)
            ):
                yield str(node.args[3].value)


def test_every_deed_has_a_name_and_no_name_is_left_over() -> None:
    steps = {f"draft-{step.value}" for step in Step}
    fates = {f"thread-{fate.value}" for fate in Fate}
    written = set(recorded())
    assert {"enroll", "sign-in", "recall"} <= written
    assert written | steps | fates == DEEDS.keys()


def test_the_names_are_in_the_readers_language() -> None:
    with speaking("es"):
        assert all(deed(action) != english for action, english in DEEDS.items())
        assert actor("command line") == "línea de órdenes"
    with speaking("en"):
        assert deed("sign-in") == "signed in"
        assert deed("of another program") == "of another program"
        assert actor("mara@example.com") == "mara@example.com"


def test_a_laptop_is_named_by_its_rep(database: Database, device: Device) -> None:
    with database.reading() as connection:
        found = names_of(connection, {device.device, "unknown", ""})
    assert found == {device.device: f"{device.rep_name} · laptop"}


@pytest.mark.parametrize("engine", ["sqlite"])
def test_the_page_says_who_and_what_in_words(marketer: httpx2.Client, device: Device) -> None:
    page = marketer.get("/audit?action=enroll").text
    assert f"{device.rep_name} · laptop" in page
    assert "laptop joined" in page
    assert '<option value="enroll" selected>laptop joined</option>' in page
    assert device.device not in page
