import { png, text } from './made-files.ts';

/** A Jupyter notebook with prose, code, a picture, an error, and HTML that carries the given attack. */
export function notebook(attack: string): Uint8Array<ArrayBuffer> {
  const picture = Buffer.from(
    png(240, 90, (x, y) => (Math.abs(y - 45 - 30 * Math.sin(x / 18)) < 3 ? [14, 113, 134] : [246, 247, 248])),
  );
  const code = (count: number, source: string, outputs: readonly object[]): object => ({
    cell_type: 'code',
    execution_count: count,
    metadata: {},
    source,
    outputs,
  });
  return text(
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { language_info: { name: 'python' } },
      cells: [
        {
          cell_type: 'markdown',
          metadata: {},
          source: `# Tides at Cuxhaven\n\nHigh water, **hour by hour**. ${attack}`,
        },
        code(1, 'import pandas as pd\n\ntides = pd.read_parquet("tides.parquet")\nlen(tides)', [
          {
            output_type: 'execute_result',
            execution_count: 1,
            metadata: {},
            data: { 'text/plain': ['5000'] },
          },
        ]),
        code(2, 'tides.plot()', [
          {
            output_type: 'display_data',
            metadata: {},
            data: { 'image/png': picture.toString('base64'), 'text/plain': ['<Axes: height by hour>'] },
          },
          { output_type: 'display_data', metadata: {}, data: { 'text/html': attack } },
        ]),
        code(3, 'tides["moon"]', [
          {
            output_type: 'error',
            ename: 'KeyError',
            evalue: "'moon'",
            traceback: ["\u001b[31mKeyError\u001b[39m: 'moon'"],
          },
        ]),
      ],
    }),
  );
}
