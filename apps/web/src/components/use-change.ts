import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { notify, notifyFailure } from './toast.tsx';

export type Change = (done: string, change: () => Promise<unknown>) => void;

/**
 * Carries out a change, says what was done or what went wrong, and has what is shown under these query keys read anew. The keys,
 * separated by slashes: `deployment/churn`.
 */
export function useChange(...keys: readonly string[]): Change {
  const client = useQueryClient();
  const joined = keys.join('\n');
  return useCallback(
    (done, change) => {
      const carryOut = async (): Promise<void> => {
        try {
          await change();
          notify(done);
        } catch (error) {
          notifyFailure('That did not work', error);
        }
        for (const key of joined.split('\n')) await client.invalidateQueries({ queryKey: key.split('/') });
      };
      void carryOut();
    },
    [client, joined],
  );
}
