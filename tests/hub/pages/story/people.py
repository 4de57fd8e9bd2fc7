"""Chapter 1: the founder signs in, people come by their links, and reps by theirs."""

from playwright.sync_api import expect

from enablement.sync.invitation import read_invitation
from tests.hub.pages.story.company import ADMIN, ADMIN_PASSWORD, PASSWORD, Company, Desk

REPS = ("Ana", "Ben", "Cleo")


def the_founder_signs_in(company: Company) -> None:
    """To a hub in which there is nothing yet."""
    ines = company.desk("Inés")
    ines.open("/review")
    ines.fill("E-mail address", ADMIN)
    ines.fill("Password", "a guess")
    ines.press("Sign in")
    expect(ines.page.get_by_role("alert")).to_be_visible()
    ines.fill("Password", ADMIN_PASSWORD)
    ines.press("Sign in")
    ines.reads("No logs yet", "Nothing is published yet")


def marketing_joins(company: Company) -> None:
    """By links; one of them is made an approver only afterwards."""
    ines = company.desk("Inés")
    for name in ("Mara", "Omar"):
        link = invite(ines, "Marketer", name)
        desk = company.desk(name)
        desk.open(link)
        desk.reads(f"Welcome, {name}", "You are invited as: Marketer.")
        desk.fill("Password", PASSWORD)
        desk.fill("Password once more", PASSWORD)
        desk.press("Join")
        desk.open("/people")
        desk.reads("Your role does not allow this.")
    ines.open("/people")
    ines.follow("Omar")
    ines.page.get_by_label("Role", exact=True).select_option("approver")
    ines.press("Save")
    ines.open("/people?role=approver")
    expect(ines.row("Omar")).to_contain_text("Active")
    expect(ines.row("Mara")).to_have_count(0)


def reps_enrol(company: Company) -> None:
    """Each with the line that the link shows in a browser."""
    ines = company.desk("Inés")
    for name in REPS:
        line = invite(ines, "Rep", name, team="midmarket", region="emea")
        code = read_invitation(line).code
        stranger = Desk(company.browser, company.address, script=company.script)
        stranger.open(f"/join?code={code}")
        stranger.reads("This invitation is for your laptop", f"Hello {name}.")
        found = read_invitation(stranger.page.get_by_label("The line to paste").input_value())
        stranger.close()
        company.laptop(name).engine.enroll(found.address, found.code, f"{name}’s laptop")
    ines.open("/people?role=rep")
    for name in REPS:
        expect(ines.row(name)).to_contain_text("Nothing fetched yet")


def an_audience_gets_its_budget(company: Company) -> None:
    """One card at most, so that the second is one too many."""
    ines = company.desk("Inés")
    ines.open("/audiences")
    ines.follow("Name an audience")
    ines.fill("Name", "Midmarket")
    ines.page.get_by_role("checkbox", name="midmarket").check()
    ines.fill("Most cards on one laptop", "1")
    ines.press("Save")
    ines.open("/audiences")
    ines.reads("0 of 1 cards on its fullest laptop", "3 reps have a laptop")


def invite(desk: Desk, role: str, name: str, team: str = "", region: str = "") -> str:
    """Invite somebody by the form: the link or the line they are given."""
    desk.open("/people/invite")
    desk.page.get_by_role("radio", name=role).check()
    desk.fill("Name", name)
    desk.page.get_by_label("E-mail address").fill(f"{name.lower()}@example.com")
    desk.page.get_by_label("Team").fill(team)
    desk.page.get_by_label("Region").fill(region)
    desk.press("Make the invitation")
    desk.reads("The invitation is made")
    return desk.page.get_by_label("The invitation’s link").input_value()
