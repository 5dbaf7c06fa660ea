/** Languages by file ending; what each is called where its grammar is. */
export const LANGUAGES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['python', 'py'],
      ['json', 'json jsonl ndjson geojson ipynb'],
      ['yaml', 'yaml yml mlmodel mlproject'],
      ['xml', 'html htm xml svg'],
      ['markdown', 'md markdown'],
      ['bash', 'sh bash zsh'],
      ['sql', 'sql'],
      ['ini', 'ini toml cfg conf properties'],
      ['javascript', 'js mjs cjs jsx'],
      ['typescript', 'ts tsx'],
      ['java', 'java'],
      ['scala', 'scala'],
      ['r', 'r'],
      ['cpp', 'c h cc cpp hpp cu'],
      ['go', 'go'],
      ['rust', 'rs'],
      ['css', 'css'],
      ['dockerfile', 'dockerfile'],
      ['diff', 'diff patch'],
    ] as const
  ).flatMap(([language, endings]) => endings.split(' ').map((ending) => [ending, language] as const)),
);
