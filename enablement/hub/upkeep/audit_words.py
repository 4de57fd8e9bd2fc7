"""The audit log in words: what each deed is called, and whom and what its ids mean."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from enablement.hub.audit import COMMAND_LINE
from enablement.hub.drafting.scheduler import SCHEDULE
from enablement.hub.models import api_tokens, devices, threads
from enablement.translation import _, n_

DEEDS = {
    "audience-add": n_("audience added"),
    "audience-change": n_("audience changed"),
    "audience-remove": n_("audience removed"),
    "comment": n_("draft commented on"),
    "comment-resolve": n_("comment resolved"),
    "create": n_("hub made"),
    "draft-approve": n_("draft approved"),
    "draft-begin": n_("draft begun"),
    "draft-discard": n_("draft thrown away"),
    "draft-edit": n_("draft written"),
    "draft-image": n_("image added to a draft"),
    "draft-not-published": n_("draft not published as planned"),
    "draft-publish": n_("draft published"),
    "draft-rebase": n_("draft based on the newest revision"),
    "draft-reopen": n_("draft opened again"),
    "draft-schedule": n_("publication planned"),
    "draft-send-back": n_("draft sent back"),
    "draft-submit": n_("draft put in review"),
    "draft-unschedule": n_("plan taken back"),
    "draft-withdraw": n_("draft taken back to writing"),
    "enroll": n_("laptop joined"),
    "gap-answer": n_("gap answered with a card"),
    "gap-dismiss": n_("gap dismissed"),
    "gap-reopen": n_("gap opened again"),
    "gap-write": n_("card begun for a gap"),
    "invitation-end": n_("invitation taken back"),
    "invite": n_("person invited"),
    "password-change": n_("password changed"),
    "password-set": n_("password set"),
    "person-back": n_("person brought back"),
    "person-change": n_("person changed"),
    "person-end": n_("person ended"),
    "publish": n_("folder published"),
    "recall": n_("card recalled"),
    "restore": n_("hub restored from a backup"),
    "retire": n_("card retired"),
    "revoke": n_("laptop’s access ended"),
    "session-end": n_("signed out elsewhere"),
    "sign-in": n_("signed in"),
    "sign-in-failed": n_("sign-in failed"),
    "still-right": n_("card verified"),
    "synonyms": n_("synonyms changed"),
    "thread-answered": n_("thread answered"),
    "thread-assign": n_("thread assigned"),
    "thread-changed": n_("thread answered with a revision"),
    "thread-declined": n_("thread declined"),
    "thread-merge": n_("threads merged"),
    "thread-received": n_("word said in a thread"),
    "thread-split": n_("thread taken out again"),
    "token-make": n_("token made"),
    "token-revoke": n_("token ended"),
    "wipe-ask": n_("laptop’s erasure asked for"),
    "wipe-take-back": n_("laptop’s erasure taken back"),
    "wiped": n_("laptop erased itself"),
}
"""What the page calls each action; files and programs have the action itself."""

_ACTORS = {COMMAND_LINE: n_("command line"), SCHEDULE: n_("the plan")}


def deed(action: str) -> str:
    """What an action is called; one of another program is called as it calls it."""
    return _(DEEDS[action]) if action in DEEDS else action


def actor(who: str) -> str:
    """Whoever is no person, in words."""
    return _(_ACTORS[who]) if who in _ACTORS else who


def names_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """What laptops and tokens are called, and the card that a thread speaks of."""
    laptops = select(devices.c.device, devices.c.rep_name, devices.c.device_name)
    found = {
        row.device: f"{row.rep_name} · {row.device_name}"
        for row in connection.execute(laptops.where(devices.c.device.in_(ids)))
    }
    for key, name, table in (
        (api_tokens.c.token_id, api_tokens.c.name, api_tokens),
        (threads.c.thread_id, threads.c.card_id, threads),
    ):
        query = select(key, name).select_from(table).where(key.in_(ids))
        found |= {one: text for one, text in connection.execute(query) if text}
    return found
