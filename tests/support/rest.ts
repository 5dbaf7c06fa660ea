/** A small REST client of the tests: JSON in, JSON out, an Error with the status and body for anything but 200. */
export class Rest {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async post<Reply>(path: string, body: object): Promise<Reply> {
    const headers = { 'content-type': 'application/json' };
    return this.#json(
      await fetch(this.#address(path), { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  }

  async patch<Reply>(path: string, body: object): Promise<Reply> {
    const headers = { 'content-type': 'application/json' };
    return this.#json(
      await fetch(this.#address(path), { method: 'PATCH', headers, body: JSON.stringify(body) }),
    );
  }

  async get<Reply>(path: string, query: Record<string, string> = {}): Promise<Reply> {
    return this.#json(await fetch(`${this.#address(path)}?${new URLSearchParams(query).toString()}`));
  }

  /** Uploads bytes to the artifact proxy. */
  async put(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const answer = await fetch(`${this.#url}/api/2.0/mlflow-artifacts/artifacts/${path}`, {
      method: 'PUT',
      body: bytes,
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  /** Downloads from the artifact proxy; undefined when there is no such artifact. */
  async download(path: string): Promise<Buffer | undefined> {
    const answer = await fetch(`${this.#url}/api/2.0/mlflow-artifacts/artifacts/${path}`);
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
  }

  #address(path: string): string {
    return `${this.#url}/api/2.0/mlflow/${path}`;
  }

  async #json<Reply>(answer: Response): Promise<Reply> {
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
    return JSON.parse(text) as Reply;
  }
}
