"""Pages are escaped, complete and in the reader's language."""

from datetime import date

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from templates.pages import environment, render


def test_a_value_is_text_and_never_markup() -> None:
    page = environment("vi").from_string("<p>{{ name }}</p>").render(name="<b>Quầy</b> & \"'")
    assert page == "<p>&lt;b&gt;Quầy&lt;/b&gt; &amp; &#34;&#39;</p>"


def test_a_value_inside_a_translated_sentence_is_text_too() -> None:
    page = environment("vi").from_string('{{ _("Counter %(name)s", name=name) }}')
    assert page.render(name="<b>") == "Counter &lt;b&gt;"


def test_a_missing_value_stops_the_page() -> None:
    with pytest.raises(UndefinedError, match="counter"):
        environment("vi").from_string("{{ counter }}").render()


def test_a_sentence_over_several_lines_is_one_sentence() -> None:
    source = "{% trans %}\n  One\n  sentence.\n{% endtrans %}"
    assert environment("en").from_string(source).render() == "One sentence."


def test_numbers_and_dates_are_those_of_the_language() -> None:
    source = "{{ s|percent }} {{ s|percent([0.8655]) }} {{ s|written_percent }}"
    source += " {{ n|decimal }} {{ s|decimal(2) }} {{ d|day }}"
    values = {"s": 0.866, "n": 12345, "d": date(2026, 2, 5)}
    vietnamese = environment("vi").from_string(source).render(values)
    english = environment("en").from_string(source).render(values)
    assert vietnamese == "86,6% 86,60% 86,6% 12.345 0,87 05/02/2026"
    assert english == "86.6% 86.60% 86.6% 12,345 0.87 5 February 2026"


@pytest.mark.parametrize("name", ["citizen/none.html", "../setup.cfg", "/etc/passwd"])
def test_only_our_own_templates_are_found(name: str) -> None:
    with pytest.raises(TemplateNotFound):
        render(name, "vi")
