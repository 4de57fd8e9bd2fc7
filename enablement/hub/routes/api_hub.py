"""What programs may ask about the hub as a whole, and about themselves."""

from dataclasses import asdict
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from enablement.hub.access.roles import Role
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.api_types import Id
from enablement.hub.routes.parts import WithParts

router = APIRouter(prefix="/api/v1", tags=["hub"])


class Status(BaseModel):
    """What the hub holds now, counted."""

    hub_id: str = Field(description="The hub’s own name for itself; it never changes.")
    name: str = Field(description="The name that people gave it.")
    epoch: str = Field(description="Changes when the hub is restored from a backup.")
    generation: int = Field(description="Grows by one with each publication.")
    cards: int = Field(description="Published cards.")
    retired: int = Field(description="Retired cards.")
    devices: int = Field(description="Laptops that may sync.")
    invitations_open: int = Field(description="Invitations that nobody has used yet.")
    events: int = Field(description="All that laptops sent and the hub took in.")
    usage: int = Field(description="Logs of cards used with customers.")
    rejected: int = Field(description="What laptops sent and the hub could not read.")


class Account(BaseModel):
    """The person whose token is shown."""

    email: str
    name: str
    role: Role = Field(description="What the token may do.")


class TokenOut(BaseModel):
    """One of your tokens, without what is shown; only the page of an account makes new ones."""

    token_id: str
    name: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@router.get("/status", summary="What the hub holds")
def status(parts: WithParts, _member: Marketer) -> Status:
    """Counts of cards, laptops, open invitations and logs."""
    return Status(**parts.hub.status().as_json())


@router.get("/account", summary="Whose token this is")
def account(member: Marketer) -> Account:
    """The person a program acts for, and their role."""
    return Account(email=member.email, name=member.name, role=member.role)


@router.get("/account/tokens", summary="Your tokens")
def tokens(parts: WithParts, member: Marketer) -> list[TokenOut]:
    """The newest first, ended ones too."""
    return [TokenOut(**asdict(one)) for one in parts.hub.tokens.of(member.person_id)]


@router.delete("/account/tokens/{token_id}", summary="End a token", status_code=204)
def end_token(parts: WithParts, member: Marketer, token_id: Id) -> None:
    """One of your own, or as an admin anybody's; it is refused from then on."""
    parts.hub.tokens.revoke(member, token_id)
