import { Readable } from 'node:stream';
import type { Rest } from './rest.ts';

/** A project run as the server shows it, as far as it is needed here. */
export interface ShownRun {
  readonly run_id: string;
  readonly status: string;
  readonly exit_code?: number;
  readonly reason?: string;
}

const ROUTE = '/api/millrace/project-runs';

/** Millrace's REST API of project runs. */
export class ProjectRunsApi {
  constructor(private readonly rest: Rest) {}

  async submit(request: object): Promise<ShownRun> {
    return (await this.rest.json<{ project_run: ShownRun }>(ROUTE, 'POST', JSON.stringify(request)))
      .project_run;
  }

  /** Uploads an archive; resolves with the uri to run it by. */
  async upload(archive: Readable): Promise<string> {
    const body = Readable.toWeb(archive) as ReadableStream;
    return (await this.rest.json<{ uri: string }>(`${ROUTE}/uploads`, 'PUT', body)).uri;
  }

  async cancel(runId: string): Promise<void> {
    await this.rest.json(`${ROUTE}/${runId}/cancel`, 'POST', '{}');
  }

  async experimentId(name: string): Promise<string> {
    const path = `/api/2.0/mlflow/experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`;
    return (await this.rest.json<{ experiment: { experiment_id: string } }>(path, 'GET')).experiment
      .experiment_id;
  }

  /** Hands on what a run prints, until it has ended; comes back by itself when the connection breaks. */
  async follow(runId: string, print: (text: string) => void): Promise<ShownRun> {
    for (let last = '0', failures = 0; ; failures += 1) {
      try {
        const headers = { accept: 'text/event-stream', 'last-event-id': last };
        const answer = await this.rest.send(`${ROUTE}/${runId}/logs`, { headers });
        for await (const { id, event, data } of readEvents(answer)) {
          failures = 0;
          if (event === 'end') return JSON.parse(data) as ShownRun;
          print(JSON.parse(data) as string);
          last = id ?? last;
        }
      } catch (error) {
        if (failures >= 30) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

interface ServerEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string;
}

async function* readEvents(answer: Response): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
      const lines = text.slice(0, at).split('\n');
      text = text.slice(at + 2);
      const field = (name: string): string | undefined =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field('data');
      if (data !== undefined) yield { id: field('id'), event: field('event'), data };
    }
  }
}
