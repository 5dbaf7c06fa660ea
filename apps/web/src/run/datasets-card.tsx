import { Database } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DatasetInput } from '../api/runs.ts';
import { Badge } from '../components/badge.tsx';
import { CopyButton } from '../components/code-block.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Card } from '../components/page.tsx';
import { Truncated } from '../components/truncated.tsx';
import { VirtualGrid } from '../components/virtual-grid.tsx';
import { counted } from '../format/numbers.ts';
import { datasetAddress, datasetColumns, datasetProfile } from './dataset-schema.ts';
import { Facts } from '../components/facts.tsx';
import styles from './run.module.css';
import { RUN_TAGS } from './run-tags.ts';
import { webAddress } from './source-links.ts';

/** The datasets that a run used; each opens to its schema and profile. */
export function DatasetsCard({ datasets }: { readonly datasets: readonly DatasetInput[] }): ReactNode {
  const [shown, setShown] = useState<DatasetInput>();
  if (datasets.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          Datasets <span className={styles['count']}>{datasets.length}</span>
        </>
      }
    >
      <ul className={styles['list']}>
        {datasets.map((dataset) => {
          const context = dataset.tags[RUN_TAGS.datasetContext];
          return (
            <li key={`${dataset.name} ${dataset.digest}`}>
              <button type="button" className={styles['listButton']} onClick={() => setShown(dataset)}>
                <Database aria-hidden />
                <Truncated text={dataset.name} />
                <code className="soft">{dataset.digest}</code>
                {context && <Badge tone="accent">{context}</Badge>}
              </button>
            </li>
          );
        })}
      </ul>
      <Dialog
        title={shown?.name ?? ''}
        width={680}
        open={shown !== undefined}
        onClose={() => setShown(undefined)}
      >
        {shown && <DatasetFacts dataset={shown} />}
      </Dialog>
    </Card>
  );
}

const COLUMNS = [{ id: 'type', header: 'Type', width: 200 }];
const MOST_ROWS = 9;

function DatasetFacts({ dataset }: { readonly dataset: DatasetInput }): ReactNode {
  const columns = datasetColumns(dataset.schema);
  const address = datasetAddress(dataset.source);
  const link = webAddress(address);
  const context = dataset.tags[RUN_TAGS.datasetContext];
  return (
    <div className={styles['dataset']}>
      <Facts
        facts={[
          ['Digest', <code key="digest">{dataset.digest}</code>],
          context !== undefined && ['Context', context],
          ['Source type', dataset.sourceType],
          [
            'Source',
            <span key="source" className={styles['withCopy']}>
              {link ? (
                <a href={link} target="_blank" rel="noreferrer noopener">
                  {address}
                </a>
              ) : (
                <bdi>{address}</bdi>
              )}
              <CopyButton text={address} label="Copy the source" />
            </span>,
          ],
          ...datasetProfile(dataset.profile).map(([key, value]): [string, ReactNode] => [key, value]),
        ]}
      />
      {columns.length > 0 ? (
        <section>
          <h3>Schema: {counted(columns.length, 'column')}</h3>
          <div
            className={styles['gridBox']}
            style={{ height: 33 + Math.min(MOST_ROWS, columns.length) * 30 }}
          >
            <VirtualGrid
              label="Schema"
              className={styles['valuesGrid']}
              rowCount={columns.length}
              columns={COLUMNS}
              grow="last"
              rowHead={{
                header: 'Column',
                width: 220,
                cell: (row) => <Truncated text={columns[row]?.name ?? ''} />,
              }}
              cell={(row) => <code title={columns[row]?.type}>{columns[row]?.type}</code>}
            />
          </div>
        </section>
      ) : (
        <p className="soft">It was logged without a schema.</p>
      )}
    </div>
  );
}
