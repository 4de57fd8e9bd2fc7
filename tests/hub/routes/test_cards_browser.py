"""Cards in a real browser: from the first word to the laptop, with scripts and without any."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.drafting.form import Form
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.sync.protocol import Root, SignedRoot, sha256
from tests.hub.conftest import SetClock

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


@pytest.fixture
def laptop(connect: Callable[..., httpx2.Client], enroll: Callable[..., str]) -> httpx2.Client:
    """What asks the hub as an enrolled laptop does."""
    return connect(enroll())


def field(hub: Hub, draft_id: str, name: str) -> str:
    form = Form.of(hub.drafts.get(draft_id).text)
    assert form is not None
    return form.fields[name]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_card_goes_from_its_first_word_to_the_laptop(
    desk: Desk, hub: Hub, device: Device, writer: Member, approver: Member, script: bool
) -> None:
    with desk.of(writer, script=script) as page:
        page.goto(f"{desk.url}/cards")
        page.get_by_role("link", name="Write a card").click()
        page.get_by_label("Title").fill("It takes too long")
        page.get_by_label("The buyer’s words").fill("how long does it take?")
        page.get_by_role("button", name="Begin").click()
        page.get_by_label("Summary").fill("Eleven days, told by day.")
        page.get_by_label("Text").fill("## Say this\n\nEleven days. Here they are.\n")
        page.get_by_role("button", name="Save and go on to review").click()
        page.get_by_label("What is new, for whoever approves it").fill("The new plan.")
        page.get_by_role("button", name="Send to review").click()
        expect(page.get_by_text("two people stand behind every card")).to_be_visible()
        expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
        address = page.url.split("?")[0]
    with desk.of(approver, script=script) as page:
        page.goto(f"{desk.url}/cards")
        page.get_by_role("link", name="Writer asks you to approve it-takes-too-long.").click()
        expect(page.get_by_text("The new plan.")).to_be_visible()
        page.locator("#block-say_this summary").click()
        page.locator("#block-say_this textarea").fill("Working days?")
        page.locator("#block-say_this").get_by_role("button", name="Comment").click()
        expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    with desk.of(writer, script=script) as page:
        page.goto(address)
        page.get_by_role("button", name="Take back to writing").click()
        page.get_by_role("link", name="Go on writing").click()
        page.get_by_label("Text").fill("## Say this\n\nEleven working days. Here they are.\n")
        page.get_by_role("button", name="Save and go on to review").click()
        page.get_by_role("button", name="Resolve the comment of Approver").click()
        page.get_by_role("button", name="Send to review").click()
    with desk.of(approver, script=script) as page:
        page.goto(address)
        page.get_by_role("button", name="Approve", exact=True).click()
        page.get_by_role("button", name="Publish now").click()
        page.get_by_role("link", name="See the card").click()
        expect(page.get_by_text("Eleven working days. Here they are.")).to_be_visible()
    card = hub.card_revisions.get("it-takes-too-long").card
    assert card.body == "## Say this\n\nEleven working days. Here they are.\n"
    assert hub.delivery.object(device, card.content_hash) == card.to_bytes()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_moment_is_set_and_the_card_goes_out_at_it(
    desk: Desk, hub: Hub, laptop: httpx2.Client, clock: SetClock, writer: Member, approver: Member,
    begun: str, script: bool,
) -> None:  # fmt: skip
    with desk.of(writer, script=script) as page:
        page.goto(f"{desk.url}/drafts/{begun}")
        page.get_by_role("button", name="Send to review").click()
    with desk.of(approver, script=script) as page:
        page.goto(f"{desk.url}/drafts/{begun}")
        page.get_by_role("button", name="Approve", exact=True).click()
        page.get_by_label("Publish at (UTC)").fill("2026-11-25T08:00")
        page.get_by_role("button", name="Publish at that moment").click()
        expect(page.get_by_text("Goes out on 2026-11-25 08:00 UTC.")).to_be_visible()
    assert count_of(laptop) == 0
    clock.move(days=1)
    assert count_of(laptop) == 1
    assert hub.card_revisions.get("price").number == 1


def count_of(laptop: httpx2.Client) -> int:
    """How many cards the hub says that a laptop should hold."""
    signed = SignedRoot.model_validate_json(laptop.get("/v1/root").text)
    return Root.model_validate_json(signed.signed).count


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
        expect(page.get_by_text("The draft is saved.")).to_be_visible()
    assert field(hub, begun, "summary") == "First and second."


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_of_two_the_second_sees_both_texts(
    desk: Desk, hub: Hub, writer: Member, approver: Member, begun: str, script: bool
) -> None:
    with desk.of(approver, script=script) as page:
        page.goto(f"{desk.url}/drafts/{begun}/edit")
        draft = hub.drafts.get(begun)
        theirs = draft.text.replace("A line.", "The first one’s line.")
        hub.drafts.save(writer, begun, draft.version, theirs)
        page.get_by_label("Summary").fill("The second one’s line.")
        see = page.get_by_role("button", name="See both texts" if script else "Save", exact=True)
        see.click()
        expect(page.get_by_text("Writer saved this draft while you were writing.")).to_be_visible()
        expect(page.get_by_label("Summary")).to_have_value("The second one’s line.")
        expect(page.locator(".theirs del").first).to_contain_text("first")
        expect(page.locator(".theirs ins").first).to_contain_text("second")
        assert field(hub, begun, "summary") == "The first one’s line."
        page.get_by_role("button", name="Save mine over theirs").click()
        expect(page.get_by_text("The draft is saved.")).to_be_visible()
    assert field(hub, begun, "summary") == "The second one’s line."


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
