"""Questions about situation pictures."""

from typing import Any

from sqlalchemy import Select

from app.models import PictureMunicipality, SituationPicture
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import municipalities_in
from app.schemas.situation_pictures import SituationPictureFilters, SituationPictureRead


def _covering(codes: Any) -> Any:
    links = SituationPicture.municipality_links
    return links.any(PictureMunicipality.municipality_code.in_(codes))


MEANINGS: Conditions = {
    "kind": lambda kind: SituationPicture.kind == kind,
    "county_code": lambda code: _covering(municipalities_in(code)),
    "municipality_code": lambda code: _covering([code]),
    "year": lambda year: in_year(SituationPicture.made_on, year),
    "made_by_id": lambda key: SituationPicture.made_by_id == key,
}


def situation_picture_documents() -> Select[str, str]:
    return record_documents(SituationPictureRead, SituationPicture)


def situation_pictures_matching(filters: SituationPictureFilters) -> Select[Any]:
    return narrowed(SituationPicture, filters, MEANINGS)
