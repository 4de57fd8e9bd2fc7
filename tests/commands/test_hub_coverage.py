"""Coverage and recalls from the command line."""

from pathlib import Path
from typing import Any


def test_who_lags_and_who_holds_what_was_recalled(enrolled: Any, card_folder: Path) -> None:
    run = enrolled
    assert run("sync").code == 0  # tells what the first one brought
    assert "Laptops that hold the newest of all their cards: 1 of 1." in run("hub", "coverage").out
    price = card_folder / "price.md"
    price.write_text(price.read_text().replace("One calm", "One better"))
    run("hub", "publish", card_folder)
    assert "price: 1 of 1 still holds revision 1" in run("hub", "coverage").out
    (row,) = run("hub", "coverage", "--json").rows
    assert (row["card_id"], row["revision"], row["older"]) == ("price", 2, {"1": 1})
    assert run("hub", "recall", "price", "--reason", "Wrong figure.").code == 0
    assert "price was recalled; laptops that hold it still: 1 of 1." in run("hub", "coverage").out
    for _ in range(2):
        assert run("sync").code == 0
    (recalled,) = run("hub", "coverage", "--json").rows
    assert recalled == {"card_id": "price", "recalled": "Wrong figure.", "had": 1, "still": 0}
    assert run("hub", "recall", "price", "--reason", "Again.").code == 1
    refused = run("hub", "publish", card_folder)
    assert (refused.code, "“price” was recalled: Wrong figure." in refused.err) == (1, True)
