import { useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type Assessment, createAssessment, deleteAssessment } from '../api/assessments.ts';
import type { TraceInfo } from '../api/traces.ts';
import { Badge } from '../components/badge.tsx';
import { Button, IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { JsonView } from '../components/json-view.tsx';
import { RelativeTime } from '../components/time.tsx';
import { notify } from '../components/toast.tsx';
import { toneOf, valueText } from './assessment-chip.tsx';
import { AssessmentDialog } from './assessment-dialog.tsx';
import type { SpanNode } from './span-tree.ts';
import styles from './traces.module.css';

/** What people and judges say of the trace and of this span, and a way to say more. */
export function Assessments({
  trace,
  node,
}: {
  readonly trace: TraceInfo;
  readonly node: SpanNode;
}): ReactNode {
  const [adds, setAdds] = useState(false);
  const [removed, setRemoved] = useState<Assessment>();
  const client = useQueryClient();
  const changed = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['trace', trace.id], exact: true });
    await client.invalidateQueries({ queryKey: ['traces', trace.experimentId] });
  };
  const onSpan = trace.assessments.filter(({ spanId }) => spanId === node.span.id);
  const others = trace.assessments.filter(({ spanId }) => spanId !== node.span.id);
  return (
    <div className={styles['parts']}>
      <div>
        <Button small onClick={() => setAdds(true)}>
          <Plus aria-hidden /> Add assessment
        </Button>
      </div>
      {trace.assessments.length === 0 && (
        <p className="soft">
          Nobody has judged this trace yet. Feedback says how it went; an expectation says what would have
          been right.
        </p>
      )}
      <List title="This span" assessments={onSpan} onRemove={setRemoved} />
      <List title="The trace" assessments={others} onRemove={setRemoved} />
      <AssessmentDialog
        open={adds}
        onClose={() => setAdds(false)}
        spanId={node.span.id}
        spanName={node.span.name}
        isRoot={node.depth === 0}
        onSave={async (made) => {
          await createAssessment(trace.id, made);
          await changed();
          notify(`${made.name} added`);
        }}
      />
      <ConfirmDialog
        title="Delete this assessment?"
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        action="Delete"
        onConfirm={async () => {
          if (!removed) return;
          await deleteAssessment(trace.id, removed.id);
          await changed();
        }}
      >
        <bdi>{removed?.name}</bdi> will be gone. This cannot be undone.
      </ConfirmDialog>
    </div>
  );
}

interface ListProps {
  readonly title: string;
  readonly assessments: readonly Assessment[];
  readonly onRemove: (assessment: Assessment) => void;
}

function List({ title, assessments, onRemove }: ListProps): ReactNode {
  if (assessments.length === 0) return null;
  return (
    <section>
      <h3 className={styles['sideHead']}>{title}</h3>
      <ul className={styles['documents']}>
        {assessments.map((each) => (
          <li key={each.id} className={styles['document']}>
            <div className={styles['sideHead']}>
              <span className={styles['bulk']}>
                <strong className="truncate">
                  <bdi>{each.name}</bdi>
                </strong>
                <Badge tone={toneOf(each)}>
                  {typeof each.value === 'object' ? each.kind : valueText(each)}
                </Badge>
                <span className="soft">{each.kind}</span>
              </span>
              <IconButton label={`Delete ${each.name}`} small onClick={() => onRemove(each)}>
                <Trash2 aria-hidden />
              </IconButton>
            </div>
            {typeof each.value === 'object' && each.value !== null && <JsonView value={each.value} />}
            {each.error && (
              <p className={styles['failure']}>
                {each.error.code} {each.error.message}
              </p>
            )}
            {each.rationale !== '' && <p className={styles['rationale']}>{each.rationale}</p>}
            <p className="soft">
              {SOURCES[each.sourceType] ?? each.sourceType} <bdi>{each.sourceId}</bdi>,{' '}
              <RelativeTime ms={each.createdMs} />
              {!each.isValid && ', overridden'}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SOURCES: Readonly<Record<string, string>> = {
  HUMAN: 'By',
  LLM_JUDGE: 'Judged by',
  CODE: 'Computed by',
};
