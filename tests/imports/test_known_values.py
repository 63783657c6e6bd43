"""Every value that the larger collection is known to hold has a place of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.imports.agreements import import_agreements
from app.imports.forums import kind_of
from app.imports.kinds import ACTOR_KINDS
from app.imports.police import official_name
from app.imports.rhythms import times_per_year
from app.models.actors import ActorKind
from tests.databases import joined
from tests.imports.conftest import Register

PARTY_TYPES = [
    "kommun",
    "polis_lokalpolisomrade",
    "polis_okand_enhet",
    "polis_polisomrade",
    "kommunalt_bostadsbolag",
    "raddningstjanstforbund",
    "lansstyrelse",
    "polismyndighet_lan_fore_2015",
    "bostadsrattsorganisation",
    "privat_bostadsbolag",
    "naringslivsorganisation",
    "region_med_kommunansvar",
    "region_lokal_namnd",
    "civilsamhalle_naringsliv_ospecificerat",
    "raddningstjanst",
    "stadsdelsforvaltning",
    "kommunal_forvaltning",
    "kollektivtrafik",
    "kommunalt_bolag",
    "centrumbolag",
    "polis_region",
    "region",
    "fastighetsagarforening",
    "tankesmedja_stiftelse",
    "bostadsbolag_okand_agarform",
    "tull",
    "kommunalt_bolag_ospecificerat",
    "kommungrupp_ospecificerad",
    "statligt_bolag",
    "samagt_bolag",
    "kriminalvarden",
    "civilsamhalle",
]
CATEGORIES = [
    "barn_unga",
    "otrygga_platser_offentlig_miljo",
    "narkotika_andts",
    "organiserad_brottslighet",
    "vald",
    "trafik",
    "bostadsomraden_utsatta_omraden",
    "stold_tillgrepp",
    "kommunikation_struktur",
    "skadegorelse_ordning",
    "vald_i_nara_relation",
    "folkhalsa",
    "narvaro_tillganglighet",
    "brottsoffer",
    "extremism",
    "bedrageri_aldre",
    "allmant_brottsminskning",
    "situationell_prevention",
    "ovrigt",
    "hot_mot_fortroendevalda",
    "integration",
    "brottsaktiva_individer",
]
KINDS = [
    "samverkansoverenskommelse",
    "medborgarlofte",
    "regional_overenskommelse",
    "handlingsplan",
    "avsiktsforklaring",
    "underavtal",
    "ramavtal",
]
STATUSES = ["tecknad", "forslag_till_beslut", "planerad_signering_i_kallan"]
LEVELS = ["kommun", "plats", "lan", "stadsdel", "flera_kommuner", "flera_kommuner_flera_lan"]
END_TYPES = [
    "fast_slutdatum",
    "ej_angivet",
    "fast_langd",
    "tillsvidare",
    "fast_slutdatum_med_forlangningsoption",
    "forlangd_till_fast_slutdatum",
    "tills_ersatt",
    "ej_tillampligt",
]
PRECISIONS = ["day", "month", "year", "year_ambiguous", "corrected"]
ROLES = ["part", "medverkande", "uppdragsgivare", "uppdragstagare"]


def test_no_known_value_is_left_without_a_place(register: Register, tmp_path: Path) -> None:
    records = [
        *(_record(f"slag-{one}", kind=one) for one in KINDS),
        *(_record(f"lage-{one}", status=one) for one in STATUSES),
        *(_record(f"niva-{one}", level=one) for one in LEVELS),
        *(_record(f"slut-{one}", end_type=one, duration_years=3) for one in END_TYPES),
        *(
            _record(f"dag-{one}", signed_on="2022-01-01", signed_on_precision=one)
            for one in PRECISIONS
        ),
        _record(
            "parter", parties=[{"name": f"X {t}", "type": t, "role": "part"} for t in PARTY_TYPES]
        ),
        _record("roller", parties=[{"name": f"Y {r}", "type": "kommun", "role": r} for r in ROLES]),
        _record("kategorier", areas=[{"name": c, "categories": [c]} for c in CATEGORIES]),
    ]
    path = tmp_path / "known.json"
    path.write_text(json.dumps(records), "utf-8")

    with register.connection.begin_nested() as undone:
        report = import_agreements(joined(register.connection), path)
        agreement = register.record("agreements", "kategorier")
        areas = register.all("prioritised-areas", commitmentId=agreement["id"])
        parties = register.record("agreements", "parter")["parties"]
        undone.rollback()

    assert report.refused == []
    assert report.unplaced == []
    assert len({one["categoryCodes"][0] for one in areas}) == 22
    kinds = {one["nameAsStated"].removeprefix("X "): one["actorKind"] for one in parties}
    assert kinds == {one: ACTOR_KINDS[one].value for one in PARTY_TYPES}


@pytest.mark.parametrize(
    "words, times",
    [
        ("minst två gånger per år", 2),
        ("fyra gånger per år", 4),
        ("4 ggr/år", 4),
        ("sex möten om året", 6),
        ("två gånger per termin", 4),
        ("en gång i månaden", 12),
        ("varje månad", 12),
        ("tertialvis", 3),
        ("kvartalsvis", 4),
        ("halvårsvis", 2),
        ("varannan vecka", 26),
        ("årligen", 1),
        ("vartannat år", None),
        ("vid behov", None),
        (None, None),
    ],
)
def test_a_rhythm_is_counted_per_year(words: str | None, times: int | None) -> None:
    assert times_per_year(words) == times


@pytest.mark.parametrize(
    "name, role, kind",
    [
        ("Styrgrupp på chefsnivå", None, "steeringGroup"),
        ("Regionalt BF-nätverk (kommunernas samordnare + kommunpoliser)", None, "network"),
        ("Trygga Eskilstuna", "lokalt brottsförebyggande råd", "localCouncil"),
        ("Lokala BRÅ", None, "localCouncil"),
        ("Operativ arbetsgrupp", "samordnare", "workingGroup"),
        ("Trygghetsberedningen", None, "other"),
        ("Länsstyrelsens samordnare + polisområdets handläggare", "arbetsgrupp", None),
        ("Trygg i Malmö", None, None),
    ],
)
def test_only_what_is_a_forum_becomes_one(name: str, role: str | None, kind: str | None) -> None:
    assert kind_of(name, role) == kind


@pytest.mark.parametrize(
    "kind, stated, name",
    [
        (
            ActorKind.LOCAL_POLICE_AREA,
            "Polismyndigheten, lokalpolisområde Nyköping",
            "Lokalpolisområde Nyköping",
        ),
        (ActorKind.LOCAL_POLICE_AREA, "LPO Falun", "Lokalpolisområde Falun"),
        (ActorKind.POLICE_AREA, "Polisen: polisområdet Halland", "Polisområde Halland"),
        (ActorKind.POLICE_REGION, "Polismyndigheten, region Väst", "Polisregion Väst"),
        (ActorKind.POLICE_AUTHORITY, "Polismyndigheten", "Polismyndigheten"),
    ],
)
def test_police_units_go_by_their_own_names(kind: ActorKind, stated: str, name: str) -> None:
    assert official_name(kind, stated) == name


def _record(key: str, **values: Any) -> dict[str, Any]:
    return {"id": key, "title": key, "counties": ["Dalarnas län"], **values}
