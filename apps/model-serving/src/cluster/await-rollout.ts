import { setTimeout as sleep } from 'node:timers/promises';
import type { V1ContainerStatus, V1Deployment } from '@kubernetes/client-node';
import type { ClusterClient } from '@millrace/containers/cluster-client';
import { ClusterError } from '@millrace/containers/cluster-error';
import { labelsOf, type Whose } from './manifests.ts';

const LOOK_MS = 250;
const LOG_LINES = 20;
/** What a container waits for that will not come. */
const HOPELESS = /^(?:ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CrashLoopBackOff)$/;
/** A registry may be slow once; an image that was not had so long is not there. */
const PULL_MS = 30_000;
const NOT_PULLED = /^(?:ErrImagePull|ImagePullBackOff)$/;

/** Resolves when all replicas are those that were asked for last, and answer. Throws ClusterError, with what the pods say. */
export async function awaitRollout(
  client: ClusterClient,
  name: string,
  whose: Whose,
  maxMs: number,
): Promise<void> {
  const begin = Date.now();
  for (;;) {
    if (isRolledOut(await client.deployment(name))) return;
    const waited = Date.now() - begin;
    const stuck = await stuckPod(client, whose, waited);
    if (stuck?.hopeless)
      throw new ClusterError(`A pod of the model does not start${await why(client, stuck)}`);
    if (waited > maxMs) {
      const told = stuck ? await why(client, stuck) : '';
      throw new ClusterError(`${name} was not ready after ${Math.round(waited / 1000)} s${told}`);
    }
    await sleep(LOOK_MS);
  }
}

function isRolledOut({ metadata, spec, status }: V1Deployment): boolean {
  const wanted = spec?.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0) &&
    (status?.updatedReplicas ?? 0) === wanted &&
    (status?.availableReplicas ?? 0) === wanted &&
    (status?.replicas ?? 0) === wanted
  );
}

interface StuckPod {
  readonly name: string;
  readonly container: V1ContainerStatus;
  /** It will not start, however long one waits. */
  readonly hopeless: boolean;
}

/** A pod that is not ready: one that is hopeless if there is one. */
async function stuckPod(client: ClusterClient, whose: Whose, waited: number): Promise<StuckPod | undefined> {
  const stuck = (await client.listPods(labelsOf(whose))).flatMap(({ metadata, status }) => {
    const [container] = status?.containerStatuses ?? [];
    if (container === undefined || container.ready) return [];
    const { reason = '' } = container.state?.waiting ?? {};
    const hopeless = HOPELESS.test(reason) || (waited > PULL_MS && NOT_PULLED.test(reason));
    return [{ name: metadata?.name ?? '', container, hopeless }];
  });
  return stuck.find(({ hopeless }) => hopeless) ?? stuck[0];
}

/** What a pod waits for, how it ended before, and what it printed last. */
async function why(client: ClusterClient, { name, container }: StuckPod): Promise<string> {
  const { reason = '', message = '' } = container.state?.waiting ?? {};
  const log = (await client.podLog(name, LOG_LINES)).trim();
  const told = [reason, message, ending(container)].filter((each) => each !== '').join(', ');
  return [`: ${told}`, log].filter((each) => each !== '').join('\n');
}

function ending({ lastState }: V1ContainerStatus): string {
  const ended = lastState?.terminated;
  return ended ? `it ended with code ${ended.exitCode}` : '';
}
