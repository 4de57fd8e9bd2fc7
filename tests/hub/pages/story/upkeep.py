"""Chapter 5: a recall, words that mean the same, who did what, and the ends of access."""

import httpx2
import pytest
from playwright.sync_api import expect

from enablement.errors import HubRefusedError, WipedError
from enablement.sync.protocol import Search
from tests.hub.pages.story.cards import TIME
from tests.hub.pages.story.company import Company
from tests.hub.pages.story.inbox import MISSED, MISSING

UNKNOWN = "locked files"


def a_card_is_recalled(company: Company) -> None:
    """Every laptop loses it and says why; marketing sees who holds it still."""
    omar = company.desk("Omar")
    omar.open(f"/coverage/{TIME}")
    omar.follow("Recall…")
    omar.page.get_by_label("Why is it taken back?").fill("The plan was wrong. Say fourteen days.")
    omar.press("Recall it now")
    omar.told("The card is recalled.")
    omar.reads("3 of 3 laptops hold it still")
    for _contact in range(2):  # the second tells what the first brought
        company.sync("Ana")
    omar.open("/coverage")
    omar.reads("The plan was wrong.", "2 of 3 laptops hold it still")
    for _contact in range(2):
        company.sync()
    omar.open("/coverage")
    omar.reads("No laptop holds it any more")
    ana = company.laptop("Ana")
    assert ana.revision(TIME) == 0
    assert "fourteen" in ana.library.policies.recalls().cards[TIME].reason


def words_are_made_to_mean_the_same(company: Company) -> None:
    """What reps typed in vain would find a card, is seen to, and does."""
    for name in ("Ana", "Ben"):
        assert company.laptop(name).found(UNKNOWN) == []
        search = Search(text=UNKNOWN, language="en")
        company.laptop(name).library.events.log_search(search)
    company.sync()
    mara = company.desk("Mara")
    mara.open("/synonyms")
    mara.follow("Add a rule")
    mara.page.get_by_label("Words or phrases").fill(f"{UNKNOWN}\n{MISSED}")
    expect(mara.page.get_by_role("button", name="Save the rule")).to_have_count(0)
    mara.press("See what it does")
    mara.reads("These searches would now find these cards", f"“{UNKNOWN}”", "finds nothing now")
    mara.press("Save the rule")
    mara.reads(UNKNOWN)
    company.sync()
    assert company.laptop("Ana").found(UNKNOWN) == [MISSING]


def the_log_says_who_did_what(company: Company) -> None:
    """Narrowed to one person, on the page and in the file."""
    ines = company.desk("Inés")
    ines.open("/audit")
    ines.fill("Who", "omar@example.com")
    ines.press("Show")
    ines.reads("omar@example.com", TIME)
    rows = ines.page.locator("tbody tr")
    assert rows.count() == rows.filter(has_text="omar@example.com").count() > 5
    first, *lines = ines.download("CSV").decode("utf-8-sig").splitlines()
    assert "action" in first
    assert all("omar@example.com" in line for line in lines)
    omar = company.desk("Omar")
    omar.open("/audit")
    omar.reads("Your role does not allow this.")


def a_lost_laptop_is_shut_out_and_erased(company: Company) -> None:
    """First it gets nothing more, then it erases itself at its next contact."""
    ines, cleo = company.desk("Inés"), company.laptop("Cleo")
    ines.open("/people")
    ines.follow("Cleo")
    ines.page.get_by_label("End the access of Cleo’s laptop…").click()
    ines.press("End the access")
    ines.told("The laptop’s access has ended.")
    with pytest.raises(HubRefusedError, match="ended by marketing"):
        cleo.engine.sync()
    ines.page.get_by_label("Erase Cleo’s laptop…").click()
    ines.press("Erase the library")
    ines.reads("To be erased")
    with pytest.raises(WipedError):
        cleo.engine.sync()
    assert {path.name for path in cleo.folder.iterdir()} == {"wiped.json"}
    ines.page.reload()
    ines.reads("erased on")


def a_rep_leaves(company: Company) -> None:
    """Their laptop ends with them, and what they logged stays."""
    ines = company.desk("Inés")
    ines.open("/people")
    ines.follow("Ben")
    ines.page.locator("summary", has_text="End Ben…").click()
    ines.press("End Ben")
    ines.reads("Ended", "Bring them back")
    with pytest.raises(HubRefusedError):
        company.laptop("Ben").engine.sync()
    ines.open("/review")
    ines.reads("9 logs in this view")


def a_program_gets_a_token(company: Company) -> None:
    """It may do what its owner may, until the token ends."""
    mara = company.desk("Mara")
    mara.open("/account")
    mara.fill("What will use it", "our shop")
    mara.press("Make a token")
    token = mara.page.locator("#made-token").input_value()
    with httpx2.Client(
        base_url=company.address, headers={"Authorization": f"Bearer {token}"}, trust_env=False
    ) as program:
        assert program.get("/api/v1/account").json()["email"] == "mara@example.com"
        assert program.get(f"/api/v1/cards/{MISSING}").status_code == 200
        assert program.get("/api/v1/people").status_code == 403
        mara.press("End the token our shop")
        assert program.get("/api/v1/account").status_code == 401


def everybody_signs_out(company: Company) -> None:
    """Afterwards every page asks who is there."""
    for name in ("Mara", "Omar", "Inés"):
        desk = company.desk(name)
        desk.open("/review")
        desk.page.get_by_text("Account", exact=True).click()
        desk.press("Sign out")
        desk.open("/review")
        expect(desk.page.get_by_label("Password")).to_be_visible()
