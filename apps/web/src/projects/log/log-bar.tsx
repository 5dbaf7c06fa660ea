import { ArrowDownToLine, ChevronDown, ChevronUp, Download, WrapText } from 'lucide-react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { IconButton } from '../../components/button.tsx';
import { DownloadLink } from '../../components/download-link.tsx';
import { SearchField } from '../../components/field.tsx';
import { counted } from '../../format/numbers.ts';
import styles from './log.module.css';

export interface LogBarProps {
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly searchRef: Ref<HTMLInputElement>;
  /** How many lines fit, and which of them one is at, from 0; -1 before the first was gone to. */
  readonly found: number;
  readonly at: number;
  readonly onStep: (by: 1 | -1) => void;
  readonly follows: boolean;
  readonly onFollow: (follows: boolean) => void;
  readonly wraps: boolean;
  readonly onWrap: (wraps: boolean) => void;
  readonly downloadHref: string;
  readonly downloadName: string;
}

/** What one can do with a log: search it, follow its end, break its lines, download it. */
export function LogBar(props: LogBarProps): ReactNode {
  const { search, found, at, onStep, follows, wraps } = props;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onStep(event.shiftKey ? -1 : 1);
  };
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Log">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <span className={styles['search']} onKeyDown={press}>
        <SearchField
          ref={props.searchRef}
          label="Search the log"
          placeholder="Search"
          value={search}
          onChange={props.onSearch}
        />
      </span>
      {search !== '' && (
        <>
          <span role="status" className={styles['found']}>
            {found === 0 ? 'Nothing found' : at < 0 ? counted(found, 'line') : `${at + 1} of ${found}`}
          </span>
          <IconButton
            small
            label="Line before"
            keys="Shift Enter"
            disabled={found === 0}
            onClick={() => onStep(-1)}
          >
            <ChevronUp aria-hidden />
          </IconButton>
          <IconButton small label="Next line" keys="Enter" disabled={found === 0} onClick={() => onStep(1)}>
            <ChevronDown aria-hidden />
          </IconButton>
        </>
      )}
      <span className={styles['right']}>
        <IconButton
          small
          label={follows ? 'Stop following the end' : 'Follow the end'}
          aria-pressed={follows}
          onClick={() => props.onFollow(!follows)}
        >
          <ArrowDownToLine aria-hidden />
        </IconButton>
        <IconButton small label="Break long lines" aria-pressed={wraps} onClick={() => props.onWrap(!wraps)}>
          <WrapText aria-hidden />
        </IconButton>
        <DownloadLink small label="Download the log" href={props.downloadHref} name={props.downloadName}>
          <Download aria-hidden />
        </DownloadLink>
      </span>
    </div>
  );
}
