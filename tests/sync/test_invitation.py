"""Invitations, as they are pasted."""

import pytest

from enablement.sync.client import hub_address
from enablement.sync.invitation import Invitation, invitation_link, read_invitation

CODE = "K7QF-2M9X-PL4T"
HUB = "https://hub.example.com"
MAIL = f"""Hi Ana,

welcome aboard! Visit us at https://www.example.com any time, or write to ops.team@example.com.
Your invitation, good once until 2026-07-01:

    {HUB}
    {CODE}

Best regards,
Marketing · example.com · call 2026-2027 for help
"""


@pytest.mark.parametrize(
    ("text", "address", "code"),
    [
        (f"enablement://hub.example.com/{CODE}", "hub.example.com", CODE),
        (f"Paste this: <enablement://hub.example.com/{CODE}>.", "hub.example.com", CODE),
        (f"enablement://127.0.0.1:8765/{CODE}\n", "127.0.0.1:8765", CODE),
        (f"enablement://example.com/hub/{CODE}", "example.com/hub", CODE),
        (f"{HUB}/invite#{CODE}", HUB, CODE),
        (f"see {HUB}/marketing/invite/#{CODE}, please", f"{HUB}/marketing", CODE),
        (f"enablement enroll {HUB} ABCD-EFGH", HUB, "ABCD-EFGH"),
        (f"{HUB} {CODE.lower()}", HUB, CODE.lower()),
        (f"hub.example.com {CODE}", "hub.example.com", CODE),
        (f"localhost:8765, {CODE}", "localhost:8765", CODE),
        (f"Code for Ana, good once until 2026-07-01: {CODE}\nHub: {HUB}.", HUB, CODE),
        (MAIL, HUB, CODE),
        (MAIL.replace("\n", " "), HUB, CODE),
        (HUB, HUB, ""),
        (CODE, "", CODE),
        ("hello there", "", ""),
        ("write to ana@example.com", "", ""),
        ("", "", ""),
    ],
)
def test_it_is_read(text: str, address: str, code: str) -> None:
    found = read_invitation(text)
    assert found == Invitation(address, code)
    assert found.whole == bool(address and code)


@pytest.mark.parametrize("address", [HUB, "http://127.0.0.1:8765", "https://example.com/hub"])
def test_a_link_leads_back_to_the_same_hub(address: str) -> None:
    link = invitation_link(address, CODE)
    assert link.startswith("enablement://")
    found = read_invitation(link)
    assert (hub_address(found.address), found.code) == (address, CODE)
