import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../packages/database/test/free-port.ts';
import { untilAnswers } from '../support/until-answers.ts';
import { ROOT } from '../support/server-process.ts';
import { buildImages, compose, hasCompose } from './compose-command.ts';

const run = promisify(execFile);
/** One name for all runs, so that what a run that was killed left behind goes away with the next one. */
const PROJECT = 'millrace-test';
const READY_MS = 180_000;

if (!hasCompose)
  console.warn(
    'Skipped: the compose stack. It needs Docker with its compose plugin, or MILLRACE_TEST_COMPOSE, a command that does the same.',
  );

export interface Container {
  readonly service: string;
  readonly pid: number;
  readonly user: string;
  readonly isReadOnly: boolean;
  /** Where it is reached from this machine, published or not. */
  readonly address: string;
  /** The addresses of this machine that its ports are published on. */
  readonly published: readonly string[];
}

interface Inspected {
  readonly Config: { readonly User: string; readonly Labels: Readonly<Record<string, string>> };
  readonly State: { readonly Pid: number };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly PortBindings: Readonly<Record<string, readonly { readonly HostIp: string }[] | null>> | null;
  };
}

/** docker-compose.yml as it is, under a project name, secrets and a port of its own. */
export class ComposeStack {
  readonly url: string;
  private readonly folder: string;
  private readonly port: number;
  private readonly profiles: string;

  // Benchmarks run this as it is written, by a Node that takes types away and no more.
  private constructor(folder: string, port: number, profiles: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.folder = folder;
    this.port = port;
    this.profiles = profiles;
  }

  /** Builds the images and starts what the profiles name; resolves when the gateway is well. */
  static async up(profiles = 'all'): Promise<ComposeStack> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-compose-'));
    const stack = new ComposeStack(folder, await freePort(), profiles);
    await run(join(ROOT, 'scripts/make-env.sh'), [join(folder, 'env')]);
    await stack.compose('down', '-v');
    await buildImages();
    await stack.compose('up', '-d');
    await untilAnswers(`${stack.url}/${profiles === 'all' ? 'ready' : 'health'}`, READY_MS).catch(
      async (error: Error) => {
        const { stdout } = await stack.compose('logs');
        await stack.down();
        throw new Error(`${error.message}\n${stdout}`);
      },
    );
    return stack;
  }

  private compose(...args: string[]): Promise<{ stdout: string }> {
    const environment = { PORT: String(this.port), COMPOSE_PROFILES: this.profiles };
    return compose(['--env-file', join(this.folder, 'env'), '-p', PROJECT, ...args], environment);
  }

  /** Ends the process of a service with SIGKILL, as the kernel does when memory runs out. */
  async crash(service: string): Promise<void> {
    const found = (await this.containers()).find((each) => each.service === service);
    process.kill(found?.pid ?? Number.NaN, 'SIGKILL');
  }

  /** The containers that run. */
  async containers(): Promise<Container[]> {
    const filter = ['--filter', `label=com.docker.compose.project=${PROJECT}`];
    const { stdout: ids } = await run('docker', ['ps', '-q', ...filter]);
    const { stdout } = await run('docker', ['inspect', ...ids.trim().split('\n')]);
    return (JSON.parse(stdout) as Inspected[]).map(({ Config, State, HostConfig, NetworkSettings }) => ({
      service: Config.Labels['com.docker.compose.service'] ?? '',
      pid: State.Pid,
      user: Config.User,
      isReadOnly: HostConfig.ReadonlyRootfs,
      address: Object.values(NetworkSettings.Networks)[0]?.IPAddress ?? '',
      published: Object.values(HostConfig.PortBindings ?? {}).flatMap((each) =>
        (each ?? []).map(({ HostIp }) => HostIp),
      ),
    }));
  }

  /** A secret that the stores were made with. */
  async secret(name: string): Promise<string> {
    const text = await readFile(join(this.folder, 'env'), 'utf8');
    return new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
  }

  async down(): Promise<void> {
    await this.compose('down', '-v', '-t', '5');
    await rm(this.folder, { recursive: true, force: true });
  }
}
