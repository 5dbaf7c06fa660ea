import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { notify, notifyFailure } from '../components/toast.tsx';

/** Carries out a change of a deployment, shows what it has become, and says what was done or what went wrong. */
export function useChange(name: string): (done: string, change: () => Promise<unknown>) => void {
  const client = useQueryClient();
  return useCallback(
    (done, change) => {
      const carryOut = async (): Promise<void> => {
        try {
          await change();
          notify(done);
        } catch (error) {
          notifyFailure('That did not work', error);
        }
        await client.invalidateQueries({ queryKey: ['deployment', name] });
        await client.invalidateQueries({ queryKey: ['deployments'] });
      };
      void carryOut();
    },
    [client, name],
  );
}
