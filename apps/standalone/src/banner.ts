/** What a person sees once everything runs. */
export function banner(url: string, home: string): string {
  return `
Millrace is running at ${url}

  point a client at it    export MLFLOW_TRACKING_URI=${url}
  your data               ${home}
  stop it                 Ctrl-C

`;
}
