from __future__ import annotations

import pytest

from porosity.reports.language import detect


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The ship left the port on Monday with coal."),
        ("en", "Five railcars with ammunition crossed into Utopia."),
        ("fr", "Le navire est arrivé dans le port avec du charbon et il est reparti."),
        ("de", "Das Schiff ist mit der Kohle in den Hafen gefahren und nicht zurückgekommen."),
        ("es", "El barco llegó al puerto con el carbón y no volvió."),
        ("it", "La nave è arrivata nel porto con il carbone della miniera."),
        ("pt", "O navio não chegou ao porto com o carvão e os papéis."),
        ("nl", "Het schip is met de kolen in de haven aangekomen en niet vertrokken."),
        ("pl", "Statek przypłynął do portu i nie wrócił, a węgiel został na nabrzeżu."),
        ("sv", "Fartyget kom till hamnen med kol och det har inte lämnat den."),
        ("tr", "Gemi limana kömür ile geldi ve bir daha geri dönmedi."),
        ("id", "Kapal itu tiba di pelabuhan dengan batu bara dan tidak kembali."),
        ("vi", "Con tàu đã đến cảng với than và không trở lại."),
        ("ru", "Судно прибыло в порт с углём и не вернулось, сказал начальник порта."),
        ("uk", "Судно прибуло в порт із вугіллям і не повернулося."),
        ("ko", "선박이 석탄을 싣고 항구에 도착했다."),
        ("ja", "船は石炭を積んで港に着いた。"),
        ("zh", "船载着煤炭到达了港口。"),
        ("ar", "وصلت السفينة إلى الميناء وعلى متنها فحم."),
        ("fa", "کشتی با زغال سنگ به بندر رسید و گفت که پیش از این آمده است."),
        ("he", "הספינה הגיעה לנמל עם פחם."),
    ],
)
def test_languages_are_told_apart(code: str, text: str) -> None:
    found = detect(text)
    assert found.code == code
    assert (found.warning is None) == (code == "en")


def test_another_language_is_said_to_be_so() -> None:
    assert detect("Судно прибыло в порт с углём.").warning == "written in Russian; only English is read"


def test_a_text_of_two_languages_names_both() -> None:
    english = "The ship left the port on Monday and nobody saw it go.\n"
    found = detect(english * 5 + "Судно вышло из порта в понедельник, и никто этого не видел.\n" * 3)
    assert found.code == "en"
    assert found.warning == "parts are written in Russian; only English is read"


def test_a_foreign_quotation_is_no_second_language() -> None:
    text = "The ship left the port on Monday and nobody saw it go. " * 8 + "“C'est la vie,” he said of the loss."
    assert detect(text).warning is None


@pytest.mark.parametrize("text", ["", "12 345", "!!!"])
def test_what_has_no_words_has_no_language(text: str) -> None:
    assert detect(text).code is None
