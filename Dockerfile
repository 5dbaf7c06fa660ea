# One file for the images of all services: docker build --target tracking -t millrace/tracking:0.1.0 .
# The targets: migrate, tracking, artifact, registry, project-runner, model-serving, gateway. Why it is as it is:
# docs/decisions/images.md.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /source
ENV ONNXRUNTIME_NODE_INSTALL=skip TURBO_TELEMETRY_DISABLED=1
COPY . .
# One step, so that what only a build needs is in no layer. What it fetched and built serves the next one, which may be that of
# another target at the same time.
RUN --mount=type=cache,target=/root/.npm,sharing=locked --mount=type=cache,target=/var/cache/turbo,sharing=locked \
    npm install --ignore-scripts --no-audit --no-fund --loglevel=error && \
    npx turbo run build --filter='!@millrace/standalone-app' --cache-dir=/var/cache/turbo --output-logs=errors-only && \
    for program in migrate tracking artifact registry project-runner model-serving gateway; do \
      node scripts/images/bundle.ts "$program" "/programs/$program" || exit 1; \
    done && \
    rm -rf node_modules apps packages

FROM ${NODE_IMAGE} AS runtime
WORKDIR /opt/millrace
# What is kept on disk goes to /var/lib/millrace, which is of the user that the services run as, who has no name and no rights.
RUN install -d -o 10001 -g 10001 /var/lib/millrace
ENV NODE_ENV=production HOST=0.0.0.0 PORT=5000 HOME=/tmp
EXPOSE 5000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]

# uv is one file; pip brings it.
FROM runtime AS uv
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv && python3 -m venv /opt/uv && \
    /opt/uv/bin/pip install --no-cache-dir --disable-pip-version-check uv==0.8.22

# Runs programs of others, which leave processes behind: tini takes care of those.
FROM runtime AS python-runtime
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv tini && \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/* /var/cache/ldconfig/* /var/log/*
COPY --from=uv /opt/uv/bin/uv /usr/local/bin/uv
ENV PYTHONDONTWRITEBYTECODE=1 MLFLOW_DISABLE_TELEMETRY=true

FROM runtime AS migrate
COPY --from=build /programs/migrate ./
USER 10001:10001
HEALTHCHECK NONE
ENTRYPOINT ["node", "packages/database/dist/bundle/main.js"]

FROM runtime AS tracking
COPY --from=build /programs/tracking ./
USER 10001:10001
ENTRYPOINT ["node", "apps/tracking/dist/bundle/main.js"]

FROM runtime AS artifact
ENV MILLRACE_ARTIFACT_ROOT=/var/lib/millrace/artifacts
COPY --from=build /programs/artifact ./
USER 10001:10001
ENTRYPOINT ["node", "--external-memory-accounted-in-global-limit", "apps/artifact/dist/bundle/main.js"]

FROM runtime AS registry
COPY --from=build /programs/registry ./
USER 10001:10001
ENTRYPOINT ["node", "apps/registry/dist/bundle/main.js"]

FROM python-runtime AS project-runner
RUN apt-get update && apt-get install -y --no-install-recommends git openssh-client && \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/* /var/cache/ldconfig/* /var/log/*
ENV MILLRACE_ARTIFACT_ROOT=/var/lib/millrace/artifacts MILLRACE_RUNNER_FOLDER=/var/lib/millrace/projects
COPY --from=build /programs/project-runner ./
USER 10001:10001
ENTRYPOINT ["tini", "--", "node", "apps/project-runner/dist/bundle/main.js"]

FROM python-runtime AS model-serving
ENV MILLRACE_ARTIFACT_ROOT=/var/lib/millrace/artifacts MILLRACE_SERVING_FOLDER=/var/lib/millrace/serving
COPY --from=build /programs/model-serving ./
USER 10001:10001
ENTRYPOINT ["tini", "--", "node", "apps/model-serving/dist/bundle/main.js"]

FROM runtime AS gateway
ENV WEB_ROOT=/opt/millrace/apps/web/dist
COPY --from=build /programs/gateway ./
USER 10001:10001
ENTRYPOINT ["node", "--external-memory-accounted-in-global-limit", "apps/gateway/dist/bundle/main.js"]
