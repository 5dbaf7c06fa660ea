import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker, WorkerContext } from './worker.ts';

interface ProjectRun {
  readonly run_id: string;
  readonly status: string;
  readonly reason?: string;
}

const ENDED = ['FINISHED', 'FAILED', 'KILLED', 'TIMED_OUT'];
const BETWEEN_MS = 3000;
const END_TIMEOUT_MS = 180_000;

/** The command holds a lock and leaves a mark at its beginning and its end, so that one that runs twice at once is seen. */
const WORK = `exec 9> "$1.lock"; flock -n 9 || echo overlaps >> "$1"
echo begun >> "$1"; sleep 1; echo done >> "$1"
`;
const MLPROJECT = `name: faults
entry_points:
  main:
    parameters: {mark: string}
    command: sh work.sh {mark}
`;

/** Submits project runs, each under a key of its own: every one is carried out to its end, and never twice at once. */
export class Jobs implements Worker {
  readonly kind = 'project runs';
  readonly #context: WorkerContext;
  readonly #folder: string;
  readonly #sent = new Map<string, string | undefined>();

  constructor(context: WorkerContext, folder: string) {
    this.#context = context;
    this.#folder = join(folder, `jobs-${context.id}`);
  }

  get acknowledged(): number {
    return [...this.#sent.values()].filter((runId) => runId !== undefined).length;
  }

  async prepare(): Promise<void> {
    await mkdir(join(this.#folder, 'project'), { recursive: true });
    await writeFile(join(this.#folder, 'project/MLproject'), MLPROJECT);
    await writeFile(join(this.#folder, 'project/work.sh'), WORK);
  }

  async step(): Promise<void> {
    const mark = join(this.#folder, `mark-${this.#sent.size}`);
    this.#sent.set(mark, undefined);
    // A runner that is killed takes the command with it, which is then begun again.
    const body = {
      uri: join(this.#folder, 'project'),
      parameters: { mark },
      max_retries: 20,
      run_name: mark,
    };
    const { project_run: run } = await this.#context.http.json<{ project_run: ProjectRun }>(
      'POST',
      '/api/millrace/project-runs',
      body,
      {
        'idempotency-key': randomUUID(),
      },
    );
    this.#sent.set(mark, run.run_id);
    await sleep(BETWEEN_MS);
  }

  async check(): Promise<string[]> {
    const faults: string[] = [];
    const deadline = Date.now() + END_TIMEOUT_MS;
    for (const [mark, runId] of this.#sent) {
      const marks = (): Promise<string> => readFile(mark, 'utf8').catch(() => '');
      if (runId !== undefined) {
        const run = await this.#end(runId, deadline);
        if (run.status !== 'FINISHED')
          faults.push(`lost: the project run ${runId} is ${run.status}: ${run.reason ?? ''}`);
        else if (!(await marks()).includes('done'))
          faults.push(`lost: the project run ${runId} has finished without being done`);
      }
      if ((await marks()).includes('overlaps'))
        faults.push(`doubled: ${mark}: ${(await marks()).replaceAll('\n', ' ')}`);
    }
    return faults;
  }

  async #end(runId: string, deadline: number): Promise<ProjectRun> {
    for (;;) {
      const path = `/api/millrace/project-runs/${runId}`;
      const { project_run: run } = await this.#context.http.json<{ project_run: ProjectRun }>('GET', path);
      if (ENDED.includes(run.status) || Date.now() > deadline) return run;
      await sleep(500);
    }
  }
}
