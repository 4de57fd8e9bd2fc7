"""The editor of cards in a real browser, with scripts and without any, and how cards are verified."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.steps import Choice
from enablement.hub.drafting.workflow import Step
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.sync.protocol import sha256

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000 01f15c4890000000d49444154789c6360f8"
    "cf500f0003860180 5a34 7d6b0000000049454e44ae426082".replace(" ", "")
)


class Desk:
    """Browsers of the hub, each with one of its people signed in."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self.url = url

    @contextmanager
    def of(self, member: Member, *, script: bool = True) -> Iterator[Page]:
        """A page of somebody who joined; what its console says fails the test."""
        context = self._browser.new_context(java_script_enabled=script)
        session = f"{member.name.casefold()}-session"
        context.add_cookies([{"name": "enablement_session", "value": session, "url": self.url}])
        page = context.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        context.close()
        assert said == []


@pytest.fixture
def desk(chromium: Browser, server: HubServer) -> Desk:
    return Desk(chromium, server.url)


@pytest.fixture
def writer(join: Callable[..., Member]) -> Member:
    return join(Role.MARKETER, "Writer")


@pytest.fixture
def approver(join: Callable[..., Member]) -> Member:
    return join(Role.APPROVER, "Approver")


@pytest.fixture
def begun(hub: Hub, writer: Member) -> str:
    known = {
        "title": "Price",
        "says": "too much",
        "summary": "A line.",
        "body": "## Say this\n\nCalm.",
    }
    return hub.drafts.begin_new(writer, known)


def field(hub: Hub, draft_id: str, name: str) -> str:
    form = Form.of(hub.drafts.get(draft_id).text)
    assert form is not None
    return form.fields[name]


def test_the_preview_and_the_findings_follow_what_is_typed(
    desk: Desk, hub: Hub, writer: Member, begun: str
) -> None:
    with desk.of(writer) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        page.get_by_label("Text").fill("## Say this\n\n**Bold** words.\n\n## Avoid\n\nNot this.\n")
        preview = page.locator("#preview")
        expect(preview.locator("strong")).to_have_text("Bold")
        expect(preview.get_by_text("stays on the laptop")).to_be_visible()
        page.get_by_label("Summary").fill("x" * 161)
        expect(page.locator("#findings-summary")).to_contain_text("161")
        page.get_by_label("Summary").fill("Short.")
        expect(page.locator("#findings-summary")).to_be_empty()


def test_what_is_typed_saves_itself(desk: Desk, hub: Hub, writer: Member, begun: str) -> None:
    with desk.of(writer) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        page.get_by_label("Summary").fill("Saved by itself.")
        expect(page.get_by_text("Not saved yet.")).to_be_visible()
        expect(page.get_by_text("Saved at 09:00 UTC.")).to_be_visible()
        assert field(hub, begun, "summary") == "Saved by itself."
        page.get_by_label("Summary").fill("And again.")
        expect(page.locator('input[name="version"]')).to_have_value("3")
    assert field(hub, begun, "summary") == "And again."


def test_a_save_by_hand_waits_for_the_one_under_way(
    desk: Desk, hub: Hub, database: Database, writer: Member, begun: str
) -> None:
    with desk.of(writer) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        with database.writing():  # so that the hub cannot answer yet
            page.get_by_label("Summary").fill("First.")
            expect(page.get_by_text("Saving…")).to_be_visible()
            page.get_by_label("Summary").fill("First and second.")
            page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved at 09:00 UTC.")).to_be_visible()
        expect(page.locator('input[name="version"]')).to_have_value("3")
    assert field(hub, begun, "summary") == "First and second."


def test_what_the_hub_did_not_take_is_not_left_without_a_word(
    desk: Desk, hub: Hub, writer: Member, begun: str
) -> None:
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    with desk.of(writer) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        hub.draft_steps.take(writer, begun, 1, Choice(Step.DISCARD))
        with page.expect_response("**/autosave") as refused:
            page.get_by_label("Summary").press_sequentially("Lost?")
        assert refused.value.status in (409, 422)
        page.on("dialog", go_on)
        page.goto(f"{desk.url}/cards")
    assert asked == ["beforeunload"]


def saved_by(hub: Hub, member: Member, draft_id: str, **fields: str) -> None:
    """Somebody else saves these fields."""
    draft = hub.drafts.get(draft_id)
    form = Form.of(draft.text)
    assert form is not None
    hub.drafts.save(member, draft_id, draft.version, form.filled(fields))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_what_two_wrote_at_other_places_is_put_together(
    desk: Desk, hub: Hub, writer: Member, approver: Member, begun: str, script: bool
) -> None:
    with desk.of(approver, script=script) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        saved_by(hub, writer, begun, title="Theirs", body="## Say this\n\nCalm.\n\nTheir line.\n")
        page.get_by_label("Summary").fill("My line.")
        if not script:
            page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Writer saved this draft while you were writing.")).to_be_visible()
        expect(page.locator(".one-side").first.locator("ins")).to_have_count(2)
        if script:
            page.get_by_label("Products").fill("Pro")
            page.get_by_role("button", name="Put both together").click()
            expect(page.locator("#conflict")).to_be_empty()
            expect(page.locator("#preview")).to_contain_text("Their line.")
            expect(page.get_by_text("Saved at 09:00 UTC.")).to_be_visible()
        else:
            expect(page.locator("#preview")).to_contain_text("Their line.")
            page.get_by_role("button", name="Save both together").click()
            expect(page.get_by_text("The draft is saved.")).to_be_visible()
        expect(page.get_by_label("Title")).to_have_value("Theirs")
    assert field(hub, begun, "title") == "Theirs"
    assert field(hub, begun, "summary") == "My line."
    assert field(hub, begun, "body") == "## Say this\n\nCalm.\n\nTheir line.\n"
    assert field(hub, begun, "products") == ("Pro" if script else "")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_where_two_changed_the_same_words_all_three_are_shown(
    desk: Desk, hub: Hub, writer: Member, approver: Member, begun: str, script: bool
) -> None:
    with desk.of(approver, script=script) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        saved_by(hub, writer, begun, summary="The first one’s.", products="Pro")
        page.get_by_label("Summary").fill("The second one’s.")
        if script:
            page.get_by_role("button", name="Put the rest together").click()
        else:
            page.get_by_role("button", name="Save", exact=True).click()
        ways = page.locator(".three-ways dd")
        expect(ways).to_have_count(3)
        for way, words in zip(
            ways.all(), ("A line.", "first one’s.", "second one’s."), strict=True
        ):
            expect(way).to_contain_text(words)
        expect(page.get_by_label("Summary")).to_have_value("The second one’s.")
        expect(page.get_by_label("Products")).to_have_value("Pro")
        if script:
            page.get_by_role("button", name="Use the words of Writer here").click()
            expect(page.get_by_label("Summary")).to_have_value("The first one’s.")
            expect(page.get_by_text("Saved at 09:00 UTC.")).to_be_visible()
        else:
            page.get_by_role("button", name="Save it as it stands here").click()
            expect(page.get_by_text("The draft is saved.")).to_be_visible()
        expect(page.locator('input[name="version"]')).to_have_value("4" if script else "3")
    assert field(hub, begun, "summary") == f"The {'first' if script else 'second'} one’s."
    assert field(hub, begun, "products") == "Pro"


def test_keys_save_in_place_and_go_on_to_review(
    desk: Desk, hub: Hub, writer: Member, begun: str
) -> None:
    with desk.of(writer) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        page.get_by_label("Text").click()
        page.keyboard.press("Control+End")
        page.keyboard.type("More.")
        page.keyboard.press("Control+s")
        expect(page.get_by_text("Saved at 09:00 UTC.")).to_be_visible()
        assert "More." in field(hub, begun, "body")
        page.keyboard.insert_text(" Still here.")
        page.keyboard.press("Control+z")
        expect(page.get_by_label("Text")).to_have_value("## Say this\n\nCalm.\nMore.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("button", name="Send to review")).to_be_visible()


def test_a_picture_is_dropped_on_the_text(desk: Desk, hub: Hub, writer: Member, begun: str) -> None:
    with desk.of(writer) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        dropped = page.evaluate_handle(
            """bytes => {
                const data = new DataTransfer();
                data.items.add(new File([new Uint8Array(bytes)], "loss-study.png"));
                return data;
            }""",
            list(PNG),
        )
        page.dispatch_event("#e-body", "drop", {"dataTransfer": dropped})
        image = page.locator("#preview img")
        expect(image).to_have_attribute("src", f"/card-images/{sha256(PNG)}")
        expect(page.get_by_text("Saved at 09:00 UTC.")).to_be_visible()
        assert page.evaluate("document.querySelector('#preview img').naturalWidth") == 1
    assert "![loss study](images/price-loss-study.png)" in field(hub, begun, "body")


def test_a_picture_comes_by_a_plain_file_field(
    desk: Desk, hub: Hub, writer: Member, begun: str, tmp_path: Path
) -> None:
    (tmp_path / "chart.png").write_bytes(PNG)
    with desk.of(writer, script=False) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        page.get_by_label("Summary").fill("Kept.")
        page.get_by_label("Add a picture").set_input_files(tmp_path / "chart.png")
        page.get_by_role("button", name="Save and add it").click()
        expect(page.locator("#preview img")).to_be_visible()
        expect(page.get_by_label("Summary")).to_have_value("Kept.")
    assert hub.drafts.images(begun) == {"images/price-chart.png": sha256(PNG)}


def test_an_approver_verifies_and_retires(
    desk: Desk, hub: Hub, approver: Member, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("price", verify_by="2026-12-01")
    hub.publish(folder)
    with desk.of(approver, script=False) as page:
        page.goto(f"{desk.url}/cards/price")
        expect(page.get_by_text("Verify soon")).to_be_visible()
        page.get_by_role("button", name="Still right").click()
        expect(page.get_by_text("Thank you.")).to_be_visible()
        page.get_by_role("link", name="Revision 2").click()
        expect(page.locator("ins").last).to_contain_text("2027-05-25")
        page.goto(f"{desk.url}/cards/price")
        page.get_by_role("link", name="Retire…").click()
        page.get_by_label("Why?").fill("The offer has ended.")
        page.get_by_role("button", name="Retire the card").click()
        expect(page.get_by_text("The card is retired")).to_be_visible()
    assert hub.status().cards == 0
