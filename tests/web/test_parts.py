"""Each part of the pages, once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from jamsostek.kernel.months import Month
from jamsostek.web.public.calculators import Line, Total, Why
from jamsostek.web.questions import Answer
from jamsostek.web.staff.histories import Event
from jamsostek.web.staff.home import Task


class Wage(forms.Form):
    wage = forms.IntegerField(label="Upah", help_text="Dalam rupiah.")
    kind = forms.ChoiceField(
        label="Jenis", choices=[("a", "Tetap"), ("b", "Lepas")], widget=forms.RadioSelect
    )


def part(name: str, **context: object) -> str:
    return render_to_string(f"parts/{name}.html", context)


def written(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


def test_the_error_summary_leads_to_each_field():
    summary = part("error_summary", form=Wage({"wage": "banyak"}))

    assert '<a href="#id_wage">Upah: ' in summary
    assert '<a href="#id_kind_0">Jenis: Wajib diisi.</a>' in summary
    assert 'role="alert"' in summary


def test_without_errors_there_is_no_summary():
    assert part("error_summary", form=Wage()).strip() == ""


def test_a_field_is_tied_to_its_label_hint_and_error():
    field = part("field", field=Wage({"wage": "banyak"})["wage"])

    assert '<label for="id_wage">Upah</label>' in field
    assert 'id="id_wage_helptext">Dalam rupiah.' in field
    assert 'id="id_wage_error">' in field
    assert 'aria-describedby="id_wage_helptext id_wage_error"' in field
    assert 'aria-invalid="true"' in field


def test_a_choice_is_one_group_under_its_question():
    field = part("field", field=Wage()["kind"])

    assert "<fieldset" in field
    assert "<legend>Jenis</legend>" in field


def test_check_answers_lead_back_to_each_question():
    answers = part("answers", answers=[Answer("Nama", "Sri", "/nama/"), Answer("Catatan", "", "")])

    assert '<a href="/nama/">Ubah<span class="hidden"> Nama</span></a>' in answers
    assert answers.count("<a ") == 1


def test_facts_show_a_dash_where_nothing_is_known():
    facts = part("facts", facts=[("Nama", "Sri"), ("Telepon", "")])

    assert "<dt>Telepon</dt><dd>\N{EN DASH}</dd>" in facts


def test_a_task_says_how_many_how_pressing_and_leads_there():
    task = Task("Tunggakan", "/x/", 1234, "Lewat jatuh tempo.", "bad", "Kerjakan")

    tasks = part("tasks", tasks=[task])

    assert '<span class="count">1.234</span> <a href="/x/">Tunggakan</a>' in tasks
    assert '<span class="state state-bad">Kerjakan</span>' in tasks


def test_the_timeline_says_day_and_deed():
    noticed = datetime(2011, 10, 3, tzinfo=UTC)

    timeline = part("timeline", events=[Event(date(2011, 9, 30), "Upah dilaporkan", noticed)])

    assert '<time datetime="2011-09-30">30 September 2011</time>' in timeline
    assert "Upah dilaporkan" in timeline


def test_a_money_table_has_lines_subtotals_a_total_and_articles():
    table = part(
        "money_table",
        caption="Iuran",
        lines=[Line("JHT", "3,7 % x Rp2.500.000", "PP 14/1993, Pasal 9 ayat (3)", 92_500)],
        totals=[Total("Pemberi kerja", 92_500), Total("Seluruhnya", 142_500)],
    )

    assert '<td class="article">PP 14/1993, Pasal 9 ayat (3)</td>' in table
    assert '<tr class="subtotal"><th scope="row" colspan="3">Pemberi kerja</th>' in table
    assert '<tr class="total"><th scope="row" colspan="3">Seluruhnya</th>' in table
    assert "Rp142.500" in table


def test_why_shows_facts_rule_article_and_working_without_a_script():
    why = Why("Mengapa?", [("Upah", "Rp1")], "Satu tarif.", "Pasal 9", "1 x 1", "/peraturan/")

    shown = part("why", why=why)

    assert "<details" in shown
    for words in ("Mengapa?", "Rp1", "Satu tarif.", "Pasal 9", "1 x 1"):
        assert words in shown


def test_progress_asks_again_until_it_is_over():
    work = SimpleNamespace(done=1500, total=3000, words="Membaca baris", is_over=False)

    going = part("progress", work=work, poll_url="/kemajuan/")
    over = part("progress", work=SimpleNamespace(**{**vars(work), "is_over": True}), poll_url="/")

    assert 'hx-get="/kemajuan/"' in going
    assert '<progress id="kemajuan-bar" value="1500" max="3000">' in going
    assert "1.500" in going
    assert "hx-get" not in over


def test_the_status_line_says_who_when_and_what_next():
    at = datetime(2011, 9, 30, 7, 5, tzinfo=UTC)
    status = SimpleNamespace(state="good", words="Lunas", who="Sri", at=at, next="Tidak ada")

    line = part("status_line", status=status)

    assert '<span class="state state-good">Lunas</span>' in line
    assert "30 September 2011, 14.05 WIB" in line
    assert "Berikutnya: Tidak ada" in line


def test_the_pager_keeps_the_question_and_shows_where_one_is():
    pager = part("pager", page=Paginator(range(120), 50).page(2), query="q=sri&")

    assert 'href="?q=sri&amp;hal=1"' in pager
    assert "51\N{EN DASH}100 dari 120" in pager
    assert 'rel="next" href="?q=sri&amp;hal=3"' in pager


def test_one_page_needs_no_pager():
    assert part("pager", page=Paginator(range(3), 50).page(1), query="").strip() == ""


def test_an_empty_list_says_what_to_do_first():
    empty = part("empty", words="Belum ada.", url="/daftar/", url_words="Daftarkan")

    assert '<a class="button" href="/daftar/">Daftarkan</a>' in empty


def test_an_upload_needs_no_script():
    class Upload(forms.Form):
        file = forms.FileField(label="Berkas")

    form = part("upload", form=Upload())

    assert 'enctype="multipart/form-data"' in form
    assert "<button>Unggah berkas</button>" in form


@dataclass
class Said:
    template: str
    value: object
    indonesian: str
    english: str


@pytest.mark.parametrize(
    "said",
    [
        Said("rupiah", 1_234_567, "Rp1.234.567", "Rp1,234,567"),
        Said("rupiah", None, "", ""),
        Said("number", 665_591, "665.591", "665,591"),
        Said("percent", Decimal("89.38"), "89,38 persen", "89.38 percent"),
        Said("long_date", date(2011, 9, 30), "30 September 2011", "30 September 2011"),
        Said("month", Month(2011, 8), "Agustus 2011", "August 2011"),
        Said("month", date(2011, 8, 31), "Agustus 2011", "August 2011"),
        Said("balance", -1_000, "1.000 K", "1,000 C"),
        Said("balance", 0, "0", "0"),
        Said("debit", -1, "", ""),
        Said("credit", -1_000, "1.000", "1,000"),
        Said("roman", 3, "III", "III"),
    ],
    ids=lambda said: f"{said.template} {said.value}",
)
def test_numbers_money_and_dates_follow_the_language(said):
    template = f"{{{{ value|{said.template} }}}}"

    with translation.override("id"):
        indonesian = written(template, value=said.value)
    with translation.override("en"):
        english = written(template, value=said.value)

    assert (indonesian, english) == (said.indonesian, said.english)


def test_a_state_is_a_sign_and_a_word():
    assert written("{{ 'PAID'|bill_state }}") == '<span class="state state-good">Lunas</span>'


def test_what_people_type_is_escaped():
    assert "&lt;script&gt;" in part("empty", words="<script>")
