"""One synonym rule as a person types it on a page, and the name by which a page knows it."""

import unicodedata

from enablement.errors import HubInputError
from enablement.hub.shelf import language_code
from enablement.hub.synonym_file import MAX_CHARACTERS, MAX_RULES, MAX_WORDS
from enablement.sync.policies import SynonymPolicy, SynonymRule
from enablement.sync.protocol import sha256
from enablement.translation import n_

_KEY_LENGTH = 20


class RuleError(HubInputError):
    """A rule cannot be as it was typed; `field` is the one to mend."""

    def __init__(self, field: str, message: str, mend: str, **values: object) -> None:
        super().__init__(message, mend=mend, **values)
        self.field = field


def rule_key(rule: SynonymRule) -> str:
    """The name of a rule in addresses: it changes with the rule, so that nobody changes another."""
    return sha256(rule.model_dump_json().encode())[:_KEY_LENGTH]


def policy_version(policy: SynonymPolicy) -> str:
    """The name of all rules as they stand, by which a change of somebody else is noticed."""
    return sha256(policy.to_bytes())[:_KEY_LENGTH]


def sorted_policy(rules: set[SynonymRule]) -> SynonymPolicy:
    """The rules in their steady order; `RuleError` when there are too many."""
    if len(rules) > MAX_RULES:
        raise RuleError(
            "words",
            n_("There are {count} rules, {most} at most."),
            n_("Keep the rules that help, and drop the rest."),
            count=len(rules),
            most=MAX_RULES,
        )
    return SynonymPolicy(
        rules=tuple(sorted(rules, key=lambda rule: (rule.language, rule.words, rule.finds)))
    )


def read_rule(language: str, words: str, finds: str = "", *, one_way: bool = False) -> SynonymRule:
    """The rule that was typed: words and phrases stand on lines, or between commas.

    Raises `RuleError` for a rule that means nothing, or that no file of synonyms could hold.
    """
    code = language_code(language)
    if code is None:
        raise RuleError(
            "language",
            n_("“{language}” is not a language code."),
            n_("Use a code such as en or es."),
            language=language,
        )
    rule = SynonymRule(
        language=code,
        words=_phrases("words", words),
        finds=_phrases("finds", finds) if one_way else (),
    )
    check_rule(rule)
    return rule


def check_rule(rule: SynonymRule) -> None:
    """Raise `RuleError` for a rule that finds nothing new."""
    folded = {word.casefold() for word in rule.words}
    if not rule.finds and len(folded) == 1:
        raise RuleError(
            "words",
            n_("“{word}” stands alone, so it finds nothing new."),
            n_("Add another word that means the same."),
            word=rule.words[0],
        )
    if rule.finds and folded >= {word.casefold() for word in rule.finds}:
        raise RuleError(
            "finds",
            n_("This finds only the words themselves."),
            n_("Add what else they should find."),
        )


def _phrases(field: str, typed: str) -> tuple[str, ...]:
    parts = (
        " ".join(unicodedata.normalize("NFC", part).split())
        for part in typed.replace(",", "\n").splitlines()
    )
    found = tuple(dict.fromkeys(part for part in parts if part))
    if not found:
        raise RuleError(field, n_("No word was typed here."), n_("Type at least one."))
    if len(found) > MAX_WORDS:
        raise RuleError(
            field,
            n_("There are {count} words or phrases, {most} at most."),
            n_("Make several rules of it."),
            count=len(found),
            most=MAX_WORDS,
        )
    for phrase in found:
        if len(phrase) > MAX_CHARACTERS:
            raise RuleError(
                field,
                n_("“{start}…” is longer than {most} characters."),
                n_("Synonyms are words and short phrases."),
                start=phrase[:30],
                most=MAX_CHARACTERS,
            )
        if not phrase.isprintable() or not any(character.isalnum() for character in phrase):
            raise RuleError(
                field,
                n_("“{phrase}” is no word."),
                n_("Synonyms are words and short phrases."),
                phrase=phrase,
            )
    return found
