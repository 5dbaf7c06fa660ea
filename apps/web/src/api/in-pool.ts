/** Does something for every item, for at most `most` at once; the results in the items' order. */
export async function inPool<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  most = 6,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}
