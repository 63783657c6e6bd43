"""What the source's codes are called in the register."""

from app.models.actors import ActorKind
from app.models.agreements import AgreementKind
from app.models.commitment_parts import PartyRole
from app.models.commitments import EndType, Level, Signing

PROMISE = "medborgarlofte"
REVIEW_ASSIGNMENT = "granskningsuppdrag"

KINDS = {
    "samverkansoverenskommelse": AgreementKind.LOCAL,
    "regional_overenskommelse": AgreementKind.REGIONAL,
    "handlingsplan": AgreementKind.ACTION_AGREEMENT,
    "avsiktsforklaring": AgreementKind.LETTER_OF_INTENT,
    "underavtal": AgreementKind.SUB_AGREEMENT,
    "ramavtal": AgreementKind.FRAMEWORK,
}
SIGNINGS = {
    "tecknad": Signing.SIGNED,
    "forslag_till_beslut": Signing.PROPOSED,
    "planerad_signering_i_kallan": Signing.PROPOSED,
    "planerad_signering": Signing.PROPOSED,
}
LEVELS = {
    "kommun": Level.MUNICIPALITY,
    "plats": Level.PLACE,
    "lan": Level.COUNTY,
    "stadsdel": Level.CITY_DISTRICT,
    "flera_kommuner": Level.SEVERAL_MUNICIPALITIES,
    "flera_kommuner_flera_lan": Level.SEVERAL_COUNTIES,
}
ROLES = {
    "part": PartyRole.CONTRACTING,
    "medverkande": PartyRole.PARTICIPATING,
    "uppdragsgivare": PartyRole.COMMISSIONING,
    "uppdragstagare": PartyRole.COMMISSIONED,
}
END_TYPES = {
    "fast_slutdatum": EndType.FIXED,
    "ej_angivet": EndType.NOT_STATED,
    "fast_langd": EndType.LENGTH_ONLY,
    "tillsvidare": EndType.UNTIL_FURTHER_NOTICE,
    "fast_slutdatum_med_forlangningsoption": EndType.FIXED_WITH_OPTION,
    "forlangd_till_fast_slutdatum": EndType.PROLONGED,
    "tills_ersatt": EndType.UNTIL_REPLACED,
    "ej_tillampligt": EndType.NOT_APPLICABLE,
}
LOCAL_POLICE_AREA = "polis_lokalpolisomrade"
OLD_POLICE_AUTHORITY = "polismyndighet_lan_fore_2015"
ACTOR_KINDS = {
    "kommun": ActorKind.MUNICIPALITY,
    LOCAL_POLICE_AREA: ActorKind.LOCAL_POLICE_AREA,
    "polis_okand_enhet": ActorKind.POLICE_AUTHORITY,
    "polis_polisomrade": ActorKind.POLICE_AREA,
    "polis_region": ActorKind.POLICE_REGION,
    OLD_POLICE_AUTHORITY: ActorKind.POLICE_AUTHORITY,
    "kommunalt_bostadsbolag": ActorKind.HOUSING_COMPANY,
    "privat_bostadsbolag": ActorKind.HOUSING_COMPANY,
    "bostadsbolag_okand_agarform": ActorKind.HOUSING_COMPANY,
    "bostadsrattsorganisation": ActorKind.HOUSING_COMPANY,
    "raddningstjanstforbund": ActorKind.RESCUE_SERVICE,
    "raddningstjanst": ActorKind.RESCUE_SERVICE,
    "lansstyrelse": ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
    "naringslivsorganisation": ActorKind.BUSINESS_ORGANISATION,
    "centrumbolag": ActorKind.BUSINESS_ORGANISATION,
    "region_med_kommunansvar": ActorKind.REGION,
    "region_lokal_namnd": ActorKind.REGION,
    "region": ActorKind.REGION,
    "stadsdelsforvaltning": ActorKind.CITY_DISTRICT,
    "kollektivtrafik": ActorKind.PUBLIC_TRANSPORT,
    "kommunalt_bolag": ActorKind.PUBLIC_COMPANY,
    "kommunalt_bolag_ospecificerat": ActorKind.PUBLIC_COMPANY,
    "statligt_bolag": ActorKind.PUBLIC_COMPANY,
    "samagt_bolag": ActorKind.PUBLIC_COMPANY,
    "fastighetsagarforening": ActorKind.PROPERTY_OWNERS,
    "tankesmedja_stiftelse": ActorKind.CIVIL_SOCIETY,
    "civilsamhalle": ActorKind.CIVIL_SOCIETY,
    "tull": ActorKind.STATE_AGENCY,
    "kriminalvarden": ActorKind.STATE_AGENCY,
    "civilsamhalle_naringsliv_ospecificerat": ActorKind.OTHER,
    "kommunal_forvaltning": ActorKind.OTHER,
    "kommungrupp_ospecificerad": ActorKind.OTHER,
}
# One name may stand for different organisations in different counties.
LOCAL_KINDS = frozenset(
    {
        ActorKind.CITY_DISTRICT,
        ActorKind.HOUSING_COMPANY,
        ActorKind.LOCAL_POLICE_AREA,
        ActorKind.POLICE_AREA,
        ActorKind.PROPERTY_OWNERS,
        ActorKind.PUBLIC_COMPANY,
        ActorKind.PUBLIC_TRANSPORT,
        ActorKind.RESCUE_SERVICE,
    }
)
POLICE_KINDS = frozenset(
    {
        ActorKind.POLICE_AUTHORITY,
        ActorKind.POLICE_REGION,
        ActorKind.POLICE_AREA,
        ActorKind.LOCAL_POLICE_AREA,
    }
)
