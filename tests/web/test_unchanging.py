"""What does not change is drawn once a language, and nothing of one reader stays in it."""

from django.template import Context, Template
from django.utils import translation


def test_it_is_drawn_once_in_each_language():
    page = Template(
        "{% load i18n %}{% unchanging %}{% translate 'Cari' %}{% now 'u' %}{% endunchanging %}"
    )

    with translation.override("id"):
        first, second = page.render(Context()), page.render(Context())
    with translation.override("en"):
        english = page.render(Context())

    assert first == second
    assert first.startswith("Cari")
    assert english.startswith("Search")


def test_no_value_of_the_page_gets_into_it():
    page = Template("{% unchanging %}[{{ name }}]{% endunchanging %}{{ name }}")

    texts = [page.render(Context({"name": name})) for name in ("Sri", "Tari")]

    assert texts == ["[]Sri", "[]Tari"]


def test_what_is_kept_is_not_escaped_a_second_time():
    page = Template("{% unchanging %}<b>&amp;</b>{% endunchanging %}")

    assert page.render(Context()) == "<b>&amp;</b>"
