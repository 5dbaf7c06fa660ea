import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { getRegisteredModel } from '../api/registered-models.ts';
import { Stack } from '../components/columns.tsx';
import { Card } from '../components/page.tsx';
import { formatNumber } from '../format/numbers.ts';
import { RelativeTime } from '../components/time.tsx';
import { runPlace } from '../experiment/places.ts';
import { AliasChip } from './alias-chip.tsx';
import { type ComparedVersion, comparedSections } from './compared-rows.ts';
import styles from './models.module.css';
import { versionPlace } from './places.ts';
import { StageBadge } from './stage-badge.tsx';

export interface CompareVersionsTableProps {
  readonly name: string;
  readonly all: readonly ComparedVersion[];
  readonly onlyDifferent: boolean;
}

/** A column for each version, a table for each kind of thing; what is not as in the first one is marked. */
export function CompareVersionsTable({ name, all, onlyDifferent }: CompareVersionsTableProps): ReactNode {
  const { data: model } = useQuery({
    queryKey: ['model', name],
    queryFn: ({ signal }) => getRegisteredModel(name, { signal }),
  });
  const aliasesOf = (version: string): readonly string[] =>
    (model?.aliases ?? []).filter((each) => each.version === version).map(({ alias }) => alias);
  return (
    <Stack>
      <Card flush>
        <Table label="Versions" head={all}>
          <Line
            name="Stage"
            cells={all.map(({ version }) => (
              <StageBadge key="s" stage={version.stage} />
            ))}
          />
          <Line
            name="Aliases"
            cells={all.map(({ version }) => (
              <span key="a" className={styles['chips']}>
                {aliasesOf(version.version).map((alias) => (
                  <AliasChip key={alias} alias={alias} />
                ))}
              </span>
            ))}
          />
          <Line
            name="Registered"
            cells={all.map(({ version }) => (
              <RelativeTime key="r" ms={version.createdMs} />
            ))}
          />
          <Line name="Run" cells={all.map((each) => runCell(each))} />
        </Table>
      </Card>
      {comparedSections(all).map(({ title, rows }) => {
        const shown = onlyDifferent ? rows.filter(({ differs }) => differs) : rows;
        if (rows.length === 0) return null;
        return (
          <Card key={title} title={title} flush>
            {shown.length === 0 ? (
              <p className="soft" style={{ padding: 14 }}>
                The same in all.
              </p>
            ) : (
              <Table label={title} head={all}>
                {shown.map((row) => (
                  <Line
                    key={row.name}
                    name={row.name}
                    differing={row.deltas ? [] : row.values.map((value) => value !== row.values[0])}
                    cells={row.values.map((value, index) => valueCell(value, row.deltas?.[index]))}
                  />
                ))}
              </Table>
            )}
          </Card>
        );
      })}
    </Stack>
  );
}

function runCell({ version, run }: ComparedVersion): ReactNode {
  if (!run) return <span className="soft">{version.runId === '' ? 'None' : version.runId.slice(0, 8)}</span>;
  return (
    <Link to={runPlace(run.experimentId, run.id)}>
      <bdi>{run.name}</bdi>
    </Link>
  );
}

function valueCell(value: string | undefined, delta: number | undefined): ReactNode {
  if (value === undefined) return <span className="soft">–</span>;
  return (
    <>
      <bdi className="tabular">{value}</bdi>{' '}
      {delta !== undefined && delta !== 0 && (
        <span className={styles['delta']}>
          {delta > 0 && '+'}
          {formatNumber(delta)}
        </span>
      )}
    </>
  );
}

interface TableProps {
  readonly label: string;
  readonly head: readonly ComparedVersion[];
  readonly children: ReactNode;
}

function Table({ label, head, children }: TableProps): ReactNode {
  return (
    // Wide tables scroll: the keyboard must reach what is beyond.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['compare']} tabIndex={0} role="region" aria-label={label}>
      <table aria-label={label}>
        <thead>
          <tr>
            <td />
            {head.map(({ version: { name, version } }) => (
              <th key={version} scope="col">
                <Link to={versionPlace(name, version)}>Version {version}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface LineProps {
  readonly name: string;
  readonly cells: readonly ReactNode[];
  /** Which cells are not as the first one. */
  readonly differing?: readonly boolean[];
}

function Line({ name, cells, differing = [] }: LineProps): ReactNode {
  return (
    <tr>
      <th scope="row" title={name}>
        <bdi>{name}</bdi>
      </th>
      {cells.map((cell, index) => (
        <td key={index} className={differing[index] ? styles['differs'] : undefined}>
          {cell}
        </td>
      ))}
    </tr>
  );
}
