"""People: listed with what they hold, changed without losing what they did, ended, and never the last admin."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub.access.accounts import NOWHERE
from enablement.hub.access.invitations import InvitationKind
from enablement.hub.access.laptops import LaptopState
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.people import PeopleFilter, Person
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.access.states import PersonState
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log, usage
from enablement.hub.refusals import RefusedError
from enablement.sync.protocol import Event, EventBatch, sha256

ANA = PersonWords("Ana Ruiz", "ana@example.com", team="midmarket", region="emea", languages=("es",))


def everybody(hub: Hub, **asked: str) -> dict[str, Person]:
    rows = hub.people.page(PeopleFilter(**asked)).rows
    return {person.words.name or person.words.email: person for person in rows}


def invite(hub: Hub, words: PersonWords = ANA) -> tuple[str, str]:
    """Who was invited, and the code."""
    made = hub.invitations.invite(OPERATOR, words)
    return made.person_id, made.code


def enrol(hub: Hub, words: PersonWords = ANA, former: str = "") -> tuple[str, str]:
    """Who it is, and the token of another laptop of theirs."""
    person_id, code = invite(hub, words)
    return person_id, hub.enrolments.enroll(code, "laptop", former).token


def send(hub: Hub, token: str, kind: str, event_id: str, **payload: Any) -> None:
    event = Event(event_id=event_id, device_seq=1, kind=kind,
                  occurred_at=hub.now(), payload=payload)  # fmt: skip
    body = EventBatch(epoch=hub.status().epoch, events=(event,)).model_dump_json().encode()
    receipt = hub.intake.take(hub.devices.recognise(token), body)
    assert [one.status.value for one in receipt.results] == ["accepted"], receipt


def test_people_are_listed_with_what_their_laptops_hold(
    hub: Hub, clock: Any, write_card: Callable[..., Any], folder: Any
) -> None:
    write_card("price")
    hub.publish(folder)
    _person, token = enrol(hub)
    assert everybody(hub)["Ana Ruiz"].laptops[0].behind is None
    clock.move(minutes=5)
    hub.devices.note_contact(hub.devices.recognise(token), 0)
    ana = everybody(hub)["Ana Ruiz"]
    assert (ana.state, ana.words, ana.last_seen) == (PersonState.ACTIVE, ANA, clock())
    assert (ana.laptops[0].held_generation, ana.laptops[0].behind) == (0, 1)
    hub.devices.note_contact(hub.devices.recognise(token), 1)
    assert everybody(hub)["Ana Ruiz"].laptops[0].behind == 0
    assert list(everybody(hub)) == ["marketing@example.com", "Ana Ruiz"]


def test_filters_and_pages(hub: Hub, clock: Any) -> None:
    names = [f"Rep {number:02}" for number in range(7)]
    for name in names:
        invite(hub, PersonWords(name, team="north" if name < "Rep 03" else "south"))
    invite(hub, PersonWords("rep 99", "r99@example.com", Role.MARKETER))
    assert set(everybody(hub, team="north")) == set(names[:3])
    assert set(everybody(hub, role="marketer")) == {"rep 99"}
    assert set(everybody(hub, words="R99@")) == {"rep 99"}
    assert set(everybody(hub, words="rep 0")) == set(names)
    assert set(everybody(hub, words="%")) == set()
    assert set(everybody(hub, state="active")) == {"marketing@example.com"}
    assert set(everybody(hub, state="ended")) == set()
    seen: list[str] = []
    after = ""
    while True:
        page = hub.people.page(PeopleFilter(), after, most=2)
        seen += [person.words.name for person in page.rows]
        after = page.after
        if not after:
            break
    assert seen == ["", *names, "rep 99"]
    assert hub.people.choices().teams == ("north", "south")


def test_a_rename_keeps_their_history(hub: Hub, database: Database) -> None:
    person_id, token = enrol(hub)
    question = "0190aaaa-0000-7000-8000-000000000001"
    send(hub, token, "question", question, card_id="price", revision=1, text="Since when?")
    hub.people.change(OPERATOR, person_id, replace(ANA, name="Ana Vega"))
    again, another = enrol(hub, replace(ANA, name="Ana Vega"), sha256(token.encode()))
    assert again == person_id
    device = hub.devices.recognise(another)
    assert device.rep_name == "Ana Vega"
    assert len(device.formers) == 1
    reply = {"thread_id": question, "text": "Still asking"}
    send(hub, another, "reply", "0190aaaa-0000-7000-8000-000000000002", **reply)
    (row,) = hub.threads.list()
    assert (row.rep_name, len(row.thread.messages)) == ("Ana Vega", 2)


def test_two_reps_of_one_name_keep_apart(hub: Hub) -> None:
    first, token = enrol(hub, PersonWords("Ana Ruiz", team="north"))
    second, other = enrol(hub, PersonWords("Ana Ruiz", team="south"), sha256(token.encode()))
    assert first != second
    assert hub.devices.recognise(other).formers == ()
    with pytest.raises(HubInputError, match="more than one rep"):
        invite(hub, PersonWords("Ana Ruiz"))
    again, _code = invite(hub, PersonWords("Ana Ruiz", team="south"))
    assert again == second
    by_mail, _code = invite(hub, PersonWords("Ana Ruiz", "a@example.com", team="south"))
    assert by_mail not in {first, second}


def test_a_known_rep_is_the_same_person(hub: Hub) -> None:
    first, _code = invite(hub)
    for words in (
        PersonWords("A. Ruiz", "ANA@example.com "),
        PersonWords("Ana Ruiz", team="midmarket"),
        PersonWords("Ana Ruiz"),
    ):
        again, _code = invite(hub, words)
        assert again == first
    assert hub.people.get(first).words == ANA


def test_another_team_reaches_the_laptop(
    hub: Hub, write_card: Callable[..., Any], folder: Any
) -> None:
    for number in range(25):
        write_card(f"north-{number}", audience="{teams: [north]}")
    write_card("south", audience="{teams: [south]}")
    hub.publish(folder)
    person_id, token = enrol(hub, PersonWords("Ana", team="north"))
    before = hub.delivery.root(hub.devices.recognise(token))
    hub.people.change(OPERATOR, person_id, PersonWords("Ana", team="south", languages=("en",)))
    device = hub.devices.recognise(token)
    assert (device.team, device.languages) == ("south", ("en",))
    key = hub.enrolments.enroll(hub.invite("Key").code, "k").public_key
    root, former = hub.delivery.root(device).verify(key), before.verify(key)
    assert (former.count, root.count) == (25, 1)
    # The laptop may lose most of its cards: the signed word says that this is meant.
    assert former.mass_removal <= root.generation < root.mass_removal


def test_logs_stay_where_they_were_made(hub: Hub, database: Database) -> None:
    person_id, token = enrol(hub)
    log = {"card_id": "price", "revision": 1, "outcome": "worked"}
    send(hub, token, "usage", "0190aaaa-0000-7000-8000-000000000003", **log)
    hub.people.change(OPERATOR, person_id, replace(ANA, team="enterprise"))
    send(hub, token, "usage", "0190aaaa-0000-7000-8000-000000000004", **log)
    with database.reading() as connection:
        rows = connection.execute(
            select(usage.c.team, usage.c.person_id).order_by(usage.c.event_id)
        )
        assert [tuple(row) for row in rows] == [
            ("midmarket", person_id), ("enterprise", person_id),
        ]  # fmt: skip


def test_what_changed_is_in_the_log(hub: Hub, admin: Member, database: Database) -> None:
    person_id, _code = invite(hub)
    hub.people.change(admin, person_id, ANA)
    hub.people.change(admin, person_id, replace(ANA, team="north", languages=("es", "en")))
    with database.reading() as connection:
        query = select(audit_log.c.who, audit_log.c.subject, audit_log.c.details)
        rows = connection.execute(query.where(audit_log.c.action == "person-change")).all()
    changed = {"team": ["midmarket", "north"], "languages": [["es"], ["es", "en"]]}
    assert [tuple(row) for row in rows] == [("marketing@example.com", "ana@example.com", changed)]


@pytest.mark.parametrize(
    "words",
    [PersonWords(""), PersonWords(" \n"), PersonWords("Ana", "no address"),
     PersonWords("Ana", languages=("english!",)), PersonWords("Ana", role=Role.ADMIN)],
)  # fmt: skip
def test_words_that_cannot_stand_are_a_sentence(hub: Hub, words: PersonWords) -> None:
    person_id, _code = invite(hub)
    for do in (
        lambda: hub.people.change(OPERATOR, person_id, words),
        lambda: hub.invitations.invite(OPERATOR, words),
    ):
        with pytest.raises(HubInputError) as raised:
            do()
        assert raised.value.how_to_mend()
    assert hub.people.get(person_id).words == ANA
    assert len(everybody(hub)) == 2


def test_an_address_is_one_persons(hub: Hub, join: Callable[..., str]) -> None:
    join("ines@example.com")
    person_id, _code = invite(hub)
    with pytest.raises(HubConflictError, match="Inés Vega"):
        hub.people.change(OPERATOR, person_id, replace(ANA, email="Ines@example.com"))
    with pytest.raises(HubConflictError, match="signs in already"):
        invite(hub, PersonWords("Inés", "ines@example.com", Role.ADMIN))


def test_an_end_ends_everything_and_keeps_what_was_done(hub: Hub, join: Callable[..., str]) -> None:
    session = join("ana@example.com", Role.APPROVER)
    member = hub.sessions.find(session)
    assert member is not None
    program = hub.tokens.make(member, "website").token
    made = hub.invitations.invite_again(OPERATOR, member.person_id, InvitationKind.LAPTOP)
    laptop = hub.enrolments.enroll(made.code, "laptop").token
    unused = hub.invitations.invite_again(OPERATOR, member.person_id, InvitationKind.LAPTOP)
    hub.people.end(OPERATOR, member.person_id)
    assert hub.sessions.find(session) is None
    assert hub.tokens.recognise(program) is None
    assert hub.accounts.sign_in("ana@example.com", "a password of her own", NOWHERE) is None
    for code, do in (
        ("device-revoked", lambda: hub.devices.recognise(laptop)),
        ("code-expired", lambda: hub.enrolments.enroll(unused.code, "x")),
    ):
        with pytest.raises(RefusedError) as raised:
            do()
        assert raised.value.code == code
    assert "Inés Vega" not in everybody(hub)
    assert everybody(hub, state="ended")["Inés Vega"].laptops[0].state is LaptopState.REVOKED
    with pytest.raises(HubConflictError, match="has ended"):
        hub.invitations.invite_again(OPERATOR, member.person_id, InvitationKind.ACCOUNT)


def test_who_is_brought_back_signs_in_as_before(hub: Hub, join: Callable[..., str]) -> None:
    member = hub.sessions.find(join("ines@example.com"))
    assert member is not None
    rep, token = enrol(hub)
    for person_id in (member.person_id, rep):
        hub.people.end(OPERATOR, person_id)
        hub.people.bring_back(OPERATOR, person_id)
        hub.people.bring_back(OPERATOR, person_id)
    assert hub.accounts.sign_in("ines@example.com", "a password of her own", NOWHERE)
    assert hub.people.get(rep).state is PersonState.INVITED
    with pytest.raises(RefusedError):
        hub.devices.recognise(token)
    assert hub.enrolments.enroll(invite(hub)[1], "new").token


def test_an_end_may_ask_for_a_wipe(hub: Hub) -> None:
    person_id, token = enrol(hub)
    hub.people.end(OPERATOR, person_id, wipe=True)
    assert hub.people.get(person_id).laptops[0].state is LaptopState.WIPING
    with pytest.raises(RefusedError) as raised:
        hub.devices.recognise(token)
    assert raised.value.code == "device-wipe"
    assert hub.devices.recognise_sender(token).person_id == person_id


def test_the_last_admin_stays(hub: Hub, admin: Member, join: Callable[..., str]) -> None:
    itself = hub.people.get(admin.person_id).words
    invite(hub, PersonWords("Not here yet", "later@example.com", Role.ADMIN))
    with pytest.raises(HubConflictError, match="last admin"):
        hub.people.end(admin, admin.person_id)
    with pytest.raises(HubConflictError, match="last admin"):
        hub.people.change(admin, admin.person_id, replace(itself, name="A", role=Role.APPROVER))
    join("other@example.com", Role.ADMIN)
    hub.people.end(admin, admin.person_id)


def test_of_two_admins_who_end_each_other_one_stays(
    hub: Hub, admin: Member, join: Callable[..., str], reopen: Callable[[], Hub]
) -> None:
    other = hub.sessions.find(join("other@example.com", Role.ADMIN))
    assert other is not None
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def end(one: Hub, who: Member, whom: Member) -> None:
        start.wait()
        try:
            one.people.end(who, whom.person_id)
            outcomes.append("ended")
        except HubConflictError:
            outcomes.append("refused")

    pairs: Iterable[tuple[Hub, Member, Member]] = ((hub, admin, other), (reopen(), other, admin))
    threads = [threading.Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ended", "refused"]


def test_nobody_of_that_id_is_a_sentence(hub: Hub) -> None:
    for do in (
        lambda: hub.people.get("x"),
        lambda: hub.people.change(OPERATOR, "x", ANA),
        lambda: hub.people.end(OPERATOR, "x"),
        lambda: hub.people.bring_back(OPERATOR, "x"),
        lambda: hub.invitations.invite_again(OPERATOR, "x", InvitationKind.LAPTOP),
    ):
        with pytest.raises(HubMissingError):
            do()
