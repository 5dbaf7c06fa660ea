import { setTimeout as sleep } from 'node:timers/promises';

export interface ShownRun {
  readonly run_id: string;
  readonly status: string;
  readonly priority: number;
  readonly reason?: string;
  readonly creation_timestamp: number;
  readonly start_timestamp: number;
  readonly end_timestamp: number;
}

const ROUTE = '/api/millrace/project-runs';

/** Project runs of one runner's REST API. */
export class Runs {
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async submit(request: object): Promise<ShownRun> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(this.url + ROUTE, { method: 'POST', headers, body: JSON.stringify(request) });
    if (answer.status !== 201) throw new Error(await answer.text());
    return ((await answer.json()) as { project_run: ShownRun }).project_run;
  }

  /** The run once it is in that status; another end is an error. */
  async until(runId: string, status: string): Promise<ShownRun> {
    for (;;) {
      const answer = await fetch(`${this.url}${ROUTE}/${runId}`);
      const { project_run: run } = (await answer.json()) as { project_run: ShownRun };
      if (run.status === status) return run;
      if (['FINISHED', 'FAILED', 'KILLED', 'TIMED_OUT'].includes(run.status))
        throw new Error(`The run ${runId} is ${run.status}: ${run.reason}`);
      await sleep(100);
    }
  }

  async log(runId: string): Promise<string> {
    return (await fetch(`${this.url}${ROUTE}/${runId}/logs`)).text();
  }

  async list(count: number): Promise<ShownRun[]> {
    const answer = await fetch(`${this.url}${ROUTE}?max_results=${count}`);
    return ((await answer.json()) as { project_runs: ShownRun[] }).project_runs;
  }
}
