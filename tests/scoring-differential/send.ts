import { Agent, request } from 'node:http';
import type { ScoringCase } from './scoring-case.ts';

/** An answer as it is recorded. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const kept = new Agent({ keepAlive: true });

/** Sends a case to a scoring server, on a connection of its own for servers that close those that rest. */
export function send(url: string, { contentType, body }: ScoringCase, keepAlive = true): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-length': body.length,
      ...(contentType !== undefined && { 'content-type': contentType }),
    };
    const call = request(
      `${url}/invocations`,
      { method: 'POST', agent: keepAlive ? kept : false, headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            contentType: answer.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    call.on('error', reject).end(body);
  });
}

export function closeConnections(): void {
  kept.destroy();
}
