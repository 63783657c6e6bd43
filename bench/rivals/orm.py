"""FastAPI on SQLAlchemy's ORM, as its tutorials write it: response models, selectinload."""

import os
from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from bench.rivals import ROOT
from bench.rivals.mapped import (
    NAMED,
    WHOLE,
    Commitment,
    FollowUp,
    IndicatorValue,
    counted,
    matching,
)
from bench.rivals.shapes import FollowUpIn, read_shapes

engine = create_engine(
    os.environ["BENCH_URL"], pool_size=40, connect_args={"options": "-c jit=off"}
)
sessions = sessionmaker(engine, expire_on_commit=False)
shapes = read_shapes(BaseModel)
router = APIRouter(prefix=ROOT)


def in_session() -> Iterator[Session]:
    with sessions() as session:
        yield session


SessionDep = Annotated[Session, Depends(in_session)]


@router.get("/agreements/{key}", response_model=shapes.Agreement)
def read_agreement(key: UUID, session: SessionDep) -> Any:
    found = session.get(Commitment, key, options=WHOLE)
    if found is None:
        raise HTTPException(404)
    return found


@router.get("/agreements", response_model=shapes.Page)
def list_agreements(
    session: SessionDep,
    countyCode: str | None = None,  # noqa: N803 - the API's name
    level: str | None = None,
    page: int = Query(1, ge=1),
    limit: int = Query(20, ge=1, le=100),
) -> Any:
    found = matching(countyCode, level)
    total = session.scalar(counted(found))
    ordered = found.order_by(Commitment.sort_key, Commitment.id).options(*WHOLE)
    items = session.scalars(ordered.limit(limit).offset((page - 1) * limit)).all()
    meta = {"total_records": total, "page": page, "limit": limit, "count": len(items)}
    return {"meta": meta, "items": items}


@router.post("/follow-ups", response_model=shapes.FollowUp, status_code=201)
def create_follow_up(body: FollowUpIn, session: SessionDep) -> Any:
    fields = body.model_dump(exclude={"values"})
    values = [
        IndicatorValue(position=place, **one.model_dump()) for place, one in enumerate(body.values)
    ]
    made = FollowUp(**fields, values=values)
    made.keep_words()
    session.add(made)
    try:
        session.commit()
    except IntegrityError as error:
        raise HTTPException(422, str(error.orig)) from error
    return session.get(FollowUp, made.id, options=NAMED, populate_existing=True)


app = FastAPI()
app.include_router(router)
