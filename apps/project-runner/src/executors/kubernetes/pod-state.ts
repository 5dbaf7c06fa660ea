import type { V1ContainerStateTerminated, V1Pod } from '@kubernetes/client-node';
import { endingOfCode } from '../container/ending-of-code.ts';
import type { Ending } from '../executor.ts';

/** How far a pod is. */
export type PodState =
  | { readonly kind: 'running' }
  | { readonly kind: 'ended'; readonly ending: Ending }
  | {
      readonly kind: 'waiting';
      /** Undefined while it is only being made ready. */
      readonly reason: string | undefined;
      /** It will not start, however long one waits. */
      readonly isHopeless: boolean;
    };

const HOPELESS =
  /^(?:ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError|RunContainerError)$/;
/** A registry may be slow once. The kubelet says so when it tries again. */
const NOT_PULLED = 'ImagePullBackOff';
const ORDINARY = /^(?:|ContainerCreating|PodInitializing)$/;
const NOT_STARTED = /^(?:StartError|ContainerCannotRun|ContainerStatusUnknown)$/;

/** What a pod says of the container that runs a command. */
export function podState({ status = {} }: V1Pod, container: string, memoryBytes: number): PodState {
  const found = status.containerStatuses?.find(({ name }) => name === container);
  const { waiting, running, terminated } = found?.state ?? {};
  if (terminated) return { kind: 'ended', ending: endingOf(terminated, status, memoryBytes) };
  if (status.phase === 'Failed') return { kind: 'ended', ending: lost(status) };
  if (running) return { kind: 'running' };
  const { reason = '', message = '' } = waiting ?? {};
  const unscheduled = status.conditions?.find(
    ({ type, status: is }) => type === 'PodScheduled' && is === 'False',
  );
  const told = ORDINARY.test(reason) ? undefined : [reason, message].filter((each) => each !== '').join(': ');
  return {
    kind: 'waiting',
    reason: told ?? unscheduled?.message ?? unscheduled?.reason,
    isHopeless: HOPELESS.test(reason) || reason === NOT_PULLED,
  };
}

function endingOf(
  { exitCode, reason = '', message = '' }: V1ContainerStateTerminated,
  status: NonNullable<V1Pod['status']>,
  memoryBytes: number,
): Ending {
  if (status.reason === 'Evicted') return lost(status);
  if (NOT_STARTED.test(reason))
    return { kind: 'lost', reason: `The container could not be started: ${message || reason}.` };
  if (message !== '') return { kind: 'limit', reason: message };
  if (reason === 'OOMKilled')
    return { kind: 'limit', reason: `It used all of the ${memoryBytes} bytes of memory that it may use.` };
  return endingOfCode(exitCode);
}

/** The node's storage is a limit of the pod's like any other. */
function lost({ reason = 'Failed', message = '' }: NonNullable<V1Pod['status']>): Ending {
  const told = `The pod has failed: ${[reason, message].filter((each) => each !== '').join(', ')}.`;
  return /ephemeral|storage/i.test(message)
    ? { kind: 'limit', reason: `It wrote more to disk than it may. ${told}` }
    : { kind: 'lost', reason: told };
}
