import { setTimeout as sleep } from 'node:timers/promises';
import type { Container } from 'dockerode';
import { endingOfCode } from '../container/ending-of-code.ts';
import type { Ending, Execution, RunOrder } from '../executor.ts';
import { containerOutput } from './container-output.ts';
import { ENDING_FILE } from './container-request.ts';
import { readArchivedFile } from './read-archived-file.ts';
import { watchSize } from './watch-size.ts';

/** What was printed before the end is there at once; an engine that keeps its stream open is not waited for. */
const READ_MS = 10_000;

/** A container that runs a command. */
export class DockerExecution implements Execution {
  readonly ended: Promise<Ending>;
  private limit: string | undefined;

  constructor(
    private readonly container: Container,
    private readonly order: RunOrder,
    output: NodeJS.ReadableStream,
    exited: Promise<{ StatusCode: number }>,
  ) {
    this.ended = this.follow(output, exited);
  }

  async stop(graceMs: number): Promise<void> {
    await this.container.stop({ t: Math.max(1, Math.ceil(graceMs / 1000)) }).catch(() => undefined);
    await this.ended;
  }

  private async follow(
    output: NodeJS.ReadableStream,
    exited: Promise<{ StatusCode: number }>,
  ): Promise<Ending> {
    const reading = this.read(output);
    const { diskBytes } = this.order.limits;
    const unwatch = watchSize(this.container, diskBytes, (reason) => this.exceed(reason));
    try {
      const { StatusCode: code } = await exited;
      await Promise.race([reading, sleep(READ_MS, undefined, { ref: false })]);
      if (code !== 0) this.limit ??= await this.said();
      return this.limit === undefined ? endingOfCode(code) : { kind: 'limit', reason: this.limit };
    } catch (error) {
      return { kind: 'lost', reason: `The container engine was lost: ${(error as Error).message}.` };
    } finally {
      unwatch();
      await this.container.remove({ force: true, v: true }).catch(() => undefined);
    }
  }

  /** Why the script in the container has ended the command. */
  private async said(): Promise<string | undefined> {
    const archive = await this.container.getArchive({ path: ENDING_FILE }).catch(() => undefined);
    const text = archive && (await readArchivedFile(archive));
    return text === undefined || text === '' ? undefined : text;
  }

  private async read(output: NodeJS.ReadableStream): Promise<void> {
    try {
      for await (const piece of containerOutput(output as AsyncIterable<Buffer>))
        await this.order.onOutput(piece);
    } catch (error) {
      this.exceed((error as Error).message);
    }
  }

  private exceed(reason: string): void {
    this.limit ??= reason;
    this.container.kill().catch(() => undefined);
  }
}
