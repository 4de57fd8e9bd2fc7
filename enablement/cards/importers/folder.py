"""Importing a folder: every page and story becomes card files, and every file is accounted for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from enablement.cards.front_matter import tidy_body
from enablement.cards.importers.decoding import decode
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.fields import move_own_keys, take_fields, take_title
from enablement.cards.importers.identities import give_ids, pair_translations, tell_titles_apart
from enablement.cards.importers.kinds import choose_kind, is_buyers_voice, is_question
from enablement.cards.importers.languages import (
    Guesser,
    language_code,
    language_in_keys,
    language_in_path,
    majority,
)
from enablement.cards.importers.outline import first_title, settle_headings
from enablement.cards.importers.output import Output
from enablement.cards.importers.pages import read_drafts
from enablement.cards.importers.pictures import FOLDER, Pictures
from enablement.cards.importers.questions import split_draft
from enablement.cards.importers.report import ImportReport
from enablement.cards.importers.sections import take_sections, to_markdown
from enablement.cards.importers.sources import Role, Source, list_sources
from enablement.cards.importers.summaries import summarise
from enablement.cards.importers.titles import title_from_name
from enablement.cards.model import Audience, Card, CardKind
from enablement.cards.values import plain
from enablement.cards.writer import write_card
from enablement.errors import ContentError
from enablement.translation import n_

_MOST_KEYS = 48 * 1024
_SAMPLE = 4000
_NO_WORDS = re.compile(
    r"^(`{3,}|~{3,}).*?^\1|`[^`\n]*`|\]\([^)\n]*\)|\S*(?:://|[/\\@_])\S*|[#*>|{}\[\]<=-]+",
    re.DOTALL | re.MULTILINE,
)


def import_folder(
    source: Path,
    out: Path,
    *,
    language: str | None = None,
    today: date | None = None,
    guesser: Guesser | None = None,
) -> ImportReport:
    """Turn the pages and stories below `source` into card files in `out`, and report on every file.

    `language` is that of the files that do not tell theirs; without it, it is guessed from their
    words. A date of the source after `today` does not hide a card. The same source gives the same
    files, and what an earlier import made and is no more is removed.

    Raises `ContentError` when a folder is missing, cannot be used or written to.
    """
    code = language_code(language) if language else ""
    if language and not code:
        raise ContentError(
            n_("“{language}” is not a language code."), mend=n_("Use a code such as en or es."),
            language=language,
        )  # fmt: skip
    report = ImportReport()
    sources = list_sources(source, report.files)
    output = Output.open(source, out)
    pictures = Pictures.of([found for found in sources if found.role is Role.PICTURE])
    work = _Work(pictures, guesser or Guesser())
    pages = [draft for found in sources for draft in work.read(found)]
    work.settle_languages(pages, code)
    drafts = [
        part for draft in pages for part in work.finish(draft, today or datetime.now(UTC).date())
    ]
    give_ids(drafts)
    pair_translations(drafts)
    tell_titles_apart(drafts)
    files: dict[str, bytes] = {}
    for draft in drafts:
        work.pictures.place(draft)
        name = f"{draft.language}/{draft.card_id}.md"
        files[name] = write_card(_card(draft)).encode()
        draft.file.cards.append(name)
    files.update((f"{FOLDER}/{name}", data) for name, data in work.pictures.copied.items())
    work.pictures.report_unused()
    output.replace_all(files)
    return report


@dataclass
class _Work:
    """The steps of one import, and what they share."""

    pictures: Pictures
    guesser: Guesser

    def read(self, source: Source) -> list[Draft]:
        """The drafts of a file; pictures are not read here."""
        if source.role is Role.PICTURE:
            return []
        text = decode(source.data, source.report)
        source.data = b""
        if text is None:
            source.report.refuse(n_("It holds data and no text."))
            return []
        return read_drafts(source, text)

    def settle_languages(self, drafts: list[Draft], default: str) -> None:
        """Give each draft the language that it names, that its words are in, or that most have."""
        open_ones: list[Draft] = []
        for draft in drafts:
            self._find_language(draft, default)
            if not draft.language:
                open_ones.append(draft)
        most = default or majority([draft.language for draft in drafts], "en")
        for draft in open_ones:
            draft.language = most
            draft.file.note(
                n_("Its words are too few to tell a language; it is taken to be {code}."), code=most
            )

    def _find_language(self, draft: Draft, default: str) -> None:
        key, code = language_in_keys(draft.values)
        if code:
            draft.language = code
            if draft.values[key].strip().lower() == code:
                del draft.values[key]
            draft.file.note(
                n_("The language {code} comes from the key “{key}”."), code=code, key=key
            )
            return
        named = language_in_path(draft.path)
        guessed = self.guesser.guess(_words(draft))
        if named and (named.sure or guessed in ("", named.code)):
            draft.language = named.code
            draft.file.note(
                n_("The language {code} comes from its file's name or folder."), code=named.code
            )
        elif default:
            draft.language = default
        elif guessed:
            draft.language = guessed
            draft.file.note(n_("The language {code} was guessed from its words."), code=guessed)

    def finish(self, draft: Draft, today: date) -> list[Draft]:
        """A draft with title, sections, kind and fields; several when its page holds several cards."""
        take_title(draft)
        if not draft.title:
            _find_title(draft)
        draft.body = settle_headings(draft.body, draft.title, draft.file)
        draft.kind = choose_kind(draft.path, draft.title, draft.body, draft.values, draft.file)
        draft.body = take_sections(draft.values, draft.body, draft.language, draft.file)
        take_fields(draft, today)
        move_own_keys(draft)
        spoken = is_question(draft.title) or is_buyers_voice(draft.title)
        if draft.kind is CardKind.OBJECTION and spoken and not draft.says:
            draft.says = (draft.title,)
            draft.file.note(n_("The title is also taken as the buyer's words."))
        parts = split_draft(draft)
        for part in parts:
            part.body = tidy_body(part.body) or f"{part.summary or part.title}\n"
            if not part.summary:
                part.summary = summarise(part.body, part.title)
                part.file.note(n_("The summary is made of the first sentences."))
        return parts


def _find_title(draft: Draft) -> None:
    title, is_top = first_title(draft.body)
    if title:
        draft.title = title
        draft.file.note(
            n_("The title comes from the page's main heading.")
            if is_top
            else n_("The title comes from the page's first heading.")
        )
    else:
        named = language_in_path(draft.path)
        bare = named is not None and named.code == draft.language
        path = PurePosixPath(named.path + ".md") if named and bare else draft.path
        draft.title = title_from_name(path)
        draft.file.note(n_("The title comes from the file's name."))


def _words(draft: Draft) -> str:
    """A sample of a draft's own words, to guess its language from."""
    words = _NO_WORDS.sub(" ", draft.body[:_SAMPLE])
    if len(words) < 300:
        texts = (value for value in draft.values.values() if isinstance(value, (str, list, dict)))
        words += " " + " ".join(_NO_WORDS.sub(" ", to_markdown(value)) for value in texts)
    return " ".join(words.split())


def _card(draft: Draft) -> Card:
    extra: dict[str, Any] = plain(draft.values)
    body = draft.body + _take_too_much(extra, draft)
    return Card(
        id=draft.card_id, kind=draft.kind, title=draft.title, language=draft.language,
        translation_of=draft.translation_of or None, summary=draft.summary, says=draft.says,
        audience=Audience(**draft.audience), owner=draft.owner, shareable=draft.shareable,
        extra=extra, body=tidy_body(body), **draft.facets, **draft.dates,
    )  # fmt: skip


def _take_too_much(extra: dict[str, Any], draft: Draft) -> str:
    """The largest keys as text for the body, when all of them would be too much for front matter."""
    sizes = {key: len(str(value)) + len(key) for key, value in extra.items()}
    left = sum(sizes.values())
    texts: list[str] = []
    for key in sorted(sizes, key=lambda key: (-sizes[key], key)):
        if left <= _MOST_KEYS:
            break
        left -= sizes[key]
        value = extra.pop(key)
        shown = to_markdown(value) if isinstance(value, (str, list, Mapping)) else str(value)
        texts.append(f"- {key}: {shown}" if "\n" not in shown else f"\n## {key}\n\n{shown}\n")
    if texts:
        draft.file.note(
            n_("It has too many keys for front matter: {n} of them became part of the body."),
            n=len(texts),
        )
    return "".join(f"\n{text}" for text in texts)
