/** The token of the page behind so many traces, in MLflow's own form, which `readPageToken` of packages/search reads. */
export function writePageToken(offset: number): string {
  return Buffer.from(`{"offset": ${offset}}`).toString('base64');
}
