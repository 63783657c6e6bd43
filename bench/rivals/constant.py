"""A bare FastAPI application: what its own start takes."""

from fastapi import FastAPI

from bench.rivals import ROOT

app = FastAPI()


@app.get(f"{ROOT}/agreements/{{key}}")
def read_agreement(key: str) -> dict[str, str]:
    return {"id": key}
