import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { previewAddress } from '../api/artifacts.ts';
import type { Run } from '../api/runs.ts';
import { kindOf } from '../artifacts/kinds.ts';
import preview from '../artifacts/preview.module.css';
import { Select } from '../components/choices.tsx';
import { EmptyState } from '../components/states.tsx';
import { Truncated } from '../components/truncated.tsx';
import styles from './compare.module.css';
import { placeOf } from './merged-folder.ts';
import { TextDiff } from './text-diff.tsx';

export interface ComparedFileProps {
  readonly path: string;
  /** The runs that have the file. */
  readonly runs: readonly Run[];
  /** How many runs there are in all. */
  readonly total: number;
  readonly colors: readonly string[];
}

const IMAGES = new Set(['image', 'svg']);
const OPAQUE = new Set(['pdf', 'audio', 'video', 'parquet', 'binary']);

/** One file as several runs have it. */
export function ComparedFile({ path, runs, total, colors }: ComparedFileProps): ReactNode {
  const kind = kindOf(path);
  return (
    <section className={preview['preview']} aria-label={path}>
      <header className={preview['head']}>
        <h2 className="truncate">
          <Truncated text={path} />
        </h2>
        <span className={preview['facts']}>
          in {runs.length} of {total} runs
        </span>
      </header>
      {IMAGES.has(kind) ? (
        <ul className={styles['images']}>
          {runs.map((run, index) => (
            <li key={run.id}>
              <a
                href={previewAddress(placeOf(run), path)}
                target="_blank"
                rel="noreferrer"
                className={styles['image']}
              >
                <img src={previewAddress(placeOf(run), path)} alt={`${path} of ${run.name}`} loading="lazy" />
              </a>
              <RunName run={run} color={colors[index] ?? ''} />
            </li>
          ))}
        </ul>
      ) : OPAQUE.has(kind) ? (
        <EmptyState title="Files of this kind are not compared">
          Open it in a run:{' '}
          {runs.slice(0, 12).map((run) => (
            <Link
              key={run.id}
              className={styles['inRun']}
              to={`/experiments/${run.experimentId}/runs/${run.id}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`}
            >
              {run.name}
            </Link>
          ))}
        </EmptyState>
      ) : (
        <Texts path={path} runs={runs} />
      )}
    </section>
  );
}

export function RunName({ run, color }: { readonly run: Run; readonly color: string }): ReactNode {
  return (
    <span className={styles['named']}>
      <span className={styles['swatch']} style={{ background: color }} />
      <Link to={`/experiments/${run.experimentId}/runs/${run.id}`} className="truncate">
        <Truncated text={run.name || run.id} />
      </Link>
    </span>
  );
}

function Texts({ path, runs }: { readonly path: string; readonly runs: readonly Run[] }): ReactNode {
  const [left, setLeft] = useState(runs[0]?.id ?? '');
  const [right, setRight] = useState(runs[1]?.id ?? runs[0]?.id ?? '');
  const [before, after] = [left, right].map((id) => runs.find((run) => run.id === id));
  const choices = runs.map(({ id, name }) => [id, name || id] as const);
  if (!before || !after) return null;
  return (
    <>
      <div className={styles['sides']}>
        <Select label="Left" value={left} onChange={setLeft} choices={choices} />
        <Select label="Right" value={right} onChange={setRight} choices={choices} />
      </div>
      <TextDiff key={`${left} ${right}`} path={path} before={before} after={after} />
    </>
  );
}
