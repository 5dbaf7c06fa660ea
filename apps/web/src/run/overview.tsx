import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NOTE_TAG } from '../api/key-values.ts';
import { deleteRunTag, type Run, setRunTag } from '../api/runs.ts';
import { Card } from '../components/page.tsx';
import { TagList } from '../components/tag-list.tsx';
import { AboutCard } from './about-card.tsx';
import { ChildRunsCard } from './child-runs-card.tsx';
import { DatasetsCard } from './datasets-card.tsx';
import { MetricsCard } from './metrics-card.tsx';
import { ModelsCard } from './models-card.tsx';
import { NotesCard } from './notes-card.tsx';
import { ParamsCard } from './params-card.tsx';
import styles from './run.module.css';
import { SystemTags } from './system-tags.tsx';

/** What a run was given, what came out of it, and where it is from. */
export function Overview({ run, base }: { readonly run: Run; readonly base: string }): ReactNode {
  const client = useQueryClient();
  const changed = async (change: Promise<unknown>): Promise<void> => {
    await change;
    await client.invalidateQueries({ queryKey: ['run', run.id] });
    void client.invalidateQueries({ queryKey: ['runs'] });
  };
  return (
    <div className={styles['overview']}>
      <div className={styles['main']}>
        <NotesCard
          key={run.id}
          text={run.tags[NOTE_TAG] ?? ''}
          onSave={(text) => changed(setRunTag(run.id, NOTE_TAG, text))}
        />
        <div className={styles['pair']}>
          <div className={styles['column']}>
            <MetricsCard run={run} chartsTo={`${base}/model-metrics`} />
          </div>
          <div className={styles['column']}>
            <ParamsCard params={run.params} />
          </div>
        </div>
        <ChildRunsCard run={run} />
        <ModelsCard run={run} />
      </div>
      <aside className={styles['rail']} aria-label="About this run">
        <AboutCard run={run} />
        <Card title="Tags">
          <TagList
            tags={run.tags}
            onSet={(key, value) => changed(setRunTag(run.id, key, value))}
            onDelete={(key) => changed(deleteRunTag(run.id, key))}
          />
        </Card>
        <DatasetsCard datasets={run.datasets} />
        <SystemTags tags={run.tags} />
      </aside>
    </div>
  );
}
