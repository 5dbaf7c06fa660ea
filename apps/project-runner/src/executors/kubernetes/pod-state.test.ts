import type { V1ContainerState, V1PodStatus } from '@kubernetes/client-node';
import { expect, test } from '@jest/globals';
import { podState } from './pod-state.ts';

function stateOf(state: V1ContainerState, status: V1PodStatus = {}): ReturnType<typeof podState> {
  const containerStatuses = [{ name: 'a', state, image: '', imageID: '', ready: false, restartCount: 0 }];
  return podState({ status: { containerStatuses, ...status } }, 'a', 1000);
}

test('a container that has ended says how', () => {
  const ending = (terminated: NonNullable<V1ContainerState['terminated']>, status?: V1PodStatus): unknown =>
    stateOf({ terminated }, status);
  expect(ending({ exitCode: 3 })).toEqual({ kind: 'ended', ending: { kind: 'exited', code: 3 } });
  expect(ending({ exitCode: 137 })).toEqual({
    kind: 'ended',
    ending: { kind: 'signalled', signal: 'SIGKILL' },
  });
  const limit = (reason: string): object => ({ kind: 'ended', ending: { kind: 'limit', reason } });
  expect(ending({ exitCode: 137, message: 'It was too much.' })).toEqual(limit('It was too much.'));
  expect(ending({ exitCode: 137, reason: 'OOMKilled' })).toEqual(
    limit('It used all of the 1000 bytes of memory that it may use.'),
  );
  expect(ending({ exitCode: 128, reason: 'StartError', message: 'sh: not found' })).toEqual({
    kind: 'ended',
    ending: { kind: 'lost', reason: 'The container could not be started: sh: not found.' },
  });
  const evicted = { reason: 'Evicted', message: 'Pod ephemeral local storage usage exceeds the total limit' };
  expect(ending({ exitCode: 137 }, evicted)).toMatchObject({ ending: { kind: 'limit' } });
});

test('a container that waits says for what, and whether that will come', () => {
  const waiting = (reason: string, message = ''): unknown => stateOf({ waiting: { reason, message } });
  expect(waiting('ContainerCreating')).toEqual({ kind: 'waiting', reason: undefined, isHopeless: false });
  expect(waiting('ErrImagePull', 'not found')).toMatchObject({ isHopeless: false });
  expect(waiting('ImagePullBackOff', 'not found')).toEqual({
    kind: 'waiting',
    reason: 'ImagePullBackOff: not found',
    isHopeless: true,
  });
  const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes are available' }];
  expect(podState({ status: { conditions } }, 'a', 1)).toMatchObject({ reason: '0/1 nodes are available' });
});
