import { Injectable, Logger } from '@nestjs/common';
import type { Deployment, State, Version } from '../deployments/deployment.ts';
import type { LoadedVersion } from '../traffic/loaded-version.ts';
import { RolloutsService } from './rollouts.service.ts';
import { Turns } from './turns.ts';
import { VersionLoader } from './version-loader.ts';

export interface WantedVersion {
  readonly deployment: Deployment;
  readonly version: Version;
}

interface Held {
  wanted: WantedVersion;
  loaded: LoadedVersion | undefined;
  /** The generation that is being loaded, or was last tried. */
  generation: number;
  loading: boolean;
  /** After a failure, when to try again. */
  retryMs: number;
  failures: number;
}

type About = Pick<LoadedVersion, 'deploymentId' | 'name' | 'number' | 'generation'>;

/** Loading takes all of a core: more at once would only take longer, and more memory. */
const AT_ONCE = 2;
const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 300_000;

/** The versions that this process holds or is loading. A version whose options changed is loaded anew beside the old one. */
@Injectable()
export class VersionLoads {
  /** Called when a version has been loaded, before anybody is told: from then on it must answer. */
  onLoaded: () => void = () => undefined;
  private readonly logger = new Logger('deployments');
  private readonly held = new Map<string, Held>();
  private readonly outdated: LoadedVersion[] = [];
  private readonly turns = new Turns(AT_ONCE);
  private readonly underWay = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly loader: VersionLoader,
    private readonly rollouts: RolloutsService,
  ) {}

  get isEmpty(): boolean {
    return this.held.size === 0;
  }

  /** Begins to load what is wanted and not there, and lets go of what is wanted no more. */
  want(wanted: readonly WantedVersion[]): void {
    const keys = new Set<string>();
    for (const each of wanted) {
      const key = keyOf(each);
      keys.add(key);
      const held = this.held.get(key) ?? newHeld(each);
      this.held.set(key, held);
      held.wanted = each;
      if (this.isDue(held)) this.begin(key, held);
      else if (held.loaded && !held.loading && each.version.state !== 'ready')
        this.keep(this.report(held.loaded, 'ready'));
    }
    for (const [key, { loaded }] of this.held)
      if (!keys.has(key)) {
        if (loaded) this.outdated.push(loaded);
        this.held.delete(key);
      }
  }

  loaded(): LoadedVersion[] {
    return [...this.held.values()].flatMap(({ loaded }) => loaded ?? []);
  }

  /** Stops what no request is given to any more. */
  dropUnwanted(): void {
    for (const version of this.outdated.splice(0)) this.stop(version);
  }

  async stopAll(): Promise<void> {
    this.stopped = true;
    this.outdated.push(...this.loaded());
    this.held.clear();
    this.dropUnwanted();
    await Promise.all(this.underWay);
  }

  private isDue({ wanted, loading, generation, failures, retryMs }: Held): boolean {
    if (loading) return false;
    if (generation !== wanted.deployment.generation) return true;
    return failures > 0 && Date.now() >= retryMs;
  }

  private begin(key: string, held: Held): void {
    const { wanted } = held;
    if (held.generation !== wanted.deployment.generation) held.failures = 0;
    held.generation = wanted.deployment.generation;
    held.loading = true;
    // Before its turn: after a restart the rows still say what was so before it.
    if (!held.loaded) this.keep(this.report(aboutOf(wanted), 'pending'));
    this.keep(this.turns.take(() => this.load(key, held, wanted)));
  }

  private async load(key: string, held: Held, { deployment, version }: WantedVersion): Promise<void> {
    const about = aboutOf({ deployment, version });
    let loaded: LoadedVersion | undefined;
    try {
      if (this.held.get(key) !== held) return;
      // While the old one answers, the version as a whole is as ready as it was.
      const answers = held.loaded !== undefined;
      loaded = await this.loader.load(deployment, version, (state) =>
        answers ? Promise.resolve() : this.report(about, state),
      );
    } catch (error) {
      held.failures += 1;
      held.retryMs = Date.now() + Math.min(FIRST_RETRY_MS * 2 ** (held.failures - 1), LONGEST_RETRY_MS);
      const { message } = error as Error;
      this.logger.warn(`${deployment.name} version ${version.number} could not be loaded: ${message}`);
      if (!this.stopped) await this.report(about, 'failed', message.slice(0, 2_000));
      return;
    } finally {
      held.loading = false;
    }
    // It may have been taken away meanwhile.
    if (this.stopped || this.held.get(key) !== held) return this.stop(loaded);
    held.failures = 0;
    if (held.loaded) this.outdated.push(held.loaded);
    held.loaded = loaded;
    this.onLoaded();
    await this.report(loaded, 'ready');
  }

  private async report(
    { deploymentId, name, number, generation }: About,
    state: State,
    reason: string | null = null,
  ): Promise<void> {
    try {
      await this.rollouts.report({ deploymentId, number, generation, state, reason });
    } catch (error) {
      this.logger.warn(`The state of ${name} could not be noted: ${(error as Error).message}`);
    }
  }

  private stop(version: LoadedVersion): void {
    this.keep(
      version.stop().catch((error: Error) => {
        this.logger.warn(`${version.name} version ${version.number} did not stop well: ${error.message}`);
      }),
    );
  }

  private keep(work: Promise<void>): void {
    const kept: Promise<void> = work.finally(() => this.underWay.delete(kept));
    this.underWay.add(kept);
  }
}

function keyOf({ deployment, version }: WantedVersion): string {
  // A version that was retired and is gone back to is loaded again, even if nobody looked in between.
  return `${deployment.deploymentId} ${version.number}`;
}

function aboutOf({ deployment, version }: WantedVersion): About {
  const { deploymentId, name, generation } = deployment;
  return { deploymentId, name, number: version.number, generation };
}

function newHeld(wanted: WantedVersion): Held {
  return { wanted, loaded: undefined, generation: 0, loading: false, retryMs: 0, failures: 0 };
}
