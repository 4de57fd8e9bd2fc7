"""What admins do to a laptop: end its access, have its library erased, or take that back."""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from enablement.hub.routes.access import Admin, AdminForm
from enablement.hub.routes.cards import SEE_OTHER
from enablement.hub.routes.parts import WithParts

router = APIRouter(prefix="/devices")


@router.post("/{device}/revoke")
def revoke(parts: WithParts, member: Admin, _form: AdminForm, device: str) -> Response:
    """End a laptop's access."""
    return _whose(parts.hub.laptops.revoke(member, device), "revoked")


@router.post("/{device}/wipe")
def wipe(parts: WithParts, member: Admin, _form: AdminForm, device: str) -> Response:
    """Have a laptop erase its library when it next comes."""
    return _whose(parts.hub.laptops.ask_wipe(member, device), "wipe")


@router.post("/{device}/keep")
def keep(parts: WithParts, member: Admin, _form: AdminForm, device: str) -> Response:
    """Let a laptop keep its library after all."""
    return _whose(parts.hub.laptops.take_wipe_back(member, device), "kept")


def _whose(person_id: str, done: str) -> Response:
    """Back to whose it is; a laptop of before there were people is nobody's."""
    if not person_id:
        return RedirectResponse(f"/people?done={done}", SEE_OTHER)
    return RedirectResponse(f"/people/{quote(person_id, safe='')}?done={done}#laptops", SEE_OTHER)
