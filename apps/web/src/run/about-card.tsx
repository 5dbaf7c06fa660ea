import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { getRun, type Run } from '../api/runs.ts';
import { StatusBadge } from '../components/badge.tsx';
import { CopyButton } from '../components/code-block.tsx';
import { Card } from '../components/page.tsx';
import { Duration, RelativeTime } from '../components/time.tsx';
import { Truncated } from '../components/truncated.tsx';
import { formatTime } from '../format/times.ts';
import { Facts } from '../components/facts.tsx';
import { projectRunPlace, sweepPlace } from '../projects/places.ts';
import styles from './run.module.css';
import { RUN_TAGS } from './run-tags.ts';
import { commitPage, repositoryPage, webAddress } from './source-links.ts';

/** Who ran what when, from which source. */
export function AboutCard({ run }: { readonly run: Run }): ReactNode {
  const { tags } = run;
  const { [RUN_TAGS.parent]: parentId, [RUN_TAGS.entryPoint]: entryPoint } = tags;
  const branch = tags[RUN_TAGS.branch] ?? tags[RUN_TAGS.projectBranch];
  return (
    <Card title="About">
      <Facts
        facts={[
          ['Status', <StatusBadge key="status" status={run.status} />],
          [
            'Started',
            <span key="started">
              <RelativeTime ms={run.startMs} /> <span className="soft">{formatTime(run.startMs)}</span>
            </span>,
          ],
          run.endMs !== undefined && ['Ended', formatTime(run.endMs)],
          ['Duration', <Duration key="duration" startMs={run.startMs} endMs={run.endMs} />],
          ['User', <Truncated key="user" text={run.user || (tags[RUN_TAGS.user] ?? '–')} />],
          tags[RUN_TAGS.sweep] !== undefined && [
            'Sweep',
            <Link key="sweep" to={sweepPlace(tags[RUN_TAGS.sweep] ?? '')}>
              Its runs and their best
            </Link>,
          ],
          parentId !== undefined && ['Parent run', <ParentRun key="parent" id={parentId} />],
          ['Source', <Source key="source" run={run} />],
          entryPoint !== undefined && ['Entry point', <Truncated key="entry" text={entryPoint} />],
          tags[RUN_TAGS.commit] !== undefined && ['Commit', <Commit key="commit" run={run} />],
          branch !== undefined && ['Branch', <Truncated key="branch" text={branch} />],
          isOfProjectRunner(run) && [
            'Project run',
            <Link key="project" to={projectRunPlace(run.id)}>
              Its log and state
            </Link>,
          ],
          ['Run id', <Copied key="id" text={run.id} />],
          ['Artifacts', <Copied key="artifacts" text={run.artifactUri} />],
        ]}
      />
    </Card>
  );
}

/** Runs that `mlflow run` began by itself have no page of their own. */
const isOfProjectRunner = ({ tags }: Run): boolean =>
  tags[RUN_TAGS.sourceType] === 'PROJECT' &&
  tags[RUN_TAGS.projectBackend] !== undefined &&
  tags[RUN_TAGS.projectBackend] !== 'local' &&
  tags[RUN_TAGS.sweep] === undefined;

function Copied({ text }: { readonly text: string }): ReactNode {
  return (
    <span className={styles['withCopy']}>
      <code className="truncate" title={text}>
        <bdi>{text}</bdi>
      </code>
      <CopyButton text={text} />
    </span>
  );
}

function ParentRun({ id }: { readonly id: string }): ReactNode {
  const { data } = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => getRun(id, { signal }),
  });
  if (!data) return <code>{id.slice(0, 8)}</code>;
  return (
    <Link to={`/experiments/${data.experimentId}/runs/${id}`}>
      <Truncated text={data.name} />
    </Link>
  );
}

function Source({ run: { tags } }: { readonly run: Run }): ReactNode {
  const name = tags[RUN_TAGS.sourceName];
  if (!name) return '–';
  const link = webAddress(name);
  const type = tags[RUN_TAGS.sourceType];
  return (
    <span className={styles['stack']}>
      {link ? (
        <a href={link} target="_blank" rel="noreferrer noopener" className="truncate">
          {name}
        </a>
      ) : (
        <Truncated text={name} />
      )}
      {type && <span className="soft">{type.toLowerCase()}</span>}
    </span>
  );
}

function Commit({ run: { tags } }: { readonly run: Run }): ReactNode {
  const commit = tags[RUN_TAGS.commit] ?? '';
  const repository = tags[RUN_TAGS.repository] ?? tags[RUN_TAGS.projectRepository] ?? '';
  const page = commitPage(repository, commit);
  const home = repositoryPage(repository);
  return (
    <span className={styles['stack']}>
      <span className={styles['withCopy']}>
        {page ? (
          <a href={page} target="_blank" rel="noreferrer noopener">
            <code>{commit.slice(0, 10)}</code>
          </a>
        ) : (
          <code title={commit}>{commit.slice(0, 10)}</code>
        )}
        <CopyButton text={commit} label="Copy the commit" />
      </span>
      {home && (
        <a href={home} target="_blank" rel="noreferrer noopener" className="truncate">
          {home.replace(/^https?:\/\//, '')}
        </a>
      )}
    </span>
  );
}
