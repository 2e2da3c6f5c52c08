# syntax=docker/dockerfile:1
# The tests run on this version of Python; Debian 13 has the client of compose.yaml's PostgreSQL.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim-trixie AS build
ENV PYTHONDONTWRITEBYTECODE=1 VENV=/opt/fourways
WORKDIR /srv/fourways
COPY requirements.txt requirements-telemetry.txt ./
COPY deploy/step deploy/
# Another package index comes as a secret: docker build --secret id=pip,src=pip.conf
RUN --mount=type=secret,id=pip,target=/etc/pip.conf deploy/step install
COPY . .
RUN deploy/step build

FROM python:${PYTHON}-slim-trixie
# pg_dump and pg_restore, for backups.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner 10001 --group 10001 --mode 0700 /backups
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 VENV=/opt/fourways PATH=/opt/fourways/bin:$PATH PORT=8000
WORKDIR /srv/fourways
COPY --from=build /opt/fourways /opt/fourways
COPY --from=build /srv/fourways /srv/fourways
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["deploy/step", "healthy"]
STOPSIGNAL SIGTERM
CMD ["deploy/step", "web"]
