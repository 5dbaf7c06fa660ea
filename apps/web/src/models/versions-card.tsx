import { GitCompare } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { RegisteredModel } from '../api/registered-models.ts';
import { Button } from '../components/button.tsx';
import { Card } from '../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { VirtualTable } from '../components/virtual-table.tsx';
import styles from './models.module.css';
import { compareVersionsPlace } from './places.ts';
import { useVersions } from './use-versions.ts';
import { versionColumns } from './version-columns.tsx';

export interface VersionsCardProps {
  readonly model: RegisteredModel;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

const ROW = 44;
const HEAD = 34;
const MOST_ROWS = 14;

/** The versions of a model, to look at, to compare, to give aliases and stages to. */
export function VersionsCard({ model, selected, onSelect }: VersionsCardProps): ReactNode {
  const versions = useVersions(model.name);
  const navigate = useNavigate();
  const rows = versions.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card
      flush
      title="Versions"
      actions={
        <Button
          small
          disabled={selected.size < 2}
          onClick={() => void navigate(compareVersionsPlace(model.name, [...selected]))}
        >
          <GitCompare aria-hidden /> Compare{selected.size > 0 && ` ${selected.size}`}
        </Button>
      }
    >
      {versions.isPending ? (
        <SkeletonLines count={4} />
      ) : versions.error && rows.length === 0 ? (
        <ErrorState what="The versions" error={versions.error} onRetry={() => void versions.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title="No versions yet" code={registerCode(model.name)}>
          Register a model that was logged:
        </EmptyState>
      ) : (
        <div
          className={styles['table']}
          style={{ height: HEAD + ROW * Math.min(rows.length, MOST_ROWS) + 12 }}
        >
          <VirtualTable
            label="Versions"
            columns={versionColumns(model)}
            rows={rows}
            rowKey={({ version }) => version}
            rowName={({ version }) => `version ${version}`}
            rowHeight={ROW}
            selected={selected}
            onSelect={onSelect}
            hasMore={versions.hasNextPage}
            onEnd={() => !versions.isFetchingNextPage && void versions.fetchNextPage()}
          />
        </div>
      )}
    </Card>
  );
}

const registerCode = (name: string): string =>
  `mlflow.register_model("runs:/<run id>/model", ${JSON.stringify(name)})`;
