import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Millrace } from '../support/millrace.ts';
import { ROOT } from '../support/server-process.ts';

const ROUTE = '/api/millrace/project-runs';

export interface ShownRun {
  readonly run_id: string;
  readonly status: string;
  readonly reason?: string;
}

export interface TrackedRun {
  readonly status: string;
  readonly metrics: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, string>;
}

interface RunMessage {
  readonly info: { readonly status: string };
  readonly data: {
    readonly metrics?: readonly { key: string; value: number }[];
    readonly tags?: readonly { key: string; value: string }[];
  };
}

function trackedRun({ info, data: { metrics = [], tags = [] } }: RunMessage): TrackedRun {
  return {
    status: info.status,
    metrics: new Map(metrics.map(({ key, value }) => [key, value])),
    tags: new Map(tags.map(({ key, value }) => [key, value])),
  };
}

/** Project runs of a server, as people submit them. */
export class ProjectRuns {
  constructor(private readonly server: () => Millrace) {}

  /** Runs an example with the command as it is built; rejects unless it exits with 0. Resolves with the id of its run. */
  async runExample(name: string, ...args: string[]): Promise<string> {
    const command = [join(ROOT, 'apps/project-runner/bin/millrace.js'), 'run', ...args];
    const env = { ...process.env, MLFLOW_TRACKING_URI: this.server().url };
    const { stderr } = await promisify(execFile)(
      process.execPath,
      [...command, join(ROOT, 'examples', name)],
      { env },
    );
    return /Run ([\da-f]{32}) is/.exec(stderr)?.[1] ?? '';
  }

  async submit(files: Record<string, string>, request: object): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-project-'));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const { status, text } = await this.call('POST', ROUTE, { uri: folder, ...request });
    if (status !== 201) throw new Error(text);
    return (JSON.parse(text) as { project_run: ShownRun }).project_run.run_id;
  }

  async until(runId: string, statuses: readonly string[]): Promise<ShownRun> {
    const deadline = Date.now() + 240_000;
    for (;;) {
      const { text } = await this.call('GET', `${ROUTE}/${runId}`);
      const { project_run: run } = JSON.parse(text) as { project_run: ShownRun };
      if (statuses.includes(run.status)) return run;
      if (Date.now() > deadline) throw new Error(`${text}\n${await this.log(runId)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  ended(runId: string): Promise<ShownRun> {
    return this.until(runId, ['FINISHED', 'FAILED', 'KILLED', 'TIMED_OUT']);
  }

  async cancel(runId: string): Promise<void> {
    await this.call('POST', `${ROUTE}/${runId}/cancel`, {});
  }

  /** Has a run repeated; resolves with the id of the run that does. */
  async reproduce(runId: string): Promise<string> {
    const { text } = await this.call('POST', `${ROUTE}/${runId}/reproduce`, {});
    return (JSON.parse(text) as { project_run: ShownRun }).project_run.run_id;
  }

  async reproduction(runId: string): Promise<object> {
    const { text } = await this.call('GET', `${ROUTE}/${runId}/reproduction`);
    return (JSON.parse(text) as { reproduction: object }).reproduction;
  }

  async log(runId: string): Promise<string> {
    return (await this.call('GET', `${ROUTE}/${runId}/logs`)).text;
  }

  async untilLogged(runId: string, text: string): Promise<void> {
    for (let look = 0; look < 600; look += 1) {
      if ((await this.log(runId)).includes(text)) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(await this.log(runId));
  }

  async tracked(runId: string): Promise<TrackedRun> {
    const { text } = await this.call('GET', `/api/2.0/mlflow/runs/get?run_id=${runId}`);
    return trackedRun((JSON.parse(text) as { run: RunMessage }).run);
  }

  /** Tracked runs of the first experiment. */
  async search(filter: string): Promise<TrackedRun[]> {
    const request = { experiment_ids: ['0'], filter, max_results: 100 };
    const { text } = await this.call('POST', '/api/2.0/mlflow/runs/search', request);
    return ((JSON.parse(text) as { runs?: RunMessage[] }).runs ?? []).map(trackedRun);
  }

  /** What is kept to repeat a run by. */
  async record(runId: string): Promise<Record<string, unknown>> {
    const { text } = await this.call('GET', `/get-artifact?path=project-run.json&run_uuid=${runId}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  async call(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    const answer = await fetch(this.server().url + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: answer.status, text: await answer.text() };
  }
}
