import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT } from '../support/server-process.ts';
import { untilAnswers } from '../support/until-answers.ts';
import { kubectl, run } from './kubectl.ts';

const READY_MS = 180_000;

/** A kustomization of this repository in a namespace of a test's own, which is removed with all that is in it. */
export class ClusterStack {
  private constructor(readonly namespace: string) {}

  /** A namespace left behind by a run that was killed is removed first. */
  static async open(namespace: string): Promise<ClusterStack> {
    const stack = new ClusterStack(namespace);
    await stack.close();
    await kubectl(['create', 'namespace', namespace]);
    return stack;
  }

  kubectl(args: readonly string[], input?: string): Promise<string> {
    return kubectl(['-n', this.namespace, ...args], input);
  }

  /** Applies a folder of k8s/ with these additions to its kustomization; `--dry-run=server` only has it checked. */
  async apply(folder: string, more: object = {}, ...options: string[]): Promise<string> {
    const own = await realpath(await mkdtemp(join(tmpdir(), 'millrace-k8s-')));
    const resources = [relative(own, join(ROOT, 'k8s', folder))];
    const kustomization = { namespace: this.namespace, resources, ...more };
    try {
      await writeFile(join(own, 'kustomization.yaml'), JSON.stringify(kustomization));
      return await this.kubectl(['apply', '-k', own, ...options]);
    } finally {
      await rm(own, { recursive: true });
    }
  }

  async makeSecrets(): Promise<void> {
    await kubectl(['apply', '-f', '-'], await run(join(ROOT, 'k8s/make-secret.sh'), [this.namespace]));
  }

  /** Waits until all that was applied runs. Throws what the pods say when it does not. */
  async untilRolledOut(...kinds: string[]): Promise<void> {
    try {
      for (const kind of kinds)
        for (const name of (await this.kubectl(['get', kind, '-o', 'name'])).trim().split('\n'))
          await this.kubectl(['rollout', 'status', name, `--timeout=${READY_MS / 1000}s`]);
    } catch (error) {
      const pods = await this.kubectl(['get', 'pods', '-o', 'wide']);
      const events = await this.kubectl(['get', 'events', '--field-selector=type=Warning']);
      throw new Error(`${(error as Error).message}\n${pods}\n${events}`, { cause: error });
    }
  }

  /** Where a Service of type NodePort is reached from this machine. */
  async address(service: string): Promise<string> {
    const port = await this.kubectl(['get', 'service', service, '-o', 'jsonpath={.spec.ports[0].nodePort}']);
    const path = '{.items[0].status.addresses[?(@.type=="InternalIP")].address}';
    const url = `http://${await kubectl(['get', 'nodes', '-o', `jsonpath=${path}`])}:${port}`;
    await untilAnswers(`${url}/ready`, READY_MS);
    return url;
  }

  async close(): Promise<void> {
    await kubectl(['delete', 'namespace', this.namespace, '--ignore-not-found', '--timeout=120s']);
  }
}
