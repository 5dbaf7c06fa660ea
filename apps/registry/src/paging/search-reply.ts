/** A page as MLflow's JSON: the list is left out when it is empty, and the token when there is no next page. */
export function searchReply(
  list: string,
  found: readonly { readonly json: string }[],
  nextPageToken: string | undefined,
): string {
  const parts: string[] = [];
  if (found.length > 0) parts.push(`"${list}":[${found.map(({ json }) => json).join(',')}]`);
  if (nextPageToken !== undefined) parts.push(`"next_page_token":${JSON.stringify(nextPageToken)}`);
  return `{${parts.join(',')}}`;
}
