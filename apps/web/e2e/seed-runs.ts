import type { Rest } from '../../../tests/support/rest.ts';

export interface SeededRun {
  readonly name: string;
  readonly params?: Readonly<Record<string, string>>;
  /** The values of each metric, at the steps 0, 1, 2, … */
  readonly metrics?: Readonly<Record<string, readonly number[]>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly parentId?: string;
  readonly startMs?: number;
  readonly minutes?: number;
  readonly status?: 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';
}

const list = (record: Readonly<Record<string, string>> = {}): object[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));

/** Logs a run as a client would; returns its id. */
export async function seedRun(rest: Rest, experimentId: string, run: SeededRun): Promise<string> {
  const {
    name,
    params,
    metrics = {},
    tags,
    parentId,
    startMs = Date.now(),
    minutes = 12,
    status = 'FINISHED',
  } = run;
  const { run: created } = await rest.post<{ run: { info: { run_id: string } } }>('runs/create', {
    experiment_id: experimentId,
    run_name: name,
    user_id: 'ada',
    start_time: startMs,
    tags: [...list(tags), ...(parentId === undefined ? [] : list({ 'mlflow.parentRunId': parentId }))],
  });
  const runId = created.info.run_id;
  const points = Object.entries(metrics).flatMap(([key, values]) =>
    values.map((value, step) => ({ key, value, step, timestamp: startMs + step * 1000 })),
  );
  await rest.post('runs/log-batch', { run_id: runId, params: list(params), metrics: points });
  if (status !== 'RUNNING')
    await rest.post('runs/update', { run_id: runId, status, end_time: startMs + minutes * 60_000 });
  return runId;
}

export async function seedExperiment(
  rest: Rest,
  name: string,
  tags: Readonly<Record<string, string>> = {},
): Promise<string> {
  const reply = await rest.post<{ experiment_id: string }>('experiments/create', { name, tags: list(tags) });
  return reply.experiment_id;
}

const ARCHITECTURES = ['resnet50', 'vit-base', 'convnext-tiny', 'efficientnet-b2'];
const OPTIMIZERS = ['adamw', 'sgd', 'lion'];
const NAMES = ['amber', 'brisk', 'coral', 'dusky', 'ember', 'frosty', 'gentle', 'hazel', 'ivory', 'jolly'];
const ANIMALS = ['otter', 'heron', 'lynx', 'marten', 'newt', 'osprey', 'puffin', 'quail', 'raven', 'seal'];

/** Runs as a training project has them; the same each time. */
export async function seedProject(rest: Rest, experimentId: string, count: number): Promise<string[]> {
  let state = 7;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const rate = 10 ** (-4 + random() * 2);
    const skill = 0.6 + random() * 0.35;
    const steps = Array.from({ length: 30 }, (_, step) => step);
    const loss = steps.map((step) => 2.3 * Math.exp(-step * skill * 0.15) + 0.1 + random() * 0.05);
    const isBroken = random() < 0.08;
    ids.push(
      await seedRun(rest, experimentId, {
        name: `${pick(NAMES)}-${pick(ANIMALS)}-${index}`,
        startMs: Date.now() - (count - index) * 47 * 60_000,
        minutes: 4 + Math.floor(random() * 90),
        status: index === count - 1 ? 'RUNNING' : isBroken ? 'FAILED' : 'FINISHED',
        params: {
          architecture: pick(ARCHITECTURES),
          optimizer: pick(OPTIMIZERS),
          lr: rate.toPrecision(3),
          batch_size: pick(['32', '64', '128']),
          epochs: '30',
          seed: String(Math.floor(random() * 5)),
        },
        metrics: {
          'train/loss': loss,
          'val/loss': loss
            .map((value) => value * 1.12 + (isBroken ? NaN : 0))
            .filter((value) => !Number.isNaN(value)),
          'val/accuracy': loss.map((value) => Math.max(0, 1 - value / 2.4)),
          throughput: steps.map(() => 1200 + random() * 300),
        },
        tags: { team: pick(['vision', 'platform']), stage: pick(['sweep', 'final']) },
        ...(index % 9 > 5 && ids.length > 3
          ? { parentId: ids[ids.length - (index % 9) + 4] ?? ids[0] ?? '' }
          : {}),
      }),
    );
  }
  return ids;
}
