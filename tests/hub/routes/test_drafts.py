"""The editor: forms without a script, saves and previews with one, conflicts where nothing is lost."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.cards.files import MAX_IMAGE_BYTES
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.steps import Choice
from enablement.hub.drafting.workflow import Step
from enablement.hub.hub import Hub
from tests.hub.conftest import SetClock

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
Visit = Callable[[Member], httpx2.Client]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def writer(join: Callable[..., Member]) -> Member:
    return join(Role.MARKETER, "Writer")


@pytest.fixture
def other(join: Callable[..., Member]) -> Member:
    return join(Role.MARKETER, "Other")


@pytest.fixture
def begun(hub: Hub, writer: Member) -> str:
    return hub.drafts.begin_new(writer, {"title": "Price", "body": "## Say this\n\nCalm."})


def form_of(hub: Hub, member: Member, draft_id: str, **typed: str) -> dict[str, str]:
    """What the editor of a draft posts as it stands, with something typed into it."""
    draft = hub.drafts.get(draft_id)
    form = Form.of(draft.text)
    assert form is not None
    fields = {name: value for name, value in form.fields.items() if name != "shareable" or value}
    opened = {"version": str(draft.version), "was": draft.text.replace("\n", "\r\n")}
    return {"csrf": member.csrf, **opened, **fields, **typed}


def field(hub: Hub, draft_id: str, name: str) -> str:
    form = Form.of(hub.drafts.get(draft_id).text)
    assert form is not None
    return form.fields[name]


def test_a_new_card_begins_with_a_few_answers(hub: Hub, visit: Visit, writer: Member) -> None:
    browser = visit(writer)
    page = browser.get("/drafts/new?title=Too%20slow&says=it%20is%20slow&kind=story").text
    assert 'value="Too slow"' in page
    assert "it is slow" in page
    form = {"csrf": writer.csrf, "title": "Too slow", "kind": "objection", "language": "en"}
    answer = browser.post("/drafts", data=form)
    assert answer.status_code == 303
    assert "Too slow" in browser.get(answer.headers["location"]).text
    again = browser.post("/drafts", data={**form, "title": "", "says": "kept"})
    assert again.status_code == 422
    assert "kept" in again.text


def test_a_translation_begins_with_the_facets_of_its_original(
    hub: Hub, visit: Visit, writer: Member, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("price", products="[pulse]", owner="ana@example.com")
    hub.publish(folder)
    browser = visit(writer)
    assert "Translate “Price”" in browser.get("/drafts/new?translation_of=price").text
    form = {"csrf": writer.csrf, "title": "Precio", "language": "es", "translation_of": "price"}
    address = browser.post("/drafts", data=form).headers["location"]
    draft_id = address.split("/")[2]
    assert field(hub, draft_id, "products") == "pulse"
    assert field(hub, draft_id, "owner") == "ana@example.com"
    assert field(hub, draft_id, "body").startswith("## Di esto")
    assert "The original (en)" in browser.get(address).text


def test_who_mends_a_translation_sees_what_the_original_says_now(
    hub: Hub, visit: Visit, clock: SetClock, writer: Member, write_card: Callable[..., Path],
    folder: Path,
) -> None:  # fmt: skip
    write_card("price")
    write_card("precio", language="es", translation_of="price")
    hub.publish(folder)
    address = f"/drafts/{hub.drafts.begin(writer, 'precio')}/edit"
    assert "The original changed since" not in visit(writer).get(address).text
    clock.move(days=1)
    write_card("price", "One new answer.")
    hub.publish(folder)
    page = visit(writer).get(address).text
    assert "revision 1 to 2" in page
    assert re.search(r"<ins>.*new", page)


def test_what_is_typed_is_saved_and_nothing_else_changes(
    hub: Hub, visit: Visit, writer: Member, begun: str
) -> None:
    before = hub.drafts.get(begun).text
    form = form_of(hub, writer, begun, summary="A line.", shareable="yes", then="review")
    answer = visit(writer).post(f"/drafts/{begun}", data=form)
    assert answer.headers["location"] == f"/drafts/{begun}"
    after = hub.drafts.get(begun).text
    assert after == before.replace("summary:", "summary: A line.").replace(
        "expires:\n", "expires:\nshareable: true\n"
    )
    form = form_of(hub, writer, begun)
    del form["shareable"]
    visit(writer).post(f"/drafts/{begun}", data=form)
    assert field(hub, begun, "shareable") == ""


def test_findings_stand_beside_their_fields(
    hub: Hub, visit: Visit, writer: Member, begun: str
) -> None:
    visit(writer).post(f"/drafts/{begun}", data=form_of(hub, writer, begun, summary="x" * 170))
    page = visit(writer).get(f"/drafts/{begun}/edit").text
    beside = re.search(r'id="findings-summary".*?</div>', page, re.DOTALL)
    assert beside is not None
    assert "170" in beside[0]


def test_the_second_of_two_sees_both_texts_and_loses_nothing(
    hub: Hub, visit: Visit, writer: Member, other: Member, begun: str
) -> None:
    opened = form_of(hub, other, begun, summary="The second’s line.", body="## Say this\n\nSecond.")
    first = form_of(hub, writer, begun, summary="The first’s line.", body="## Say this\n\nFirst.")
    visit(writer).post(f"/drafts/{begun}", data=first)
    browser = visit(other)
    answer = browser.post(f"/drafts/{begun}", data=opened)
    assert answer.status_code == 409
    assert "Writer saved this draft" in answer.text
    assert 'value="The second’s line."' in answer.text
    three = re.findall(r'<dd class="words">(.*?)</dd>', answer.text, re.DOTALL)
    shown = [re.sub(r"<span.*?</span>|<.*?>", "", one) for one in three]
    assert shown[:3] == ["–", "The first’s line.", "The second’s line."]
    assert shown[3:6] == ["Calm.", "First.", "Second."]
    assert field(hub, begun, "summary") == "The first’s line."
    version = re.search(r'name="version" value="(\d+)"', answer.text)
    assert version is not None
    browser.post(f"/drafts/{begun}", data={**opened, "version": version[1]})
    assert field(hub, begun, "summary") == "The second’s line."


def test_other_places_of_two_are_offered_together(
    hub: Hub, visit: Visit, writer: Member, other: Member, begun: str
) -> None:
    opened = form_of(hub, other, begun, summary="Mine.", body="## Say this\n\nCalm.\n\nMine.")
    visit(writer).post(f"/drafts/{begun}", data=form_of(hub, writer, begun, title="Theirs"))
    answer = visit(other).post(f"/drafts/{begun}", data=opened)
    assert answer.status_code == 409
    for shown in ('value="Theirs"', 'value="Mine."', "Calm.\n\nMine.", "Save both together"):
        assert shown in answer.text
    del opened["was"]  # as a page of before sends it
    before = visit(other).post(f"/drafts/{begun}", data=opened)
    assert re.findall(r'<dd class="words">(.*?)</dd>', before.text, re.DOTALL)[-3:] != []
    assert 'value="Price"' in before.text, "without what was, all of it is the second’s"


def test_what_cannot_be_saved_stays_over_the_version_it_was_opened_from(
    hub: Hub, visit: Visit, writer: Member, other: Member, begun: str
) -> None:
    opened = form_of(hub, other, begun, body="x" * 300_000)
    visit(writer).post(f"/drafts/{begun}", data=form_of(hub, writer, begun, title="Theirs"))
    answer = visit(other).post(f"/drafts/{begun}", data=opened)
    assert answer.status_code == 422
    assert 'name="version" value="1"' in answer.text


def test_a_script_saves_and_hears_of_a_conflict(
    hub: Hub, visit: Visit, writer: Member, other: Member, begun: str
) -> None:
    stale = form_of(hub, other, begun, title="Mine")
    answer = visit(writer).post(
        f"/drafts/{begun}/autosave", data=form_of(hub, writer, begun, title="Theirs")
    )
    saved = hub.drafts.get(begun)
    assert answer.json() == {"version": 2, "was": saved.text, "at": "09:00"}
    answer = visit(other).post(f"/drafts/{begun}/autosave", data=stale)
    assert answer.status_code == 409
    found = answer.json()
    assert "Writer saved this draft" in found["page"]
    assert (found["clashes"], found["version"], found["was"]) == (1, 2, saved.text)
    assert found["fields"]["title"] == "Mine"
    long = form_of(hub, writer, begun, body="x" * 300_000)
    answer = visit(writer).post(f"/drafts/{begun}/autosave", data=long)
    assert answer.status_code == 422
    assert "300" in answer.json()["problem"]


def test_a_preview_saves_nothing(hub: Hub, visit: Visit, writer: Member, begun: str) -> None:
    typed = form_of(
        hub, writer, begun, title="<b>New</b>", body="## Say this\n\n**Bold** <script>x</script>"
    )
    answer = visit(writer).post(f"/drafts/{begun}/preview", data=typed).json()
    assert "<strong>Bold</strong>" in answer["preview"]
    assert "&lt;b&gt;New&lt;/b&gt;" in answer["preview"]
    assert "<script" not in answer["preview"]
    assert "HTML" in answer["findings"]["body"]
    assert field(hub, begun, "title") == "Price"


def test_a_picture_comes_by_a_plain_form_and_by_drop(
    hub: Hub, visit: Visit, writer: Member, begun: str
) -> None:
    browser = visit(writer)
    form = form_of(hub, writer, begun, summary="Kept.", then="edit")
    files = {"image": ("loss-study.png", PNG, "image/png")}
    answer = browser.post(f"/drafts/{begun}", data=form, files=files)
    assert answer.headers["location"].endswith("done=image")
    assert field(hub, begun, "body").endswith("![loss study](images/price-loss-study.png)\n")
    assert field(hub, begun, "summary") == "Kept."
    assert re.search(
        r'<img[^>]*src="/card-images/[0-9a-f]{64}"', browser.get(f"/drafts/{begun}/edit").text
    )
    dropped = browser.post(f"/drafts/{begun}/images", data={"csrf": writer.csrf}, files=files)
    assert dropped.json() == {"markdown": "![loss study](images/price-loss-study.png)"}
    wrong = {"image": ("x.png", b"<svg>", "image/png")}
    dropped = browser.post(f"/drafts/{begun}/images", data={"csrf": writer.csrf}, files=wrong)
    assert dropped.status_code == 422
    answer = browser.post(
        f"/drafts/{begun}", data={**form_of(hub, writer, begun, summary="Typed.")}, files=wrong
    )
    assert answer.status_code == 422
    assert "Typed." in answer.text
    assert browser.post(f"/drafts/{begun}/images", data={"csrf": writer.csrf}).status_code == 422


def test_a_file_that_no_form_shows_is_edited_whole(
    hub: Hub, visit: Visit, writer: Member, begun: str
) -> None:
    hub.drafts.save(writer, begun, 1, "---\nid: [broken\n---\nBody\n")
    browser = visit(writer)
    page = browser.get(f"/drafts/{begun}/edit").text
    assert 'name="file"' in page
    assert "[broken" in page
    text = "---\r\nid: price\r\nkind: story\r\ntitle: T\r\n---\r\nBody\r\n"
    browser.post(f"/drafts/{begun}", data={"csrf": writer.csrf, "version": "2", "file": text})
    assert hub.drafts.get(begun).text == text.replace("\r\n", "\n")
    assert 'name="title"' in browser.get(f"/drafts/{begun}/edit").text


def test_a_draft_in_review_is_read_and_not_edited(
    hub: Hub, visit: Visit, writer: Member, begun: str
) -> None:
    hub.draft_steps.take(writer, begun, 1, Choice(Step.SUBMIT))
    browser = visit(writer)
    assert browser.get(f"/drafts/{begun}/edit").headers["location"] == f"/drafts/{begun}"
    answer = browser.post(f"/drafts/{begun}", data=form_of(hub, writer, begun, title="Typed"))
    assert answer.status_code == 422
    assert "Typed" in answer.text


def test_a_picture_that_is_too_large_is_refused_whole(
    hub: Hub, visit: Visit, writer: Member, begun: str
) -> None:
    browser = visit(writer)
    for size, status in ((MAX_IMAGE_BYTES, 422), (9 * 1024 * 1024, 413)):
        files = {"image": ("big.png", PNG + bytes(size), "image/png")}
        answer = browser.post(f"/drafts/{begun}/images", data={"csrf": writer.csrf}, files=files)
        assert answer.status_code == status
    assert hub.drafts.images(begun) == {}
