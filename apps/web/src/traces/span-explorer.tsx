import { ChevronDown, ChevronUp, FoldVertical, UnfoldVertical } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Span } from '../api/spans.ts';
import type { TraceInfo } from '../api/traces.ts';
import { useCommands } from '../app/commands.ts';
import { useStored } from '../app/stored.ts';
import { IconButton } from '../components/button.tsx';
import { SearchField } from '../components/field.tsx';
import { Split } from '../components/split.tsx';
import { EmptyState } from '../components/states.tsx';
import { SpanDetail } from './span-detail.tsx';
import { spanMatches } from './span-search.ts';
import { SpanRows } from './span-rows.tsx';
import { spanTree, visibleNodes, withAncestors } from './span-tree.ts';
import styles from './traces.module.css';

const NOTHING: ReadonlySet<string> = new Set();

export interface SpanExplorerProps {
  readonly trace: TraceInfo;
  readonly spans: readonly Span[];
}

/** The tree of spans at the left, the chosen one at the right. Which one is part of the address. */
export function SpanExplorer({ trace, spans }: SpanExplorerProps): ReactNode {
  const [query, setQuery] = useSearchParams();
  // The address follows when the router comes to it, which may be after the next key press.
  const [chosen, setChosen] = useState(query.get('span'));
  const [share, setShare] = useStored('trace-split', 0.55);
  const [folded, setFolded] = useState(NOTHING);
  const [words, setWords] = useState('');
  const searched = useDeferredValue(words.trim());
  const roots = useMemo(() => spanTree(spans), [spans]);
  const all = useMemo(() => visibleNodes(roots, NOTHING), [roots]);
  const matches = useMemo(
    () => (searched === '' ? undefined : all.filter(({ span }) => spanMatches(span, searched))),
    [all, searched],
  );
  const shown = useMemo(
    () => (matches ? visibleNodes(roots, NOTHING, withAncestors(matches)) : visibleNodes(roots, folded)),
    [roots, folded, matches],
  );
  const matching = useMemo(() => matches && new Set(matches.map(({ span }) => span.id)), [matches]);
  const selected = all.find(({ span }) => span.id === chosen) ?? all[0];
  const select = (id: string): void => {
    setChosen(id);
    setQuery(
      (before) => {
        before.set('span', id);
        return before;
      },
      { replace: true },
    );
  };
  const step = (by: 1 | -1): void => {
    if (!matches || matches.length === 0) return;
    const at = matches.findIndex((node) => node === selected);
    const next = matches[at < 0 ? 0 : (at + by + matches.length) % matches.length];
    if (next) select(next.span.id);
  };
  const foldAll = (): void =>
    setFolded(
      new Set(
        all.filter(({ children, depth }) => depth > 0 && children.length > 0).map(({ span }) => span.id),
      ),
    );
  useCommands([
    { id: 'fold-spans', group: 'This page', label: 'Fold all spans', run: foldAll },
    { id: 'unfold-spans', group: 'This page', label: 'Unfold all spans', run: () => setFolded(NOTHING) },
    {
      id: 'search-spans',
      group: 'This page',
      label: 'Search in spans',
      keys: '/',
      run: () => document.querySelector<HTMLInputElement>('#span-search')?.focus(),
    },
  ]);
  if (!selected)
    return (
      <EmptyState title="No spans">
        {trace.state === 'IN_PROGRESS'
          ? 'It is under way; its spans come when they end.'
          : 'The program told of this trace, but sent none of its spans.'}
      </EmptyState>
    );
  const atMatch = matches?.findIndex((node) => node === selected) ?? -1;
  return (
    <div className={styles['explorer']}>
      <Split
        label="Width of the tree of spans"
        share={share}
        onShare={setShare}
        first={
          <div className={styles['tree']}>
            <div className={styles['tools']}>
              <SearchField
                id="span-search"
                label="Search in spans"
                placeholder="Search names, inputs, outputs, attributes"
                value={words}
                onChange={setWords}
                onKeyUp={(event: KeyboardEvent) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1)}
              />
              {matches ? (
                <>
                  <span className="soft tabular" role="status">
                    {matches.length === 0
                      ? 'None'
                      : `${atMatch < 0 ? '–' : atMatch + 1} of ${matches.length}`}
                  </span>
                  <IconButton label="Previous match" keys="Shift Enter" small onClick={() => step(-1)}>
                    <ChevronUp aria-hidden />
                  </IconButton>
                  <IconButton label="Next match" keys="Enter" small onClick={() => step(1)}>
                    <ChevronDown aria-hidden />
                  </IconButton>
                </>
              ) : (
                <>
                  <IconButton label="Fold all" small onClick={foldAll}>
                    <FoldVertical aria-hidden />
                  </IconButton>
                  <IconButton label="Unfold all" small onClick={() => setFolded(NOTHING)}>
                    <UnfoldVertical aria-hidden />
                  </IconButton>
                </>
              )}
            </div>
            <SpanRows
              all={spans}
              nodes={shown}
              folded={matches ? NOTHING : folded}
              onFold={setFolded}
              matching={matching}
              selected={selected}
              onSelect={select}
            />
          </div>
        }
        second={<SpanDetail key={selected.span.id} trace={trace} node={selected} />}
      />
    </div>
  );
}
