import { ModelLoadError } from '../../scorers/model-load-error.ts';

/** Calls a tracking server's REST API, as MLflow's client does. */
export class TrackingApi {
  private readonly base: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(server: URL, environment: NodeJS.ProcessEnv) {
    this.headers = authorization(server, environment);
    this.base = `${server.origin}${server.pathname.replace(/\/+$/, '')}`;
  }

  /** A JSON answer; throws ModelLoadError with the server's own message. */
  async get<Reply>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const answer = await this.fetch(`${path}?${new URLSearchParams(query).toString()}`);
    return (await answer.json()) as Reply;
  }

  /** The bytes at a path. */
  async download(path: string): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.fetch(path);
    return body ?? new Blob([]).stream();
  }

  private async fetch(path: string): Promise<Response> {
    const url = `${this.base}${path}`;
    const answer = await fetch(url, { headers: this.headers }).catch((error: Error) => {
      throw new ModelLoadError(
        `${this.base} does not answer: ${(error.cause as Error | undefined)?.message ?? error.message}`,
      );
    });
    if (answer.ok) return answer;
    const text = await answer.text();
    throw new ModelLoadError(`${url} answered ${answer.status}: ${messageOf(text)}`);
  }
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.slice(0, 500);
  }
}

function authorization(server: URL, environment: NodeJS.ProcessEnv): Record<string, string> {
  const token = environment['MLFLOW_TRACKING_TOKEN'];
  const user = environment['MLFLOW_TRACKING_USERNAME'] ?? decodeURIComponent(server.username);
  const password = environment['MLFLOW_TRACKING_PASSWORD'] ?? decodeURIComponent(server.password);
  if (user !== '') return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
