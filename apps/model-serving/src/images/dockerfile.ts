/** The user of an image: no name and no rights on the machine. */
export const IMAGE_USER = 10001;
/** What a container listens on. */
export const IMAGE_PORT = 8080;

const PING = `fetch("http://127.0.0.1:${IMAGE_PORT}/ping").then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;

/**
 * The Dockerfile of a model's image. Node comes from its own image beside the Python that the model was logged with; what changes
 * least comes first, so that the next version of a model shares all layers but its own.
 */
export function dockerfile(python: string, node = 'node:24-bookworm-slim'): string {
  return `FROM ${node} AS node

FROM python:${python}-slim
COPY --from=node /usr/local/bin/node /usr/local/bin/node
WORKDIR /opt
COPY requirements.txt /opt/requirements.txt
RUN python3 -m pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore -r /opt/requirements.txt
COPY millrace /opt/millrace
COPY model /opt/model
ENV PYTHONDONTWRITEBYTECODE=1 HOME=/tmp MLFLOW_DISABLE_TELEMETRY=true
USER ${IMAGE_USER}:${IMAGE_USER}
EXPOSE ${IMAGE_PORT}
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", ${JSON.stringify(PING)}]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/opt/millrace/dist/bundle/serve/serve.js", "--model-uri", "/opt/model", "--host", "0.0.0.0", "--port", "${IMAGE_PORT}"]
`;
}
