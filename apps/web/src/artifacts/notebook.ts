/** A part of a notebook: prose, or code with what it put out. */
export type NotebookCell =
  | { readonly type: 'markdown' | 'raw'; readonly text: string }
  | {
      readonly type: 'code';
      readonly text: string;
      readonly count: number | undefined;
      readonly outputs: readonly NotebookOutput[];
    };

export type NotebookOutput =
  | { readonly type: 'text' | 'error' | 'markdown'; readonly text: string }
  | { readonly type: 'image'; readonly source: string; readonly alt: string };

export interface Notebook {
  readonly cells: readonly NotebookCell[];
  /** A file ending for the language of its code: `py`. */
  readonly extension: string;
}

const MOST_CELLS = 2_000;
const EXTENSIONS: Readonly<Record<string, string>> = {
  python: 'py',
  r: 'r',
  scala: 'scala',
  javascript: 'js',
};
const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** A Jupyter notebook of format 4, or 3 with its one worksheet; undefined for JSON that is none. HTML in it is left out: it may be anything. */
export function readNotebook(value: unknown): Notebook | undefined {
  const { cells, worksheets, metadata } = record(value);
  const all = Array.isArray(cells) ? (cells as unknown[]) : list(record(list(worksheets)[0])['cells']);
  if (all.length === 0 && !Array.isArray(cells)) return undefined;
  const { language_info, kernelspec } = record(metadata);
  const language = textOf(record(language_info)['name'] ?? record(kernelspec)['language'] ?? 'python');
  return {
    cells: all.slice(0, MOST_CELLS).map(readCell),
    extension: EXTENSIONS[language.toLowerCase()] ?? 'txt',
  };
}

function readCell(value: unknown): NotebookCell {
  const { cell_type, source, input, outputs, execution_count, prompt_number, level } = record(value);
  const text = textOf(source ?? input);
  if (cell_type === 'code') {
    const count = execution_count ?? prompt_number;
    return {
      type: 'code',
      text,
      count: typeof count === 'number' ? count : undefined,
      outputs: list(outputs).flatMap((each) => readOutput(record(each)) ?? []),
    };
  }
  if (cell_type === 'heading')
    return { type: 'markdown', text: `${'#'.repeat(Math.min(6, Number(level) || 1))} ${text}` };
  return { type: cell_type === 'markdown' ? 'markdown' : 'raw', text };
}

function readOutput(output: Readonly<Record<string, unknown>>): NotebookOutput | undefined {
  const { output_type, text, traceback, ename, evalue } = output;
  if (output_type === 'stream') return { type: 'text', text: withoutColours(textOf(text)) };
  if (output_type === 'error' || output_type === 'pyerr') {
    const lines = list(traceback).map(String).join('\n');
    return { type: 'error', text: withoutColours(lines || `${String(ename)}: ${String(evalue)}`) };
  }
  const data = record(output['data'] ?? output);
  for (const type of IMAGES) {
    const bytes = data[type];
    if (bytes !== undefined)
      return {
        type: 'image',
        source: `data:${type};base64,${textOf(bytes).replaceAll(/\s/g, '')}`,
        alt: textOf(data['text/plain']),
      };
  }
  if (data['text/markdown'] !== undefined) return { type: 'markdown', text: textOf(data['text/markdown']) };
  if (data['text/plain'] !== undefined)
    return { type: 'text', text: withoutColours(textOf(data['text/plain'])) };
  return undefined;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Texts are one string, or a list of lines. */
const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join('') : typeof value === 'string' ? value : '';

/** What terminals take as colours. */
// oxlint-disable-next-line no-control-regex
const withoutColours = (text: string): string => text.replaceAll(/\u001b\[[0-9;]*m/g, '');
