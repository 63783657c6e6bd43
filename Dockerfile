# One image for the API, the worker and the migrations; only the command differs:
#   docker run -p 8000:8000 -v samverkan:/data samverkan
#   docker run -v samverkan:/data --no-healthcheck samverkan samverkan worker
#   docker run -v samverkan:/data --no-healthcheck samverkan samverkan db upgrade

FROM python:3.13.9-slim-bookworm AS builder
WORKDIR /srv/samverkan
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
# The dependencies are a layer of their own: a change of the code doesn't fetch them again.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --extra object-store --no-install-project --no-cache
COPY . .
RUN uv sync --frozen --no-dev --extra object-store --no-cache \
    && python -m compileall -q app migrations workers

FROM python:3.13.9-slim-bookworm
RUN groupadd --system --gid 10001 samverkan \
    && useradd --system --uid 10001 --gid samverkan --no-create-home samverkan \
    && install --directory --owner=samverkan --group=samverkan /data
WORKDIR /srv/samverkan
COPY --from=builder /srv/samverkan ./
ENV PATH=/srv/samverkan/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SAMVERKAN_DATABASE_URL=sqlite:////data/samverkan.db \
    SAMVERKAN_KEYS_DIRECTORY=/data/samverkan-keys
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import http.client as http; api = http.HTTPConnection('127.0.0.1', 8000, timeout=3); api.request('GET', '/health/live'); raise SystemExit(api.getresponse().status != 200)"]
CMD ["samverkan", "serve", "--host", "0.0.0.0"]
