"""Chapter 3: reps log, ask, contradict and miss; marketing answers, and each hears what came of it."""

from playwright.sync_api import expect

from enablement.sync.protocol import (
    Contradiction,
    Outcome,
    Question,
    Request,
    Search,
    Usage,
)
from enablement.sync.threads import Fate, Thread
from tests.hub.pages.story.cards import PRICE, TIME, hand_in, publish
from tests.hub.pages.story.company import Company

MISSED = "ransomware insurance"
MISSING = "ransomware-insurance"


def the_field_speaks(company: Company) -> None:
    """Logs of three reps, two questions that are one, a contradiction, and what was not found."""
    ana, ben, cleo = (company.laptop(name).library.events for name in ("Ana", "Ben", "Cleo"))
    for events in (ana, ben, cleo):
        for outcome in (Outcome.WORKED, Outcome.WORKED, Outcome.FELL_FLAT):
            said = "When could we begin?" if outcome is Outcome.WORKED else "Too slow."
            log = Usage(card_id=TIME, revision=1, block="say_this", outcome=outcome, words=said)
            events.log_usage(log)
    one = "Do the eleven days hold for ten sites?"
    two = "Do the eleven days hold where there are ten sites or more?"
    wrong = "Their price list says nine dollars."
    ask = {"card_id": TIME, "revision": 1, "block": "say_this"}
    assert company.laptop("Ana").found(MISSED) == []
    threads = {
        "one": ana.log_question(Question(text=one, **ask)),
        "two": ben.log_question(Question(text=two, **ask)),
        "wrong": cleo.log_contradiction(Contradiction(card_id=PRICE, revision=1, text=wrong)),
        "missed": ana.log_request(Request(text=MISSED, language="en", note="For a bank.")),
        "odd": cleo.log_request(Request(text="gift cards", language="en")),
    }
    company.kept |= {name: event.event_id for name, event in threads.items()}
    ben.log_search(Search(text=f"{MISSED} cover", language="en"))
    company.sync()
    assert thread(company, "Ana", "one").fate is Fate.RECEIVED


def two_questions_are_answered_as_one(company: Company) -> None:
    """Found in the queue, taken on, merged, answered; both read the same words."""
    mara = company.desk("Mara")
    mara.open("/inbox")
    expect(mara.page.locator(".queue li")).to_have_count(5)
    mara.page.get_by_label("Kind", exact=True).select_option("contradiction")
    mara.press("Show")
    expect(mara.page.locator(".queue li")).to_have_count(1)
    mara.reads("Their price list says nine dollars.")
    mara.open("/inbox")
    mara.follow("Do the eleven days hold for ten sites?")
    mara.page.get_by_label("Assign to").select_option(label="Mara (you)")
    mara.press("Assign")
    mara.told("The thread is assigned.")
    mara.page.get_by_role("button", name="Merge: Do the eleven days hold where").click()
    mara.reads("Ben asks")
    mara.fill("What they read", "Yes, up to twenty sites.")
    mara.press("Say it")
    mara.told("Said to 2 reps.")
    company.sync()
    for name, kept in (("Ana", "one"), ("Ben", "two")):
        heard = thread(company, name, kept)
        assert (heard.fate, heard.messages[-1].text) == (Fate.ANSWERED, "Yes, up to twenty sites.")
        assert heard.messages[-1].name == "Mara"


def one_of_them_is_taken_out_again(company: Company) -> None:
    """It waits anew, and gets a word of its own."""
    mara = company.desk("Mara")
    mara.open(f"/inbox/{company.kept['one']}")
    mara.press("Take it out again")
    mara.told("stands for itself again")
    mara.open(f"/inbox/{company.kept['two']}")
    mara.fill("What they read", "From twenty on, thirteen days.")
    mara.press("Say it")
    mara.told("Said to 1 rep.")
    company.sync("Ana", "Ben")
    assert thread(company, "Ben", "two").messages[-1].text == "From twenty on, thirteen days."
    assert thread(company, "Ana", "one").messages[-1].text == "Yes, up to twenty sites."


def a_wish_is_declined_with_a_reason(company: Company) -> None:
    """A refused form first asks for the reason."""
    mara = company.desk("Mara")
    mara.open("/inbox?kind=request")
    mara.follow("gift cards")
    mara.page.get_by_label("Declined: no").check()
    mara.press("Say it")
    expect(mara.page.get_by_role("alert")).to_contain_text("There is nothing to say.")
    mara.fill("What they read", "We do not sell these.")
    mara.press("Say it")
    mara.told("Said to 1 rep.")
    company.sync("Cleo")
    heard = thread(company, "Cleo", "odd")
    assert (heard.fate, heard.messages[-1].text) == (Fate.DECLINED, "We do not sell these.")


def a_contradiction_changes_the_card(company: Company) -> None:
    """The card is mended, and who proved it wrong reads in which revision."""
    mara = company.desk("Mara")
    mara.open(f"/cards/{PRICE}")
    mara.press("Write a new revision")
    mara.page.get_by_label("Text").fill("## Say this\n\nNine dollars a day.\n")
    hand_in(mara, "The price list of theirs.")
    publish(company, mara.page.url.split("?")[0])
    company.sync("Cleo")
    company.sync("Cleo")
    mara.open(f"/coverage/{PRICE}")
    mara.reads("2 of 3 still hold revision 1")
    mara.open(f"/inbox/{company.kept['wrong']}")
    mara.page.get_by_label("Changed: a revision").check()
    expect(mara.page.get_by_label("Card that changed")).to_have_value(PRICE)
    expect(mara.page.get_by_label("Revision", exact=True)).to_have_value("2")
    mara.fill("What they read", "You are right. The card says so now.")
    mara.press("Say it")
    expect(mara.page.locator("ins", has_text="Nine")).to_be_visible()
    company.sync()
    heard = thread(company, "Cleo", "wrong")
    assert (heard.fate, heard.changed_card, heard.changed_to) == (Fate.CHANGED, PRICE, 2)
    assert [laptop.revision(PRICE) for laptop in company.laptops.values()] == [2, 2, 2]
    whole = company.laptop("Ana").library.whole_card(PRICE)
    assert whole is not None
    assert whole.change is not None


def the_missing_card_is_written(company: Company) -> None:
    """From the ranked gaps; whoever asked hears of it, and the search finds it."""
    mara = company.desk("Mara")
    mara.open("/inbox/gaps")
    expect(mara.page.locator("tbody tr").first).to_contain_text(MISSED)
    mara.page.get_by_role("button", name=f"Write this card: {MISSED}").click()
    expect(mara.page.get_by_label("Title")).to_have_value("Ransomware insurance")
    mara.fill("Summary", "What the insurance covers.")
    mara.page.get_by_label("Text").fill("## Say this\n\nIt pays for the standstill.\n")
    mara.fill("Id", MISSING)
    hand_in(mara, "Two reps missed it.")
    publish(company, mara.page.url.split("?")[0])
    company.sync()
    heard = thread(company, "Ana", "missed")
    assert (heard.fate, heard.changed_card) == (Fate.CHANGED, MISSING)
    assert company.laptop("Ana").found(MISSED) == [MISSING]
    mara.open("/inbox")
    mara.reads("Everybody has an answer", "Half of those who asked in the last 90 days")


def thread(company: Company, name: str, kept: str) -> Thread:
    """A thread as a rep's laptop holds it."""
    found = company.laptop(name).library.threads.get(company.kept[kept])
    assert found is not None
    return found
