"""The frame of every page: its menus without scripts, its way by keyboard."""

from playwright.sync_api import expect

from enablement.hub.access.roles import Role
from enablement.hub.navigation import PLACES, places_for
from tests.hub.pages.conftest import Look


def test_the_menu_of_a_phone_needs_no_script(look: Look) -> None:
    looker = look(script=False, phone=True)
    looker.open("/review")
    page = looker.page
    bar = page.get_by_role("navigation", name="Pages of the hub")
    expect(bar).to_have_count(0)
    page.get_by_text("Menu", exact=True).click()
    expect(bar.get_by_role("link")).to_have_count(len(PLACES))
    expect(bar.locator("[aria-current=page]")).to_have_text("Review")
    bar.get_by_role("link", name="Cards").click()
    expect(page).to_have_url(f"{looker.stage.url}/cards")


def test_the_language_is_changed_where_one_is(look: Look) -> None:
    looker = look(script=False)
    looker.open("/cards?words=price")
    page = looker.page
    page.get_by_text("Account", exact=True).click()
    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("input[name=words]")).to_have_value("price")


def test_the_bar_lists_what_a_role_may_open(look: Look) -> None:
    for role in (Role.MARKETER, Role.APPROVER, Role.ADMIN):
        looker = look(role)
        looker.open("/cards")
        bar = looker.page.get_by_role("navigation", name="Pages of the hub")
        listed = [place.path for place in places_for(role)]
        links = bar.get_by_role("link").evaluate_all("all => all.map(one => one.pathname)")
        assert links == listed
        assert ("/people" in links) == (role is Role.ADMIN)


def test_a_draft_belongs_to_the_cards(look: Look) -> None:
    looker = look()
    looker.open("/drafts/{draft_id}/edit")
    bar = looker.page.get_by_role("navigation", name="Pages of the hub")
    expect(bar.locator("[aria-current=page]")).to_have_text("Cards")


def test_the_keyboard_skips_the_bar_and_sees_where_it_is(look: Look) -> None:
    looker = look()
    looker.open("/review")
    page = looker.page
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    account = page.locator(".menu.account summary")
    expect(account).to_be_focused()
    assert account.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(account).to_be_focused()


def test_a_click_elsewhere_closes_a_menu(look: Look) -> None:
    looker = look()
    looker.open("/review")
    page = looker.page
    page.get_by_text("Account", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()


def test_letters_are_our_own(look: Look) -> None:
    looker = look()
    looker.open("/review")
    loaded = looker.page.evaluate(
        "document.fonts.ready.then(all => [...all].filter(one => one.status === 'loaded').length)"
    )
    assert loaded >= 2
