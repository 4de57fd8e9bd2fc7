"""The people of the hub for programs: who they are, their laptops, invitations, and how they end."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from enablement.hub.access.invitations import InvitationKind
from enablement.hub.access.laptops import Laptop, LaptopState
from enablement.hub.access.people import PeopleFilter, Person
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.access.states import PersonState
from enablement.hub.routes.access import Admin
from enablement.hub.routes.api_types import Asked, Id, Line, Most
from enablement.hub.routes.parts import WithParts

router = APIRouter(prefix="/api/v1", tags=["people"])

_Languages = Annotated[list[Line], Field(max_length=20)]


class PersonBody(BaseModel):
    """What is said of a person."""

    name: Line
    email: Line = Field(default="", description="A rep can do without one.")
    role: Role = Role.REP
    team: Line = ""
    region: Line = ""
    languages: _Languages = Field(default_factory=list, description="The preferred one first.")

    def words(self) -> PersonWords:
        """The same as the services take it."""
        return PersonWords(
            self.name, self.email, self.role, self.team, self.region, tuple(self.languages)
        )


class LaptopOut(BaseModel):
    """A laptop of a person."""

    device: str
    name: str
    state: LaptopState
    enrolled: datetime
    last_contact: datetime | None
    held_generation: int | None = Field(description="What it last said that it holds.")
    behind: int | None = Field(description="By how many publications; 0 is up to date.")
    wiped: datetime | None = Field(description="When it erased its library.")

    @classmethod
    def of(cls, laptop: Laptop) -> "LaptopOut":
        """The laptop as it is told."""
        return cls(
            device=laptop.device,
            name=laptop.device_name,
            state=laptop.state,
            enrolled=laptop.enrolled,
            last_contact=laptop.last_contact,
            held_generation=laptop.held_generation,
            behind=laptop.behind,
            wiped=laptop.wiped,
        )


class PersonOut(BaseModel):
    """A person, and their laptops."""

    person_id: str
    name: str
    email: str
    role: Role
    team: str
    region: str
    languages: list[str]
    state: PersonState
    last_seen: datetime | None
    laptops: list[LaptopOut]

    @classmethod
    def of(cls, person: Person) -> "PersonOut":
        """The person as they are told."""
        words = person.words
        return cls(
            person_id=person.person_id,
            name=words.name,
            email=words.email,
            role=words.role,
            team=words.team,
            region=words.region,
            languages=list(words.languages),
            state=person.state,
            last_seen=person.last_seen,
            laptops=[LaptopOut.of(laptop) for laptop in person.laptops],
        )


class PeopleOut(BaseModel):
    """Some people by name."""

    people: list[PersonOut]
    after: str = Field(description="Asked for with this, the next ones follow; empty at the end.")


class InvitationOut(BaseModel):
    """A code that is told this once."""

    person_id: str
    kind: InvitationKind
    code: str
    expires: datetime


class OpenInvitationOut(BaseModel):
    """A code that nobody has used yet; the code itself is not kept."""

    invitation_id: str
    kind: InvitationKind
    created: datetime
    expires: datetime


class EndBody(BaseModel):
    """How a person ends."""

    wipe: bool = Field(default=False, description="Also have their laptops erase their library.")


class KindBody(BaseModel):
    """What a code shall open."""

    kind: InvitationKind


@router.get("/people", summary="List people")
def people(  # each is a parameter of the address
    parts: WithParts,
    _member: Admin,
    words: Asked = "",
    role: Asked = "",
    state: Asked = "",
    team: Asked = "",
    after: Annotated[str, Query(max_length=500, pattern=r"^[^\x00]*$")] = "",
    most: Most = 100,
) -> PeopleOut:
    """People by name; who has ended only with `state=ended` or `state=all`."""
    asked = PeopleFilter(words, role, state, team)
    page = parts.hub.people.page(asked, after, most)
    return PeopleOut(people=[PersonOut.of(one) for one in page.rows], after=page.after)


@router.get("/people/{person_id}", summary="One person")
def person(parts: WithParts, _member: Admin, person_id: Id) -> PersonOut:
    """What is said of a person, where they stand, and their laptops."""
    return PersonOut.of(parts.hub.people.get(person_id))


@router.put("/people/{person_id}", summary="Change what is said of a person")
def change(parts: WithParts, member: Admin, person_id: Id, body: PersonBody) -> PersonOut:
    """Their laptops and threads follow; what they logged stays counted where it was."""
    parts.hub.people.change(member, person_id, body.words())
    return PersonOut.of(parts.hub.people.get(person_id))


@router.post("/people/invite", summary="Invite somebody", status_code=201)
def invite(parts: WithParts, member: Admin, body: PersonBody) -> InvitationOut:
    """A rep to a laptop, everybody else to an account; the code is told this once."""
    made = parts.hub.invitations.invite(member, body.words())
    return InvitationOut(
        person_id=made.person_id, kind=made.kind, code=made.code, expires=made.expires
    )


@router.post("/people/{person_id}/invite", summary="Invite a person once more", status_code=201)
def invite_again(parts: WithParts, member: Admin, person_id: Id, body: KindBody) -> InvitationOut:
    """Another code for a person who is known; an account’s older codes end."""
    made = parts.hub.invitations.invite_again(member, person_id, body.kind)
    return InvitationOut(
        person_id=made.person_id, kind=made.kind, code=made.code, expires=made.expires
    )


@router.get("/people/{person_id}/invitations", summary="Open invitations of a person")
def open_invitations(parts: WithParts, _member: Admin, person_id: Id) -> list[OpenInvitationOut]:
    """Those that are good still."""
    return [OpenInvitationOut(**asdict(one)) for one in parts.hub.invitations.open_of(person_id)]


@router.delete("/invitations/{invitation_id}", summary="Withdraw an invitation", status_code=204)
def withdraw(parts: WithParts, member: Admin, invitation_id: Id) -> None:
    """Its code is not good any more."""
    parts.hub.invitations.withdraw(member, invitation_id)


@router.post("/people/{person_id}/end", summary="End a person")
def end(parts: WithParts, member: Admin, person_id: Id, body: EndBody) -> PersonOut:
    """Sessions, tokens, open invitations and laptops end at once; what they did stays."""
    parts.hub.people.end(member, person_id, wipe=body.wipe)
    return PersonOut.of(parts.hub.people.get(person_id))


@router.post("/people/{person_id}/back", summary="Bring a person back")
def bring_back(parts: WithParts, member: Admin, person_id: Id) -> PersonOut:
    """They may sign in as before; a laptop needs a new invitation."""
    parts.hub.people.bring_back(member, person_id)
    return PersonOut.of(parts.hub.people.get(person_id))


@router.post("/devices/{device}/revoke", summary="End a laptop’s access", status_code=204)
def revoke(parts: WithParts, member: Admin, device: Id) -> None:
    """It gets and sends nothing any more."""
    parts.hub.laptops.revoke(member, device)


@router.post("/devices/{device}/wipe", summary="Have a laptop erased", status_code=204)
def wipe(parts: WithParts, member: Admin, device: Id) -> None:
    """At its next contact it sends what was logged, then erases its library."""
    parts.hub.laptops.ask_wipe(member, device)


@router.post("/devices/{device}/keep", summary="Take a wipe back", status_code=204)
def keep(parts: WithParts, member: Admin, device: Id) -> None:
    """The laptop keeps its library, if it has not erased it yet."""
    parts.hub.laptops.take_wipe_back(member, device)
