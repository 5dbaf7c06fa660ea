import type { ReactNode } from 'react';
import { MarkdownView } from '../components/markdown.tsx';
import { EmptyState } from '../components/states.tsx';
import { CodeView } from './code-view.tsx';
import type { Notebook, NotebookCell, NotebookOutput } from './notebook.ts';
import styles from './notebook-view.module.css';

/** A notebook as one reads it. */
export function NotebookView({ notebook }: { readonly notebook: Notebook }): ReactNode {
  const { cells, extension } = notebook;
  if (cells.length === 0) return <EmptyState title="The notebook is empty" />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['notebook']} tabIndex={0} role="region" aria-label="Notebook">
      {cells.map((cell, index) => (
        <Cell key={index} cell={cell} extension={extension} place={index + 1} />
      ))}
    </div>
  );
}

function Cell({
  cell,
  extension,
  place,
}: {
  readonly cell: NotebookCell;
  readonly extension: string;
  readonly place: number;
}): ReactNode {
  if (cell.type !== 'code')
    return (
      <div className={styles['prose']}>
        {cell.type === 'markdown' ? <MarkdownView text={cell.text} /> : <pre>{cell.text}</pre>}
      </div>
    );
  return (
    <div className={styles['cell']}>
      <span className={styles['count']}>[{cell.count ?? ' '}]</span>
      <div className={styles['code']}>
        <CodeView text={cell.text} extension={extension} label={`Code of cell ${place}`} />
        {cell.outputs.map((output, index) => (
          <Output key={index} output={output} label={`Output ${index + 1} of cell ${place}`} />
        ))}
      </div>
    </div>
  );
}

function Output({ output, label }: { readonly output: NotebookOutput; readonly label: string }): ReactNode {
  if (output.type === 'image') return <img src={output.source} alt={output.alt || 'Picture'} />;
  if (output.type === 'markdown') return <MarkdownView text={output.text} />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles[output.type]} tabIndex={0} role="region" aria-label={label}>
      {output.text}
    </pre>
  );
}
