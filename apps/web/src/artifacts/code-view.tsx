import { type ReactNode, useEffect, useState } from 'react';
import styles from './code-view.module.css';
import type { Token } from './highlight.ts';
import { LANGUAGES } from './languages.ts';

/** Above so many characters text is shown in one colour. */
const MOST_COLOURED = 300_000;
const LINES_PER_BLOCK = 200;

export interface CodeViewProps {
  readonly text: string;
  /** A file ending, which tells the language. */
  readonly extension: string;
  readonly label: string;
}

/** Text with line numbers, coloured where its language is known. Blocks out of view are not laid out. */
export function CodeView({ text, extension, label }: CodeViewProps): ReactNode {
  const lines = useLines(text, extension);
  const blocks = Array.from({ length: Math.ceil(lines.length / LINES_PER_BLOCK) }, (_, index) => index);
  return (
    // Long text scrolls: the keyboard must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroller']} tabIndex={0} role="region" aria-label={label}>
      <pre className={styles['code']} style={{ '--digits': `${String(lines.length).length}ch` } as object}>
        {blocks.map((block) => {
          const own = lines.slice(block * LINES_PER_BLOCK, (block + 1) * LINES_PER_BLOCK);
          return (
            <code
              key={block}
              className={styles['block']}
              style={{ containIntrinsicSize: `auto ${own.length * 20}px` }}
            >
              {own.map((tokens, index) => (
                <span key={index} className={styles['line']} data-line={block * LINES_PER_BLOCK + index + 1}>
                  {tokens.map(({ text: part, scope }, place) =>
                    scope ? (
                      <span key={place} className={styles[scope]}>
                        {part}
                      </span>
                    ) : (
                      part
                    ),
                  )}
                  {'\n'}
                </span>
              ))}
            </code>
          );
        })}
      </pre>
    </div>
  );
}

/** The lines at once in one colour, and coloured as soon as the language has been loaded. */
function useLines(text: string, extension: string): readonly (readonly Token[])[] {
  const [coloured, setColoured] = useState<{ of: string; lines: readonly (readonly Token[])[] }>();
  const language = text.length > MOST_COLOURED ? undefined : LANGUAGES.get(extension);
  useEffect(() => {
    if (!language) return undefined;
    let isCurrent = true;
    // Without its colours text is as readable: a part that cannot be loaded is not worth a word.
    void import('./highlight.ts')
      .then(({ highlight }) => highlight(text, language))
      .then((lines) => isCurrent && setColoured({ of: text, lines }))
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [text, language]);
  if (coloured?.of === text) return coloured.lines;
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => [{ text: line }]);
}
