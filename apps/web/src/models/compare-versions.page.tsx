import { type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Switch } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { CompareVersionsTable } from './compare-versions-table.tsx';
import { modelPlace, readComparedVersions } from './places.ts';
import { useComparedVersions } from './use-compared-versions.ts';

/** Versions of a model side by side. */
export function Component(): ReactNode {
  const [query] = useSearchParams();
  const asked = readComparedVersions(query);
  if (!asked)
    return (
      <Page title="Compare versions" crumbs={[{ label: 'Models', to: '/models' }]}>
        <EmptyState title="Nothing to compare" actions={<Link to="/models">To the models</Link>}>
          Choose two or more versions on a model’s page, and press Compare.
        </EmptyState>
      </Page>
    );
  return <Comparison key={query.toString()} {...asked} />;
}

interface ComparisonProps {
  readonly name: string;
  readonly versions: readonly string[];
}

function Comparison({ name, versions }: ComparisonProps): ReactNode {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const loads = useComparedVersions(name, versions);
  const failed = loads.filter(({ error }) => error !== null);
  const all = loads.flatMap(({ data }) => data ?? []);
  return (
    <Page
      title={`Compare ${versions.length} versions`}
      crumbs={[
        { label: 'Models', to: '/models' },
        { label: name, to: modelPlace(name) },
      ]}
      actions={<Switch label="Only what differs" checked={onlyDifferent} onChange={setOnlyDifferent} />}
    >
      {failed[0] ? (
        <ErrorState
          what="A version"
          error={failed[0].error}
          onRetry={() => failed.forEach(({ refetch }) => void refetch())}
        />
      ) : all.length < versions.length ? (
        <SkeletonLines count={10} />
      ) : (
        <CompareVersionsTable name={name} all={all} onlyDifferent={onlyDifferent} />
      )}
    </Page>
  );
}
