import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ownTags } from '../api/key-values.ts';
import type { RegisteredModel } from '../api/registered-models.ts';
import { TagChip } from '../components/badge.tsx';
import { RelativeTime } from '../components/time.tsx';
import type { VirtualColumn } from '../components/virtual-table.tsx';
import { plainWords } from '../format/plain-words.ts';
import { AliasChip } from './alias-chip.tsx';
import styles from './models.module.css';
import { modelPlace, versionPlace } from './places.ts';
import { StageBadge } from './stage-badge.tsx';

const MOST_CHIPS = 3;

export const MODEL_COLUMNS: readonly VirtualColumn<RegisteredModel>[] = [
  { id: 'name', header: 'Name', width: 'minmax(200px, 2fr)', sortBy: 'name', cell: nameCell },
  { id: 'latest', header: 'Latest version', width: '110px', cell: latestCell },
  { id: 'stages', header: 'Stages', width: '200px', cell: stagesCell },
  { id: 'aliases', header: 'Aliases', width: 'minmax(200px, 1.2fr)', cell: aliasesCell },
  { id: 'tags', header: 'Tags', width: 'minmax(180px, 1.2fr)', cell: tagsCell },
  {
    id: 'updated',
    header: 'Updated',
    width: '120px',
    sortBy: 'last_updated_timestamp',
    cell: ({ updatedMs, createdMs }) => <RelativeTime ms={updatedMs || createdMs} />,
  },
];

function nameCell({ name, description }: RegisteredModel): ReactNode {
  return (
    <>
      <Link to={modelPlace(name)} className="truncate" title={name}>
        <bdi>{name}</bdi>
      </Link>
      {description !== '' && (
        <span className={`truncate soft ${styles['aside']}`} title={description}>
          <bdi>{plainWords(description)}</bdi>
        </span>
      )}
    </>
  );
}

function latestCell({ name, latestVersions: [latest] }: RegisteredModel): ReactNode {
  if (!latest) return <span className="soft">None</span>;
  return <Link to={versionPlace(name, latest.version)}>Version {latest.version}</Link>;
}

function stagesCell({ name, latestVersions }: RegisteredModel): ReactNode {
  return latestVersions
    .filter(({ stage }) => stage === 'Staging' || stage === 'Production')
    .map(({ stage, version }) => (
      <Link key={stage} to={versionPlace(name, version)} title={`${stage}: version ${version}`}>
        <StageBadge stage={stage} version={version} />
      </Link>
    ));
}

function aliasesCell({ name, aliases }: RegisteredModel): ReactNode {
  return (
    <>
      {aliases.slice(0, MOST_CHIPS).map(({ alias, version }) => (
        <Link key={alias} to={versionPlace(name, version)} title={`@${alias} is version ${version}`}>
          <AliasChip alias={alias} version={version} />
        </Link>
      ))}
      <More count={aliases.length - MOST_CHIPS} />
    </>
  );
}

function tagsCell({ tags }: RegisteredModel): ReactNode {
  const own = ownTags(tags);
  return (
    <>
      {own.slice(0, MOST_CHIPS).map(([key, value]) => (
        <TagChip key={key} name={key} value={value} />
      ))}
      <More count={own.length - MOST_CHIPS} />
    </>
  );
}

function More({ count }: { readonly count: number }): ReactNode {
  return count > 0 && <span className="soft">+{count}</span>;
}
