"""Pages in three languages: how one is chosen, how it is switched, and what is said in it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from quiz.web import create_app
from tests.languages import ANSWERS, MARK, PAGES, QUIZ, TINY, french, urdu
from tests.web.asking import API, Form, as_form, found
from tests.web.page_checks import Page

FORM: Form = as_form(ANSWERS)
TITLES = ("Page not found", "Clinic not found", "Not possible here")
IN_FRENCH = {"Accept-Language": "fr-CA, de;q=0.5"}


def html(page: Page) -> dict[str, str]:
    return next(given for tag, given in page.elements if tag == "html")


def language_of(text: str) -> tuple[str, str]:
    given = html(Page(text))
    return given["lang"], given["dir"]


def switches(page: Page, tag: str) -> list[dict[str, str]]:
    found = [given for name, given in page.elements if name == tag]
    return [given for given in found if given.get("class") == "language"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("address", "browser", "language"),
    [
        ("", "", ("en", "ltr")),
        ("", "fr-CA, de;q=0.5", ("fr", "ltr")),
        ("", "de, ur;q=0.4, en;q=0.1", ("ur", "rtl")),
        ("", "de", ("en", "ltr")),
        ("", "*", ("en", "ltr")),
        ("", ";;q=,", ("en", "ltr")),
        ("?lang=ur", "fr", ("ur", "rtl")),
        ("?lang=en", "fr", ("en", "ltr")),
    ],
)
def test_the_address_says_the_language_else_the_browser(
    client: FlaskClient, path: str, address: str, browser: str, language: tuple[str, str]
) -> None:
    answer = client.get(path + address, headers={"Accept-Language": browser})

    assert language_of(answer.text) == language
    assert ("Accept-Language" in answer.headers.get("Vary", "")) == (not address)


def test_an_answer_not_modified_varies_as_well(client: FlaskClient) -> None:
    first = client.get(QUIZ, headers=IN_FRENCH)
    again = client.get(QUIZ, headers=IN_FRENCH | {"If-None-Match": first.headers["ETag"]})
    other = client.get(QUIZ, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, other.status_code) == (304, 200)
    assert "Accept-Language" in again.headers["Vary"]


@pytest.mark.parametrize("path", [QUIZ, "/treatments/rolling"])
@pytest.mark.parametrize("lang", ["de", "FR", "", "../fr"])
def test_a_language_that_is_not_there_is_refused(client: FlaskClient, path: str, lang: str) -> None:
    answer = client.get(path, query_string={"lang": lang}, headers=IN_FRENCH)

    assert answer.status_code == 400
    assert language_of(answer.text) == ("fr", "ltr")
    assert french("Language not found") in answer.text


def test_a_language_named_twice_is_refused(client: FlaskClient) -> None:
    assert client.post(f"{QUIZ}?lang=fr&lang=ur", data=FORM).status_code == 400


def test_a_page_without_another_language_has_no_switch() -> None:
    answer = create_app(TINY).test_client().get("/", headers=IN_FRENCH)
    assert 'class="language"' not in answer.text
    assert 'action="/"' in answer.text
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_links_to_its_other_languages_each_named_in_itself(
    client: FlaskClient, path: str
) -> None:
    page = Page(client.get(f"{path}?lang=fr").text)

    if path in ("/", QUIZ):  # whose answers have to go along
        assert switches(page, "a") == []
        return
    english, urdu = switches(page, "a")
    assert (english["href"], english["lang"], english["hreflang"]) == ("?lang=en", "en", "en")
    assert (urdu["href"], urdu["lang"], urdu["dir"]) == ("?lang=ur", "ur", "rtl")
    text = client.get(f"{path}?lang=fr").text
    assert ">English</a>" in text
    assert ">اردو</a>" in text


def test_the_quiz_is_switched_with_the_answers_given_so_far(client: FlaskClient) -> None:
    page = Page(client.get(f"{QUIZ}?lang=fr").text)
    _, urdu = switches(page, "button")
    form = next(given for tag, given in page.elements if tag == "form")
    assert urdu["form"] == form["id"]
    assert "formnovalidate" in urdu
    sent = {"q_skin": ["rash", "scar"], "q_age": ["4o"], urdu["name"]: [urdu["value"]]}
    switched = client.post(QUIZ + urdu["formaction"], data=sent)

    assert switched.status_code == 200
    assert switched.headers["Cache-Control"] == "no-store"
    assert language_of(switched.text) == ("ur", "rtl")
    shown = Page(switched.text)
    ticked = [given["value"] for given in shown.inputs("q_skin") if "checked" in given]
    assert ticked == ["rash", "scar"]
    assert shown.inputs("q_age")[0]["value"] == "4o"
    assert "alert" not in shown.values("role")


def test_a_result_is_switched_and_stays_a_result(client: FlaskClient) -> None:
    result = client.post(f"{QUIZ}?lang=en", data=FORM)
    page = Page(result.text)
    french, _ = switches(page, "button")
    hidden: Form = {}
    for tag, given in page.elements:
        if tag == "input" and given["type"] == "hidden":
            hidden.setdefault(given["name"], []).append(given["value"])
    assert "name" not in french
    assert french["form"] == next(given for tag, given in page.elements if tag == "form")["id"]
    switched = client.post(QUIZ + french["formaction"], data=hidden)

    assert switched.status_code == 200
    assert Page(result.text).text("h1") == "Rolling"
    assert Page(switched.text).text("h1") == "Rouleau"
    assert language_of(switched.text) == ("fr", "ltr")


@pytest.mark.parametrize("path", [QUIZ, "/"])
def test_a_form_and_every_link_lead_on_in_the_same_language(client: FlaskClient, path: str) -> None:
    quiz = Page(client.get(path, headers=IN_FRENCH).text)
    (action,) = quiz.values("action")
    result = Page(client.post(action, data=FORM).text)
    leading = [href for href in result.values("href") if href.startswith(("/c/", "/treat", "/?"))]

    assert action == f"{path}?lang=fr"
    assert len(leading) >= 2
    assert all("lang=fr" in href for href in leading)
    changing = [action for action in result.values("formaction") if "#" in action]
    assert changing
    assert all("?lang=fr#" in action for action in changing)


def test_errors_come_in_the_language_of_the_form(client: FlaskClient) -> None:
    answer = client.post(f"{QUIZ}?lang=fr", data={"q_skin": ["none", "rash"]})

    assert answer.status_code == 422
    for text in ("Enter your age, from 1 to 120", "What applies to your skin"):
        assert french(text) in answer.text
    assert "fr·“fr·None of these”" in answer.text
    assert language_of(answer.text) == ("fr", "ltr")


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/nowhere", 404), ("GET", "/c/nowhere", 404), ("PUT", QUIZ, 405),
])  # fmt: skip
def test_every_refusal_is_in_the_language_of_the_request(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    answer = client.open(path, method=method, headers={"Accept-Language": "ur"})

    assert answer.status_code == status
    assert language_of(answer.text) == ("ur", "rtl")
    assert Page(answer.text).text("h1") in map(urdu, TITLES)


def test_every_page_says_that_its_translation_was_not_checked(client: FlaskClient) -> None:
    said = "Nobody checked this translation."
    for path in PAGES:
        assert french(said) in client.get(f"{path}?lang=fr").text
        assert said not in client.get(f"{path}?lang=en").text
    assert urdu(said) in client.post(f"{QUIZ}?lang=ur", data=FORM).text


def test_the_rulebook_stays_in_the_language_of_its_files(client: FlaskClient) -> None:
    answer = client.get("/rulebook/try?lang=fr", headers=IN_FRENCH)

    assert language_of(answer.text) == ("en", "ltr")
    assert MARK not in answer.text
    assert 'class="language"' not in answer.text
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_a_source_stands_in_its_own_language(client: FlaskClient) -> None:
    text = client.get("/treatments/rolling?lang=ur").text

    citations = re.findall(r"<cite[^>]*>", text)
    assert citations
    assert set(citations) == {'<cite lang="en" dir="ltr">'}


def test_times_are_counted_in_the_language(client: FlaskClient) -> None:
    text = client.post(f"{QUIZ}?lang=fr", data=FORM).text

    assert "3 à 4" in text
    assert re.search(r"\d semaines?\b", text)


def test_a_month_is_named_in_the_language(client: FlaskClient) -> None:
    assert "novembre 2026" in client.get("/treatments/rolling?lang=fr").text
    assert "نومبر" in client.get("/treatments/rolling?lang=ur").text


def test_the_api_answers_in_the_language_that_it_is_asked_for(client: FlaskClient) -> None:
    answers = {
        lang: found(client.post(f"{API}?lang={lang}", json=ANSWERS)) for lang in ("en", "fr", "ur")
    }

    assert {lang: answer["language"] for lang, answer in answers.items()} == {
        lang: lang for lang in answers
    }
    whys = [answer["explanation"]["why"][0]["text"] for answer in answers.values()]
    assert whys == [whys[0], french(whys[0]), urdu(whys[0])]
    assert len({answer["rulebook"]["fingerprint"] for answer in answers.values()}) == 1


def test_a_program_gets_what_its_headers_do_not_decide(client: FlaskClient) -> None:
    answer = client.post(API, json=ANSWERS, headers=IN_FRENCH)

    assert found(answer)["language"] == "en"
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_the_errors_of_the_api_are_in_its_language(client: FlaskClient) -> None:
    wrong = found(client.post(f"{API}?lang=fr", json=ANSWERS | {"age": 0}))
    unknown = client.post(f"{API}?lang=fr&clinic=nowhere", json=ANSWERS)
    refused = client.post(f"{API}?lang=de", json=ANSWERS)

    assert wrong["errors"][0]["message"] == french("Enter your age, from 1 to 120")
    assert found(unknown)["errors"][0]["message"].startswith(MARK)
    assert refused.status_code == 400
    assert found(refused)["errors"][0]["code"] == "unknown_language"


def test_the_description_names_the_languages(client: FlaskClient) -> None:
    described = found(client.get("/api/v1/openapi.json"))
    parameters = described["paths"]["/api/v1/recommendations"]["post"]["parameters"]

    (lang,) = [one["schema"] for one in parameters if one["name"] == "lang"]
    assert lang == {"type": "string", "enum": ["en", "fr", "ur"], "default": "en"}
