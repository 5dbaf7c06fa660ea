import { queryClient } from '../api/query-client.ts';
import { takeFirstAnswers } from './first-answers.ts';

/** Has the pages find what the script in the HTML asked for, as if they had asked for it themselves. */
export function adoptFirstAnswers(): void {
  for (const { queryKey, answer, isPaged } of takeFirstAnswers()) {
    const query = { queryKey, queryFn: () => answer };
    void (isPaged
      ? queryClient.prefetchInfiniteQuery({ ...query, initialPageParam: undefined })
      : queryClient.prefetchQuery(query));
  }
}
