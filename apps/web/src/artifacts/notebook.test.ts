import { describe, expect, it } from '@jest/globals';
import { readNotebook } from './notebook.ts';

describe('a notebook', () => {
  it('is its prose, its code, and what that put out, without colours and HTML', () => {
    const notebook = readNotebook({
      nbformat: 4,
      metadata: { language_info: { name: 'python' } },
      cells: [
        { cell_type: 'markdown', source: ['# Tides\n', 'by the hour'] },
        {
          cell_type: 'code',
          execution_count: 3,
          source: 'fit()',
          outputs: [
            { output_type: 'stream', text: ['\u001b[31mfitting\u001b[0m\n'] },
            { output_type: 'display_data', data: { 'image/png': 'iVBO\nRw==', 'text/plain': '<Figure>' } },
            {
              output_type: 'execute_result',
              data: { 'text/html': '<script>x</script>', 'text/plain': '0.31' },
            },
            { output_type: 'display_data', data: { 'text/html': '<b>only</b>' } },
            { output_type: 'error', ename: 'ValueError', evalue: 'no tide', traceback: [] },
          ],
        },
      ],
    });
    expect(notebook).toEqual({
      extension: 'py',
      cells: [
        { type: 'markdown', text: '# Tides\nby the hour' },
        {
          type: 'code',
          text: 'fit()',
          count: 3,
          outputs: [
            { type: 'text', text: 'fitting\n' },
            { type: 'image', source: 'data:image/png;base64,iVBORw==', alt: '<Figure>' },
            { type: 'text', text: '0.31' },
            { type: 'error', text: 'ValueError: no tide' },
          ],
        },
      ],
    });
  });

  it('may be of the older format, empty, or none', () => {
    const older = {
      nbformat: 3,
      worksheets: [{ cells: [{ cell_type: 'heading', level: 2, source: 'Old' }] }],
    };
    expect(readNotebook(older)?.cells).toEqual([{ type: 'markdown', text: '## Old' }]);
    expect(readNotebook({ cells: [] })?.cells).toEqual([]);
    expect(readNotebook({ cells: [null, 7, { cell_type: 'code', outputs: 'x' }] })?.cells).toHaveLength(3);
    expect(readNotebook({ some: 'thing' })).toBeUndefined();
    expect(readNotebook(null)).toBeUndefined();
  });
});
