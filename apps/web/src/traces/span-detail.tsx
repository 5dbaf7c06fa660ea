import { type ReactNode, useState } from 'react';
import { attributeOf, type Span } from '../api/spans.ts';
import { tokensOf, type TraceInfo } from '../api/traces.ts';
import { Badge } from '../components/badge.tsx';
import { Tabs } from '../components/tabs.tsx';
import { formatCount } from '../format/numbers.ts';
import { formatDuration } from '../format/times.ts';
import { Assessments } from './assessments.tsx';
import { SpanAttributes } from './span-attributes.tsx';
import { SpanContent } from './span-content.tsx';
import { ExceptionView, SpanEvents } from './span-events.tsx';
import { KindIcon, kindOf } from './span-kind.tsx';
import type { SpanNode } from './span-tree.ts';
import styles from './traces.module.css';

type Part = 'content' | 'attributes' | 'events' | 'assessments';

let lastPart: Part = 'content';

/** What one span holds. The part that was looked at last stays open from span to span. */
export function SpanDetail({
  trace,
  node,
}: {
  readonly trace: TraceInfo;
  readonly node: SpanNode;
}): ReactNode {
  const { span } = node;
  const [part, setPart] = useState<Part>(lastPart);
  const change = (next: Part): void => {
    lastPart = next;
    setPart(next);
  };
  const exceptions = span.events.filter(({ name }) => name === 'exception');
  const count = (name: string, of: number): ReactNode => (
    <>
      {name} {of > 0 && <span className="soft tabular">{of}</span>}
    </>
  );
  return (
    <section className={styles['detail']} aria-label="Span">
      <Head span={span} />
      {span.status === 'ERROR' && exceptions.length === 0 && (
        <p className={styles['failure']} role="note">
          {span.statusMessage || 'It failed, and did not say why.'}
        </p>
      )}
      {exceptions.map((event) => (
        <ExceptionView key={`${event.timeNs}`} event={event} />
      ))}
      <Tabs
        label="Parts of the span"
        value={part}
        onChange={change}
        tabs={[
          ['content', 'Inputs and outputs', <SpanContent key="content" span={span} />],
          [
            'attributes',
            count('Attributes', Object.keys(span.attributes).length),
            <SpanAttributes key="attributes" span={span} />,
          ],
          ['events', count('Events', span.events.length), <SpanEvents key="events" span={span} />],
          [
            'assessments',
            count('Assessments', trace.assessments.length),
            <Assessments key="assessments" trace={trace} node={node} />,
          ],
        ]}
      />
    </section>
  );
}

function Head({ span }: { readonly span: Span }): ReactNode {
  const tokens = tokensOf(span.attributes['mlflow.chat.tokenUsage']);
  const model = attributeOf(span, 'mlflow.llm.model');
  return (
    <header className={styles['spanHead']}>
      <KindIcon span={span} />
      <h2 className="truncate" title={span.name}>
        <bdi>{span.name}</bdi>
      </h2>
      {span.status === 'ERROR' && <Badge tone="bad">Error</Badge>}
      <Badge>{kindOf(span).word}</Badge>
      {typeof model === 'string' && (
        <Badge>
          <bdi>{model}</bdi>
        </Badge>
      )}
      {span.endNs !== undefined && (
        <span className="soft tabular">{formatDuration((span.endNs - span.startNs) / 1e6)}</span>
      )}
      {tokens?.total !== undefined && (
        <span className="soft tabular" title={`${tokens.input ?? '?'} in, ${tokens.output ?? '?'} out`}>
          {formatCount(tokens.total)} tokens
        </span>
      )}
    </header>
  );
}
