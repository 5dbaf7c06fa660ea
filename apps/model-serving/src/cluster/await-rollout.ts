import { setTimeout as sleep } from 'node:timers/promises';
import type { V1ContainerStatus, V1Deployment } from '@kubernetes/client-node';
import type { ClusterClient } from './cluster-client.ts';
import { ClusterError } from './cluster-error.ts';
import { labelsOf, type Whose } from './manifests.ts';

const LOOK_MS = 250;
const LOG_LINES = 20;
/** What a container waits for that will not come. */
const HOPELESS = /^(?:ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CrashLoopBackOff)$/;
/** A registry may be slow once; an image that was not had so long is not there. */
const PULL_MS = 30_000;

/** Resolves when all replicas are those that were asked for last, and answer. Throws ClusterError, with what the pods say. */
export async function awaitRollout(
  client: ClusterClient,
  name: string,
  whose: Whose,
  maxMs: number,
): Promise<void> {
  const begin = Date.now();
  for (let told = ''; ; await sleep(LOOK_MS)) {
    if (isRolledOut(await client.deployment(name))) return;
    const waited = Date.now() - begin;
    told = (await whyWaiting(client, whose, waited, waited > maxMs)) ?? told;
    if (waited > maxMs)
      throw new ClusterError(`${name} was not ready after ${Math.round(waited / 1000)} s${told}`);
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

/** Throws for what is hopeless; else says what the first pod that is not ready waits for. */
async function whyWaiting(
  client: ClusterClient,
  whose: Whose,
  waited: number,
  withLog: boolean,
): Promise<string | undefined> {
  for (const { metadata, status } of await client.listPods(labelsOf(whose))) {
    const [container] = status?.containerStatuses ?? [];
    if (container === undefined || container.ready) continue;
    const { reason = '', message = '' } = container.state?.waiting ?? {};
    const hopeless =
      HOPELESS.test(reason) || (waited > PULL_MS && /^(?:ErrImagePull|ImagePullBackOff)$/.test(reason));
    if (!hopeless && !withLog) continue;
    const log = (await client.podLog(metadata?.name ?? '', LOG_LINES)).trim();
    const told = [`: ${[reason, message, ending(container)].filter((each) => each !== '').join(', ')}`, log];
    const text = told.filter((each) => each !== '').join('\n');
    if (hopeless) throw new ClusterError(`A pod of the model does not start${text}`);
    return text;
  }
  return undefined;
}

function ending({ lastState }: V1ContainerStatus): string {
  const ended = lastState?.terminated;
  return ended ? `it ended with code ${ended.exitCode}` : '';
}
