"""The English catalogue: what the pages say, gathered, checked and made ready for gettext.

`python -m jamsostek.web.catalogues` brings the catalogue up to date after a change of words:
it adds what is new (to be translated by hand), drops what is gone, and writes the compiled file
that is kept beside it, so that a fresh clone needs no gettext tools.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parent
LOCALES = WEB / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "say": None,  # how this package calls gettext outside templates
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

NEVER = datetime(2011, 1, 1, tzinfo=UTC)

Message = str | list[str] | tuple[str, ...]


def compile_catalogues() -> list[Path]:
    """Write the compiled file beside each catalogue; give the files written."""
    written = []
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        target.write_bytes(compiled(source))
        written.append(target)
    return written


def compiled(source: Path) -> bytes:
    """Give a catalogue in the form that gettext reads."""
    buffer = io.BytesIO()
    write_mo(buffer, _read(source))
    return buffer.getvalue()


def refresh_english() -> list[Message]:
    """Bring the English catalogue up to date; give the words still without translation."""
    source = LOCALES / "en" / "LC_MESSAGES" / "django.po"
    known = _read(source)
    fresh = _catalogue()
    for message, context, place in spoken():
        earlier = known.get(_key(message), context)
        is_same = earlier is not None and type(earlier.id) is type(message)
        said = earlier.string if earlier and is_same else None
        fresh.add(message, said, locations=[(place, 0)], context=context)
    with source.open("wb") as file:
        write_po(file, fresh, sort_output=True, include_lineno=False, width=100)
    return untranslated(source)


def untranslated(source: Path) -> list[Message]:
    """Give every message of a catalogue that has no translation."""
    return [m.id for m in _read(source) if m.id and not _is_said(m.string)]


def spoken() -> Iterator[tuple[Message, str | None, str]]:
    """Give every message of templates and code, with its context and the file it stands in."""
    for path in sorted(WEB.rglob("*.html")):
        yield from _messages_in(path, _python_of(path))
    for path in sorted(WEB.rglob("*.py")):
        if path != Path(__file__):
            yield from _messages_in(path, path.read_bytes())


def _python_of(template: Path) -> bytes:
    """Give a template as lines that a Python tokenizer can read."""
    lines = templatize(template.read_text("utf-8")).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def _messages_in(path: Path, code: bytes) -> Iterator[tuple[Message, str | None, str]]:
    place = path.relative_to(WEB).as_posix()
    for _, message, _, context in extract("python", io.BytesIO(code), KEYWORDS):
        yield message, context, place


def _read(source: Path) -> Catalog:
    """Read a catalogue under our own header: dates in it would change at every run."""
    catalogue = _catalogue(source.parent.parent.name)
    if source.exists():
        with source.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def _catalogue(locale: str = "en") -> Catalog:
    return Catalog(
        locale=locale,
        project="Jamsostek",
        charset="utf-8",
        header_comment="# Brought up to date by `python -m jamsostek.web.catalogues`.",
        creation_date=NEVER,
        revision_date=NEVER,
        fuzzy=False,
    )


def _key(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


def _is_said(translation: object) -> bool:
    if isinstance(translation, (tuple, list)):
        return all(translation)
    return bool(translation)


def _report() -> int:
    missing = refresh_english()
    compile_catalogues()
    for message in missing:
        sys.stderr.write(f"Not yet in English: {message}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(_report())
