"""What the inbox's pages and those of the content gaps have in common: who looks, and what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.hub.inbox.inbox import Inbox
from enablement.hub.languages import language_of
from enablement.hub.routes.access import Marketer, MarketerForm, text_of
from enablement.hub.routes.parts import WithParts
from enablement.sync.threads import MAX_SAID
from enablement.translation import speaking

SEE_OTHER = 303
Sentences = Callable[[int], dict[str, str]]
"""What is said once something is done, by its name, of so many reps."""


@dataclass(frozen=True)
class Visit:
    """A marketer looks at a page."""

    parts: WithParts
    request: Request
    member: Marketer

    @property
    def inbox(self) -> Inbox:
        """The hub's inbox."""
        return self.parts.hub.inbox

    def word(self, name: str, most: int = 200) -> str:
        """A word of the address."""
        return self.request.query_params.get(name, "")[:most].replace("\0", "").strip()

    def show(self, template: str, done: Sentences, **values: Any) -> Response:
        """The page, with the sentence for what was just done, told by the address that followed it."""
        return self.parts.pages.render(
            self.request,
            template,
            status=422 if values.get("problem") else 200,
            session=self.member,
            hub_name=self.parts.hub.name,
            said=self._said(done),
            **values,
        )

    def _said(self, done: Sentences) -> str:
        told = self.request.query_params.get("n", "1")
        count = int(told) if told.isdecimal() and len(told) < 7 else 1
        with speaking(language_of(self.request)):
            return done(count).get(self.request.query_params.get("done", ""), "")


@dataclass(frozen=True)
class Posted(Visit):
    """A marketer sent a form."""

    form: MarketerForm

    def text(self, name: str) -> str:
        """A line of the form."""
        return text_of(self.form, name)

    def words(self, name: str) -> str:
        """A text of the form that reps shall read, longer than it may be when it was."""
        return text_of(self.form, name, 10 * MAX_SAID)


def done_at(address: str, done: str, told: int | None = None) -> Response:
    """Lead to a page that says what was done, and to how many reps it was told."""
    told_to = "" if told is None else f"&n={told}"
    return RedirectResponse(f"{address}?done={done}{told_to}", SEE_OTHER)


WithVisit = Annotated[Visit, Depends()]
WithPosted = Annotated[Posted, Depends()]
