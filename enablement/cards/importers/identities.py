"""Ids, translations and titles that tell the cards of one import apart; the same each time."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from enablement.cards.blocks import fold, slugify
from enablement.cards.files import NOT_CARDS
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.languages import language_in_path
from enablement.cards.importers.titles import cut_at_word, humanised
from enablement.translation import n_

_MAX_ID = 80
_INDEX = frozenset({"index", "readme", "home", "default", "main", ""})


def give_ids(drafts: list[Draft]) -> None:
    """Give each draft an id of its own, from its keys or its path; a clash is told by the folder."""
    taken: set[str] = set()
    for draft in sorted(drafts, key=_order):
        wanted = next(name for name in _names(draft) if name not in taken)
        taken.add(wanted)
        draft.card_id = wanted


def _order(draft: Draft) -> tuple[bool, bool, int, str, int]:
    """Originals before translations, written ids before made ones, the folder's top before its depths."""
    named = language_in_path(draft.path)
    return (
        not draft.wanted_id,
        named is not None and named.code != "en",
        len(draft.path.parts),
        draft.path.as_posix(),
        draft.part,
    )


def _names(draft: Draft) -> Iterator[str]:
    path = draft.path
    stem = slugify(path.name.removesuffix(path.suffix))
    folders = [slugify(part) for part in path.parts[:-1] if slugify(part)]
    if stem in _INDEX and folders:
        stem = folders.pop()
    if draft.part:
        part = slugify(draft.title)[:60].strip("-") or f"part-{draft.part}"
        names = [part, f"{stem}-{part}", f"{stem}-{draft.part}"]
    else:
        names = [draft.wanted_id or stem]
        names += [f"{names[0]}-{draft.language}"] if language_in_path(path) else []
        names += ["-".join([*folders[-depth:], stem]) for depth in range(1, len(folders) + 1)]
    if names[0] in NOT_CARDS:
        names.append(slugify(draft.title)[:_MAX_ID].strip("-"))
    for name in names:
        if name and name not in NOT_CARDS and len(name) <= _MAX_ID:
            yield name
    mark = hashlib.sha256(f"{path.as_posix()}\0{draft.part}".encode()).hexdigest()
    base = next((name for name in names if name), "card")[: _MAX_ID - 9].strip("-") or "card"
    for length in range(8, 65, 8):
        yield f"{base}-{mark[:length]}"


def pair_translations(drafts: list[Draft]) -> None:
    """Name the original of each translation: by key, or by a path that differs in language alone."""
    groups: dict[tuple[str, int], list[Draft]] = defaultdict(list)
    by_wanted = {draft.wanted_id: draft for draft in drafts if draft.wanted_id}
    by_id = {draft.card_id: draft for draft in drafts}
    for draft in drafts:
        original = by_wanted.get(slugify(draft.pair)) or by_id.get(draft.pair)
        if draft.pair and original is not None and original is not draft:
            _translate(draft, original)
        else:
            groups[_pair_path(draft), draft.part].append(draft)
            if draft.pair:
                groups[f"\0{draft.pair}", draft.part].append(draft)
    for group in groups.values():
        _pair_group(group)
    _forget_bad(drafts, by_id)


def _pair_path(draft: Draft) -> str:
    named = language_in_path(draft.path)
    bare = named.path if named else draft.path.with_suffix("").as_posix()
    return fold(bare)


def _pair_group(group: list[Draft]) -> None:
    if len({draft.language for draft in group}) < 2 or len({d.path for d in group}) < 2:
        return
    first = min(
        group, key=lambda d: (language_in_path(d.path) is not None, d.language != "en", _order(d))
    )
    for draft in group:
        if draft is not first and draft.language != first.language and not draft.translation_of:
            _translate(draft, first)


def _translate(draft: Draft, original: Draft) -> None:
    draft.translation_of = original.card_id
    draft.file.note(n_("It is the translation of {original}."), original=original.path.as_posix())


def _forget_bad(drafts: list[Draft], by_id: dict[str, Draft]) -> None:
    """A translation in the language of its original, or of another translation, is none."""
    for draft in drafts:
        original = by_id.get(draft.translation_of)
        if draft.translation_of and (
            original is None or original.language == draft.language or original.translation_of
        ):
            draft.values["imported_translation_of"] = draft.translation_of
            draft.translation_of = ""


def tell_titles_apart(drafts: list[Draft]) -> None:
    """Add the date, the folder, the file's name or a number to a title that several cards have."""
    groups: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        groups[draft.language, fold(draft.title)].append(draft)
    taken = {(draft.language, fold(draft.title)) for draft in drafts}
    for group in groups.values():
        if len(group) < 2:
            continue
        for draft, mark in zip(group, _marks(group), strict=True):
            title, count = _with_mark(draft.title, mark), 2
            while (draft.language, fold(title)) in taken:
                title, count = _with_mark(draft.title, f"{mark}, {count}"), count + 1
            taken.add((draft.language, fold(title)))
            draft.title = title
            draft.file.note(
                n_("Other cards have the same title, so “{mark}” was added."), mark=mark
            )


def _with_mark(title: str, mark: str) -> str:
    return f"{cut_at_word(title, 117 - len(mark))} ({mark})"


def _marks(group: list[Draft]) -> Iterable[str]:
    ways: list[Callable[[Draft], str]] = [
        lambda draft: str(draft.dates.get("valid_from", "")),
        lambda draft: str(
            draft.dates.get("valid_from") or humanised(draft.path.parent.name.lstrip("_"))
        ),
        lambda draft: humanised("/".join(part.lstrip("_") for part in draft.path.parts[:-1])[-40:]),
        lambda draft: humanised(draft.path.stem)[:40],
    ]
    for way in ways:
        marks = [way(draft) for draft in group]
        if all(marks) and max(Counter(marks).values()) == 1:
            return marks
    return [str(number) for number in range(1, len(group) + 1)]
