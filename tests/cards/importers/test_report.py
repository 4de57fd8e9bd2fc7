"""What a report says, and in which language."""

from enablement.cards.importers.report import FileReport, FileStatus, ImportReport


def test_a_sentence_is_said_once() -> None:
    file = FileReport("a.md")
    file.note("It has {n}.", n=1)
    file.note("It has {n}.", n=1)
    file.note("It has {n}.", n=2)
    assert file.notes == ["It has 1.", "It has 2."]


def test_a_refusal_says_why_and_how_to_mend() -> None:
    file = FileReport("a.pdf")
    file.refuse("A {suffix} file is no page.", "Save it as Markdown.", suffix=".pdf")
    assert file.reason == "A .pdf file is no page. Save it as Markdown."
    assert file.as_json() == {
        "source": "a.pdf", "status": "refused", "cards": [], "notes": [], "reason": file.reason,
    }  # fmt: skip


def test_counts() -> None:
    report = ImportReport(
        [
            FileReport("a", cards=["x", "y"]),
            FileReport("b"),
            FileReport("c", FileStatus.COPIED),
            FileReport("d", FileStatus.REFUSED),
        ]
    )
    assert report.counts == {
        "files": 4,
        "imported": 2,
        "refused": 1,
        "copied": 1,
        "duplicate": 0,
        "cards": 2,
    }
    assert [line["source"] for line in report.as_json()] == ["a", "b", "c", "d"]
