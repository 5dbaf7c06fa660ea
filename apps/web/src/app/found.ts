import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { quoted } from '../api/filter-text.ts';
import { searchExperiments } from '../api/experiments.ts';
import { searchModelNames } from '../api/model-names.ts';

export interface FoundPlace {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly to: string;
}

const MOST = 6;
const RUN_ID = /^[0-9a-f]{32}$/i;

/** Experiments and models whose names contain the text; a run by its id. A service that is away is as if it had none. */
export function useFound(text: string): readonly FoundPlace[] {
  const { data = [] } = useQuery({
    queryKey: ['palette', text],
    queryFn: async ({ signal }): Promise<FoundPlace[]> => {
      if (RUN_ID.test(text)) return [{ id: text, label: `Run ${text}`, group: 'Go to', to: `/runs/${text}` }];
      const filter = text === '' ? '' : `name ILIKE ${quoted(`%${text}%`)}`;
      const [experiments, models] = await Promise.all([
        searchExperiments({ filter, pageSize: MOST, orderBy: ['last_update_time DESC'] }, { signal }).catch(
          () => ({ items: [] }),
        ),
        searchModelNames(filter, MOST, { signal }).catch(() => []),
      ]);
      return [
        ...experiments.items.map(({ id, name }) => ({
          id,
          label: name,
          group: 'Experiments',
          to: `/experiments/${id}`,
        })),
        ...models.map((name) => ({
          id: name,
          label: name,
          group: 'Models',
          to: `/models/${encodeURIComponent(name)}`,
        })),
      ];
    },
    placeholderData: keepPreviousData,
  });
  return data;
}
