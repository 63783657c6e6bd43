"""What the five seeds tell can be found over HTTP."""

from typing import Any

from tests.imports.conftest import Register


def test_the_county_agreement_of_2023_replaces_that_of_2021(register: Register) -> None:
    older = register.record("agreements", "sodermanland-lan-2021")
    newer = register.record("agreements", "sodermanland-lan-2023")

    days = {
        day: register.get(f"agreements/{older['id']}", asOf=day)["status"]
        for day in ("2023-10-17", "2023-10-18")
    }
    assert days["2023-10-18"] == "superseded"
    assert days["2023-10-17"] != "superseded"
    (replacement,) = newer["replaces"]
    assert (replacement["replacedId"], replacement["replacedOn"]) == (older["id"], "2023-10-18")
    assert replacement["isInferred"] is True


def test_the_county_agreement_sets_the_rhythm_of_its_forums(register: Register) -> None:
    agreement = register.record("agreements", "sodermanland-lan-2023")

    rhythms = {one["nameAsStated"]: one for one in agreement["partOne"]["rhythms"]}
    steering, network = (
        rhythms["Styrgrupp på chefsnivå"],
        rhythms["Regionalt BF-nätverk (kommunernas samordnare + kommunpoliser)"],
    )
    assert (steering["timesPerYear"], steering["asStated"]) == (2, "minst två gånger per år")
    assert (network["timesPerYear"], network["asStated"]) == (4, "fyra gånger per år")
    kinds = [register.get(f"forums/{one['forumId']}")["kind"] for one in (steering, network)]
    assert kinds == ["steeringGroup", "network"]
    pair = rhythms["Länsstyrelsens samordnare + polisområdets brottsförebyggande handläggare"]
    assert pair["forumId"] is None


def test_the_county_agreement_keeps_its_legal_bases_signatures_and_two_places(
    register: Register,
) -> None:
    agreement = register.record("agreements", "sodermanland-lan-2023")

    numbers = [one["registryNumber"] for one in agreement["partOne"]["legalBases"]]
    assert numbers == [None, None, None, "PRÖ 2019:04/480", "PM 2022:12 sak 480"]
    signed = {one["title"]: one for one in agreement["signatures"]}
    parties = {one["id"]: one["actorKind"] for one in agreement["parties"]}
    assert parties[signed["landshövding"]["partyId"]] == "countyAdministrativeBoard"
    assert parties[signed["polisområdeschef"]["partyId"]] == "policeArea"
    assert agreement["signedOn"] == "2023-10-18"
    assert any("Nyköping/Eskilstuna" in note for note in agreement["dataQualityNotes"])
    assert all(one["personName"] is None for one in agreement["signatures"])


def test_the_first_county_agreement_is_known_to_the_month(register: Register) -> None:
    agreement = register.record("agreements", "sodermanland-lan-2021")

    assert (agreement["signedOn"], agreement["signedOnPrecision"]) == ("2021-05-01", "month")
    (visits,) = register.all("measures", commitmentId=agreement["id"])
    assert visits["name"] == "Kommunbesök i varje kommun"
    assert [one["actorName"] for one in visits["actors"]] == [
        "Länsstyrelsen i Södermanlands län",
        "Polisområde Södermanland",
    ]


def test_the_agreement_over_a_county_border_is_listed_in_both_and_counted_once(
    register: Register,
) -> None:
    listed = {
        code: [one["externalReferences"][0]["id"] for one in _agreements(register, code)]
        for code in ("24", "25")
    }
    assert listed == {"24": ["smakommuner-ac-bd-2014"], "25": ["smakommuner-ac-bd-2014"]}

    (agreement,) = _agreements(register, "24")
    contracting = [one for one in agreement["parties"] if one["role"] == "contracting"]
    assert len(contracting) == 7
    assert sorted(agreement["municipalityCodes"]) == ["2417", "2418", "2422", "2505", "2506"]
    statistics = register.get("statistics/agreements", year=2014)
    counted = {one["code"]: one["agreementsUnknown"] for one in statistics["counties"]}
    assert (counted["24"], counted["25"]) == (1, 1)
    assert statistics["total"]["agreementsUnknown"] == sum(counted.values()) - 1


def test_the_two_old_police_authorities_ended_with_2014(register: Register) -> None:
    found = register.all("actors", kind="policeAuthority", asOf="2014-12-31", status="valid")
    old = {one["name"]: one for one in found}

    assert set(old) == {
        "Polismyndigheten i Norrbottens län",
        "Polismyndigheten i Västerbottens län",
    }
    for one in old.values():
        assert one["validTo"] == "2014-12-31"
        assert [s["successorName"] for s in one["successors"]] == ["Polismyndigheten"]


def test_the_small_municipalities_trained_in_abc_and_effekt(register: Register) -> None:
    agreement = register.record("agreements", "smakommuner-ac-bd-2014")

    methods = {
        one["name"]: one["methodCode"]
        for one in register.all("measures", commitmentId=agreement["id"])
    }
    assert methods["ABC, utbildade gruppledare"] == "abc"
    assert methods["Effekt, utbildade informatörer"] == "opp"
    assert "Utbildning i tobakstillsyn" in methods


def test_a_foundation_reviews_all_agreements_of_skane_for_the_county_board(
    register: Register,
) -> None:
    review = register.record("review-assignments", "skane-granskning-2018")

    assert review["countyCode"] == "12"
    assert review["commissionedByName"] == "Länsstyrelsen i Skåne län"
    assert review["reviewerName"] == "Stiftelsen Tryggare Sverige"
    assert review["coversAll"] is True
    assert review["publishedOn"] == "2018-10-08"
    assert review["reportedTo"] == "länsstyrelsen och polisen"


def test_oxelosunds_two_areas_share_est(register: Register) -> None:
    agreement = register.record("agreements", "oxelosund-so-2024")

    areas = {
        one["name"]: {measure["methodCode"] for measure in one["measures"]}
        for one in register.all("prioritised-areas", commitmentId=agreement["id"])
    }
    assert areas == {
        "Stöld- och tillgreppsbrott": {"grannsamverkan", "est"},
        "Trygga ungdomar": {"sspf", "est"},
    }
    both = register.all("prioritised-areas", commitmentId=agreement["id"], methodCode="est")
    assert len(both) == 2
    parts = agreement["partOne"]["hasPartOne"], agreement["partTwo"]["hasPartTwo"]
    assert parts == (True, True)


def test_oxelosunds_promise_hangs_on_its_agreement(register: Register) -> None:
    agreement = register.record("agreements", "oxelosund-so-2024")

    (promise,) = register.all("citizen-promises", parentId=agreement["id"])
    assert "Båtsamverkan" in promise["summary"]
    boats = [
        one
        for one in register.all("measures", commitmentId=agreement["id"])
        if one["methodCode"] == "batsamverkan"
    ]
    assert [one["prioritisedAreaId"] for one in boats] == [None]
    assert boats[0]["note"] == "nämns i medborgarlöftet, inte i del 2"


def test_oxelosund_is_one_of_several_municipalities_in_its_police_area(
    register: Register,
) -> None:
    (area,) = register.all("actors", q="Lokalpolisområde Nyköping")

    assert {"0480", "0481"} <= {one["municipalityCode"] for one in area["areas"]}
    assert area["parentName"] == "Polisområde Södermanland"
    assert "Polismyndigheten, lokalpolisområde Nyköping/Gnesta" in area["aliases"]
    agreement = register.record("agreements", "oxelosund-so-2024")
    acting = [one for one in agreement["signatures"] if one["acting"]]
    assert [one["title"] for one in acting] == ["tf lokalpolisområdeschef"]


def _agreements(register: Register, county: str) -> list[Any]:
    return register.all("agreements", countyCode=county)
