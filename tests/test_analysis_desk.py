"""`claims.json` against its schema, with what machines must not be told wrongly."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from clone_of import append_claim, clone_of
from evidence_of import ROOT, run_of

from frontline.analysis.desk import claim_reviews, claims_document
from frontline.ledger import load_ledger


def schema(package: str, name: str) -> Any:
    return json.loads(resources.files(package).joinpath(name).read_text("utf-8"))


@pytest.fixture(scope="module")
def document() -> list[dict[str, Any]]:
    return claims_document(run_of())


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    rules = schema("frontline.analysis", "claims.schema.json")
    jsonschema.Draft202012Validator.check_schema(rules)
    return jsonschema.Draft202012Validator(rules)


def test_it_keeps_its_schema(document: list[dict[str, Any]], validator: jsonschema.Draft202012Validator) -> None:
    assert len(document) == 34
    assert [error.message for error in validator.iter_errors(json.loads(json.dumps(document)))] == []


def test_the_schema_tells_a_wrong_document(
    document: list[dict[str, Any]], validator: jsonschema.Draft202012Validator
) -> None:
    ratio = next(claim for claim in document if claim["id"] == "C03")
    for wrong in ({"verdict": "true"}, {"readings": []}, {"flips": ["mapper", "mapper"]}, {"stated": None}):
        assert not validator.is_valid([ratio | wrong]), wrong


def test_a_claim_at_fault_keeps_the_schema(tmp_path: Path, validator: jsonschema.Draft202012Validator) -> None:
    root = clone_of(tmp_path)
    append_claim(root, first="2024-07-01")
    found = claims_document(run_of(root=root))
    assert found[-1]["verdict"] == "cannot be checked"
    assert validator.is_valid(found)


def test_what_others_stated_leads_to_their_page_and_tells_no_guessed_day(document: list[dict[str, Any]]) -> None:
    sources = {source.seen_at: source for source in load_ledger(ROOT).sources.values()}
    others = [other for claim in document for other in claim["others"]]
    assert others
    assert {other["published"] is None for other in others} == {True, False}
    for other in others:
        assert (other["published"] is None) == (sources[other["url"]].published is None)


def test_the_sentence_says_which_choice_flips_it_with_its_numbers(document: list[dict[str, Any]]) -> None:
    why = {claim["id"]: claim["why"].replace("\N{NO-BREAK SPACE}", " ") for claim in document}
    assert why["C03"] == (
        "it turns on the mapper: by ISW’s map it is 5.90 times, "
        "by DeepState’s map no ratio can be taken, since its gain of 2023 is −186 km²"
    )
    assert why["C20"].endswith("313 km² by DeepState, held plus grey (area regained, 1 October – 19 November 2024)")


def test_no_review_without_an_editor(document: list[dict[str, Any]]) -> None:
    assert claim_reviews(run_of(), document) == []


def test_a_review_names_its_editor_and_rates_the_number_alone(document: list[dict[str, Any]]) -> None:
    reviews = claim_reviews(run_of(editor="A. Editor"), document)
    assert len(reviews) == sum(claim["verdict"] != "cannot be checked" for claim in document)
    assert {review["author"]["name"] for review in reviews} == {"A. Editor"}
    assert {review["reviewRating"]["alternateName"] for review in reviews} <= {"agrees", "depends", "differs"}
    assert all(review["itemReviewed"]["appearance"]["url"].startswith("https://") for review in reviews)


def test_the_schema_of_an_edition_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(schema("frontline.editions", "edition.schema.json"))
