import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { getRegisteredModel } from '../api/registered-models.ts';
import { Card } from '../components/page.tsx';
import { classes } from '../components/classes.ts';
import { RelativeTime } from '../components/time.tsx';
import { AliasChip } from './alias-chip.tsx';
import { type ComparedRow, type ComparedVersion, comparedSections } from './compared-rows.ts';
import styles from './models.module.css';
import { runPlace, versionPlace } from './places.ts';
import { StageBadge } from './stage-badge.tsx';

export interface CompareVersionsTableProps {
  readonly name: string;
  readonly all: readonly ComparedVersion[];
  readonly onlyDifferent: boolean;
}

/** A column for each version, a table for each kind of thing; what differs is marked. */
export function CompareVersionsTable({ name, all, onlyDifferent }: CompareVersionsTableProps): ReactNode {
  const { data: model } = useQuery({
    queryKey: ['model', name],
    queryFn: ({ signal }) => getRegisteredModel(name, { signal }),
  });
  const aliasesOf = (version: string): readonly string[] =>
    (model?.aliases ?? []).filter((each) => each.version === version).map(({ alias }) => alias);
  return (
    <div className={styles['stack']}>
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
                    differs={row.differs}
                    isNumber={row.isNumber}
                    cells={row.values.map(valueCell)}
                  />
                ))}
              </Table>
            )}
          </Card>
        );
      })}
    </div>
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

function valueCell(value: ComparedRow['values'][number]): ReactNode {
  return value === undefined ? <span className="soft">–</span> : <bdi>{value}</bdi>;
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
  readonly differs?: boolean;
  readonly isNumber?: boolean;
}

function Line({ name, cells, differs, isNumber }: LineProps): ReactNode {
  return (
    <tr data-differs={differs || undefined}>
      <th scope="row" title={name}>
        <bdi>{name}</bdi>
      </th>
      {cells.map((cell, index) => (
        <td key={index} className={classes(differs && styles['differs'], isNumber && styles['number'])}>
          {cell}
        </td>
      ))}
    </tr>
  );
}
