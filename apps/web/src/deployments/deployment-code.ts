const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const BODY = '{"inputs": […]}';

/** What to type in a shell to ask a deployment. */
export function curlCode(url: string): string {
  return `curl ${shellWord(url)} \\\n  -H 'content-type: application/json' \\\n  -d ${shellWord(BODY)}`;
}

/** What to type in Python to ask a deployment. */
export function pythonCode(url: string): string {
  return [
    'import requests',
    '',
    'answer = requests.post(',
    `    ${JSON.stringify(url)},`,
    '    json={"dataframe_records": df.to_dict("records")},',
    '    timeout=60,',
    ')',
    'answer.raise_for_status()',
    'predictions = answer.json()["predictions"]',
  ].join('\n');
}
