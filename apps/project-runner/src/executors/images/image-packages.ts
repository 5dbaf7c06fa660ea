import type Docker from 'dockerode';
import { z } from 'zod';
import { containerOutput } from '../docker/container-output.ts';
import type { Installed, RunImage } from '../executor.ts';
import { MANAGED_BY } from './engine.ts';

const MAX_BYTES = 1024 * 1024;
const MEMORY_BYTES = 512 * 1024 * 1024;
const MAX_MS = 60_000;
const MAX_KNOWN = 200;

const SCRIPT = `
import importlib.metadata, json, platform
found = {f"{each.metadata['Name']}=={each.version}" for each in importlib.metadata.distributions()}
print(json.dumps({"python": platform.python_version(), "packages": sorted(found)}))
`;
/** Commands in containers say `python`, so that one is asked first. */
const ASK = 'for p in python python3; do command -v "$p" >/dev/null && exec "$p" -c "$0"; done';

// Names and versions may go into a file of requirements again.
const Answer = z.object({
  python: z.string().regex(/^\d[\w.+-]{0,50}$/),
  packages: z.array(z.string().regex(/^[A-Za-z0-9][\w.-]{0,200}==[\w.+!-]{1,100}$/)).max(10_000),
});

/** Tells the Python and the packages of images, by asking the Python in them. Each image is asked once. */
export class ImagePackages {
  private readonly known = new Map<string, Promise<Installed | undefined>>();

  constructor(private readonly engine: Docker) {}

  /** Undefined where an image has no Python, or does not tell. */
  async of({ id }: Pick<RunImage, 'id'>): Promise<Installed | undefined> {
    const asked = this.known.get(id) ?? this.ask(id);
    this.known.set(id, asked);
    if (this.known.size > MAX_KNOWN) this.known.delete(this.known.keys().next().value ?? '');
    try {
      return await asked;
    } catch {
      // The engine may do better the next time.
      this.known.delete(id);
      return undefined;
    }
  }

  private async ask(id: string): Promise<Installed | undefined> {
    const container = await this.engine.createContainer({
      Image: id,
      Entrypoint: ['sh', '-c', ASK, SCRIPT],
      Cmd: [],
      Labels: MANAGED_BY,
      AttachStdout: true,
      Healthcheck: { Test: ['NONE'] },
      HostConfig: {
        LogConfig: { Type: 'none', Config: {} },
        NetworkMode: 'none',
        Memory: MEMORY_BYTES,
        PidsLimit: 64,
        SecurityOpt: ['no-new-privileges'],
      },
    });
    const late = setTimeout(() => void container.kill().catch(() => undefined), MAX_MS);
    try {
      const output = await container.attach({ stream: true, stdout: true });
      await container.start();
      const answer = Answer.safeParse(JSON.parse(await text(output as AsyncIterable<Buffer>)));
      return answer.success
        ? { pythonVersion: answer.data.python, packages: answer.data.packages }
        : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    } finally {
      clearTimeout(late);
      await container.remove({ force: true, v: true }).catch(() => undefined);
    }
  }
}

async function text(output: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of containerOutput(output)) {
    bytes += piece.length;
    if (bytes > MAX_BYTES) break;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
