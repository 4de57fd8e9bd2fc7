"""The Spanish catalogue: complete, true to its places, and compiled."""

import re
import string
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from enablement.translation import _, ngettext, preferred_language, speaking, supported

ROOT = Path(__file__).parents[1]
SPANISH = ROOT / "resources" / "translations" / "es" / "LC_MESSAGES" / "enablement.po"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="es")


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    return read(SPANISH)


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def forms(message: object) -> list[str]:
    return list(message) if isinstance(message, tuple | list) else [str(message)]


def test_every_message_is_in_the_catalogue(spanish: Catalog, tmp_path: Path) -> None:
    template = tmp_path / "enablement.pot"
    subprocess.run(
        [
            Path(sys.executable).parent / "pybabel", "-q", "extract", "--mapping", "pyproject.toml",
            "--keyword", "n_", "--output", template, ".",
        ],
        cwd=ROOT, check=True,
    )  # fmt: skip
    used = {forms(message.id)[0] for message in read(template) if message.id}
    known = {forms(message.id)[0] for message in spanish if message.id}
    assert used - known == set(), "run: make translations"
    assert known - used == set(), "run: make translations"


def test_every_message_is_translated_with_its_places(spanish: Catalog) -> None:
    for message in spanish:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        wanted = set().union(*(places(form) for form in forms(message.id)))
        for form in forms(message.string):
            assert form.strip(), message.id
            assert places(form) <= wanted, message.id
        assert places(forms(message.string)[-1]) == wanted, message.id


def test_sentences_end_as_their_originals_do(spanish: Catalog) -> None:
    for message in spanish:
        if message.id and isinstance(message.id, str):
            ends = re.compile(r"[.:?…]$")
            assert bool(ends.search(message.id)) == bool(ends.search(str(message.string))), (
                message.id
            )


def test_the_compiled_catalogue_is_the_written_one(spanish: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, spanish)
    assert SPANISH.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run: make translations"


def test_languages() -> None:
    assert [supported(code) for code in ("es_MX.UTF-8", "es-419", "en_GB", "de", "", None)] == [
        "es", "es", "en", "en", "en", "en",
    ]  # fmt: skip
    with speaking("es"):
        assert _("unverified") == "sin verificar"
        assert ngettext("{n} log sent.", "{n} logs sent.", 2) != "{n} logs sent."
    assert _("unverified") == "unverified"
    assert _("") == ""


def test_what_was_chosen_is_spoken_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.delenv("ENABLEMENT_LANGUAGE", raising=False)
    assert preferred_language("es") == "es"
    assert preferred_language("") == "en"
    assert preferred_language("xx") == "en"
    monkeypatch.setenv("ENABLEMENT_LANGUAGE", "en")
    assert preferred_language("es") == "en"
