"""Chapter 2: a card is written, checked, talked about, approved by another, published and scheduled."""

from playwright.sync_api import expect

from enablement.sync.protocol import sha256
from tests.hub.pages.story.company import Company, Desk

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000 01f15c4890000000d49444154789c6360f8"
    "cf500f0003860180 5a34 7d6b0000000049454e44ae426082".replace(" ", "")
)
TIME = "it-takes-too-long"
TITLE = "It takes too long"
PRICE = "it-costs-too-much"


def a_card_is_written_with_a_picture(company: Company) -> None:
    """The checker says what is wrong with it, and the marketer mends that."""
    mara = company.desk("Mara")
    begin(mara, "It takes too long", says="how long does it take?")
    mara.fill("Summary", "x" * 161)
    mara.page.get_by_label("Text").fill("## Say this\n\nEleven days. Here they are.\n")
    mara.press("Save")
    expect(mara.page.locator("#findings-summary")).to_contain_text("161")
    mara.fill("Summary", "Eleven days, told by day.")
    mara.fill("Verify by", "2026-11-24")
    picture = company.folder / "plan.png"
    picture.write_bytes(PNG)
    mara.page.get_by_label("Add a picture").set_input_files(picture)
    if not company.script:
        mara.press("Save and add it")
    shown = mara.page.locator("#preview img")
    expect(shown).to_have_attribute("src", f"/card-images/{sha256(PNG)}")
    expect(mara.page.locator("#findings-summary")).to_be_empty()
    hand_in(mara, "The new plan.")
    mara.reads("In review", "two people stand behind every card")
    company.kept["draft"] = mara.page.url.split("?")[0]
    expect(mara.page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)


def it_comes_back_with_a_comment(company: Company) -> None:
    """The approver says which block, and why."""
    omar = company.desk("Omar")
    omar.open("/cards")
    omar.follow(f"Mara asks you to approve “{TITLE}”.")
    omar.reads("The new plan.")
    block = omar.page.locator("#block-say_this")
    block.locator("summary").click()
    block.locator("textarea").fill("Working days?")
    block.get_by_role("button", name="Comment").click()
    omar.reads("1 comment is open; resolve it before you approve.")
    expect(omar.page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    omar.fill("Why it goes back", "Say which days they are.")
    omar.press("Send back")
    omar.reads("Draft")
    mara = company.desk("Mara")
    mara.open("/cards")
    mara.follow(f"Omar sent “{TITLE}” back: Say which days they are.")
    mara.follow("Go on writing")
    body = mara.page.get_by_label("Text")
    body.fill(body.input_value().replace("Eleven days.", "Eleven working days."))
    mara.press("Save and go on to review")
    mara.reads("Working days?")
    mara.press("Resolve the comment of Omar")
    mara.press("Send to review")
    mara.reads("In review")


def it_is_approved_and_published(company: Company) -> None:
    """By the other, and the laptops have it with their next sync, picture and all."""
    omar = company.desk("Omar")
    omar.open(company.kept["draft"])
    omar.press("Approve")
    omar.reads("Approved")
    omar.press("Publish now")
    omar.follow("See the card")
    omar.reads("Eleven working days. Here they are.", "Published, revision 1")
    omar.reads("Mara, approved by Omar")
    company.sync()
    ana = company.laptop("Ana")
    assert ana.revision(TIME) == 1
    assert ana.found("how long does it take") == [TIME]
    whole = ana.library.whole_card(TIME)
    assert whole is not None
    assert "Eleven working days." in whole.held.card.body
    assert whole.pictures == {sha256(PNG): PNG}


def nobody_approves_what_they_wrote(company: Company) -> None:
    """Another does, reads that the audience has too much, and sets a moment."""
    omar = company.desk("Omar")
    begin(omar, "It costs too much", says="too expensive")
    omar.fill("Summary", "What a day of it costs.")
    omar.page.get_by_label("Text").fill("## Say this\n\nThirteen dollars a day.\n")
    hand_in(omar, "Asked for by the field.")
    omar.reads("two people stand behind every card")
    expect(omar.page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    company.clock.move(days=1)
    ines = company.desk("Inés")
    ines.open(omar.page.url.split("?")[0])
    ines.press("Approve")
    ines.reads("“Midmarket” would hold 2 cards; its budget is 1.", "Retire first:")
    ines.reads("It takes too long – Unverified since 2026-11-24.")
    ines.page.get_by_label("Publish at (UTC)").fill("2026-11-26T08:00")
    ines.press("Publish at that moment")
    ines.reads("Goes out on 2026-11-26 08:00 UTC.")
    company.sync("Ana")
    assert company.laptop("Ana").revision(PRICE) == 0
    company.clock.move(days=1)
    company.sync()
    assert company.laptop("Ana").revision(PRICE) == 1
    ines.open("/audiences")
    ines.reads("2 of 1 cards on its fullest laptop", "Over its budget")


def begin(desk: Desk, title: str, says: str = "") -> None:
    """Begin a card by its first form."""
    desk.open("/cards")
    desk.follow("Write a card")
    desk.fill("Title", title)
    desk.page.get_by_label("The buyer’s words").fill(says)
    desk.press("Begin")


def hand_in(desk: Desk, words: str) -> None:
    """Save what is typed, and send it to review."""
    desk.press("Save and go on to review")
    desk.page.get_by_label("What is new, for whoever approves it").fill(words)
    desk.press("Send to review")


def publish(company: Company, draft: str) -> None:
    """Approve a draft and publish it, as the approver does."""
    omar = company.desk("Omar")
    omar.open(draft)
    omar.press("Approve")
    omar.press("Publish now")
    omar.reads("This draft has ended.")
