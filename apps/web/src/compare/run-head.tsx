import { Ellipsis, Target, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Run } from '../api/runs.ts';
import { StatusIcon } from '../components/badge.tsx';
import { IconButton } from '../components/button.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { RelativeTime } from '../components/time.tsx';
import { Truncated } from '../components/truncated.tsx';
import styles from './compare.module.css';

export interface RunHeadProps {
  readonly run: Run;
  readonly color: string;
  readonly isBase: boolean;
  readonly onBase: () => void;
  readonly onRemove: () => void;
}

/** A run at the head of its column. */
export function RunHead({ run, color, isBase, onBase, onRemove }: RunHeadProps): ReactNode {
  return (
    <div className={styles['runHead']}>
      <span className={styles['swatch']} style={{ background: color }} />
      <div className={styles['runName']}>
        <Link to={`/experiments/${run.experimentId}/runs/${run.id}`} className="truncate">
          <Truncated text={run.name || run.id} />
        </Link>
        <span className={styles['runFacts']}>
          {isBase ? (
            <strong>baseline</strong>
          ) : (
            <>
              <StatusIcon status={run.status} /> <RelativeTime ms={run.startMs} />
            </>
          )}
        </span>
      </div>
      <Menu
        align="end"
        trigger={
          <IconButton small quiet label={`More about ${run.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Target aria-hidden />} onClick={onBase}>
          {isBase ? 'No baseline' : 'Make it the baseline'}
        </MenuItem>
        <MenuItem icon={<X aria-hidden />} onClick={onRemove}>
          Take out of the comparison
        </MenuItem>
      </Menu>
    </div>
  );
}
