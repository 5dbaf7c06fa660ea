import { Agent, request } from 'node:http';
import type { MalformedRequest } from './requests.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

const ANSWER_WITHIN_MS = 30_000;

/** Sends requests as they are, without correcting addresses or bodies as fetch would, over at most that many connections. */
export class Sender {
  private readonly agent: Agent;

  constructor(
    private readonly url: URL,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  send({ method, target, headers, body }: MalformedRequest): Promise<Answer> {
    const { hostname, port } = this.url;
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    return new Promise((resolve, reject) => {
      const sent = request(
        { hostname, port, method, path: target, headers: { ...headers, ...length }, agent: this.agent },
        (reply) => {
          const chunks: Buffer[] = [];
          reply.on('data', (chunk: Buffer) => void chunks.push(chunk));
          reply.on('error', reject);
          reply.on('end', () =>
            resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
        },
      );
      sent.setTimeout(ANSWER_WITHIN_MS, () => sent.destroy(new Error('no answer in time')));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
