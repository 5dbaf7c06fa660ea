/** The server refused, or could not be reached; the message is for the person. */
export class ApiError extends Error {}

/** Requests to a server, whose refusals are ApiErrors. */
export class Rest {
  constructor(readonly server: string) {}

  /** What it answers in JSON. Text is sent as JSON, a stream as a zip archive. */
  async json<T>(path: string, method: string, body?: string | ReadableStream): Promise<T> {
    const type = typeof body === 'string' ? 'application/json' : 'application/zip';
    const request = {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': type }, duplex: 'half' }),
    };
    return (await (await this.send(path, request as RequestInit)).json()) as T;
  }

  async send(path: string, request: RequestInit): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(this.server + path, request);
    } catch (error) {
      const { cause } = error as { cause?: { message?: string } };
      throw new ApiError(`${this.server} cannot be reached: ${cause?.message ?? (error as Error).message}`);
    }
    if (answer.ok) return answer;
    throw new ApiError(messageOf(await answer.text()) ?? `${this.server} answered ${answer.status}`);
  }
}

function messageOf(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
