"""Audiences from the command line."""

from pathlib import Path
from typing import Any


def test_an_audience_is_named_listed_trimmed_and_taken_away(run: Any, card_folder: Path) -> None:
    run("hub", "init")
    assert "There are no audiences." in run("hub", "audiences", "list").out
    price = card_folder / "price.md"
    price.write_text(price.read_text().replace("kind:", "verify_by: 2020-01-01\nkind:"))
    run("hub", "publish", card_folder)
    words = ("add", "Mid", "--team", "midmarket", "--region", "emea", "--most-active", "5")
    (made,) = run("hub", "audiences", *words, "--json").rows
    assert made["name"] == "Mid"
    (row,) = run("hub", "audiences", "list", "--json").rows
    assert (row["teams"], row["active"], row["most_active"], row["reps"]) == (
        ["midmarket"],
        2,
        5,
        0,
    )
    assert "Mid       2 of 5  2                  0" in run("hub", "audiences", "list").out
    assert run("hub", "audiences", "trim", "Mid").out == "price: Unverified since 2020-01-01.\n"
    (first,) = run("hub", "audiences", "trim", "Mid", "--json").rows
    assert first["reasons"][0]["code"] == "unverified"
    taken = run("hub", "audiences", "add", "Mid")
    assert (taken.code, "“Mid” already" in taken.err) == (1, True)
    assert run("hub", "audiences", "remove", "Mid").out == "The audience “Mid” is gone.\n"
    assert run("hub", "audiences", "trim", "Mid").code == 1
