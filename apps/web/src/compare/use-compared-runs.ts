import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Compared } from './compare-address.ts';
import { comparedKey, type ComparedRuns, loadComparedRuns } from './compared-runs.ts';

/** The runs that an address names, deleted ones too. */
export function useComparedRuns(compared: Compared): UseQueryResult<ComparedRuns> {
  return useQuery({
    queryKey: comparedKey(compared),
    queryFn: ({ signal }) => loadComparedRuns(compared, signal),
    enabled: compared.runIds.length > 0,
    refetchInterval: ({ state: { data } }) =>
      data?.runs.some(({ status }) => status === 'RUNNING') ? 10_000 : false,
  });
}
