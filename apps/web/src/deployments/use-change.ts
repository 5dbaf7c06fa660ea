import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { notify, notifyFailure } from '../components/toast.tsx';

/** Carries out a change of a deployment, shows what it has become, and says what was done or what went wrong. */
export function useChange(name: string): (done: string, change: () => Promise<unknown>) => void {
  const client = useQueryClient();
  return useCallback(
    (done, change) => {
      change()
        .then(() => notify(done))
        .catch((error: unknown) => notifyFailure('That did not work', error))
        .finally(() => {
          void client.invalidateQueries({ queryKey: ['deployment', name] });
          void client.invalidateQueries({ queryKey: ['deployments'] });
        });
    },
    [client, name],
  );
}
