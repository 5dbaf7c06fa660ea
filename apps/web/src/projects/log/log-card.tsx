import { type ReactNode, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { projectLogAddress } from '../../api/project-runs.ts';
import { useCommands } from '../../app/commands.ts';
import { useStored } from '../../app/stored.ts';
import { classes } from '../../components/classes.ts';
import { Card } from '../../components/page.tsx';
import { SkeletonLines } from '../../components/states.tsx';
import { formatCount } from '../../format/numbers.ts';
import { LogBar } from './log-bar.tsx';
import type { FeedView } from './log-feed.ts';
import { LogSearch } from './log-search.ts';
import { type LogScroll, LogView } from './log-view.tsx';
import styles from './log.module.css';
import { useLog } from './use-log.ts';

/** What a run prints, as it prints it. `onEnd` is called once it has ended. */
export function LogCard({ runId, onEnd }: { readonly runId: string; readonly onEnd: () => void }): ReactNode {
  const view = useLog(runId, onEnd);
  const [search, setSearch] = useState('');
  const [current, setCurrent] = useState<number>();
  const [follows, setFollows] = useState(true);
  const [wraps, setWraps] = useStored('log.wraps', false);
  const scroll = useRef<LogScroll>(null);
  const field = useRef<HTMLInputElement>(null);
  const wanted = useDeferredValue(search);
  const searching = useMemo(() => new LogSearch(wanted), [wanted]);
  const found = searching.lines(view.lines);
  const at = current === undefined ? -1 : found.indexOf(current);

  const step = (by: 1 | -1): void => {
    if (found.length === 0) return;
    const next = found[(at < 0 && by < 0 ? found.length - 1 : at + by + found.length) % found.length] ?? 0;
    setFollows(false);
    setCurrent(next);
    scroll.current?.to(next);
  };
  const follow = useCallback((next: boolean): void => setFollows(next), []);
  useCommands([
    {
      id: 'log-search',
      group: 'This run',
      label: 'Search the log',
      keys: '/',
      run: () => field.current?.focus(),
    },
    { id: 'log-end', group: 'This run', label: 'Follow the log', keys: 'f', run: () => setFollows(!follows) },
  ]);
  return (
    <Card flush>
      <div className={classes(styles['log'], view.state !== 'ended' && styles['grows'])}>
        <LogBar
          search={search}
          onSearch={(text) => {
            setSearch(text);
            setCurrent(undefined);
          }}
          searchRef={field}
          found={found.length}
          at={at}
          onStep={step}
          follows={follows}
          onFollow={follow}
          wraps={wraps}
          onWrap={setWraps}
          downloadHref={projectLogAddress(runId)}
          downloadName={`project-run-${runId}.log`}
        />
        <Note view={view} />
        {view.state === 'waiting' ? (
          <SkeletonLines count={4} />
        ) : (
          <LogView
            ref={scroll}
            view={view}
            wanted={wanted}
            current={current}
            follows={follows}
            onFollow={follow}
            wraps={wraps}
          />
        )}
      </div>
    </Card>
  );
}

function Note({ view: { state, lines } }: { readonly view: FeedView }): ReactNode {
  const note =
    state === 'broken'
      ? 'The connection is broken. It is tried again…'
      : lines.end > 0
        ? lines.first > 0 &&
          `The first ${formatCount(lines.first)} lines are not shown: download the log to read them.`
        : state === 'ended'
          ? 'Nothing was printed.'
          : state === 'live' && 'Nothing has been printed yet.';
  return (
    <div role="status" className={note ? styles['note'] : undefined}>
      {note}
    </div>
  );
}
