import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Span, SpanEvent } from '../api/spans.ts';
import { CodeBlock } from '../components/code-block.tsx';
import { formatDuration } from '../format/times.ts';
import { Value } from './span-attributes.tsx';
import styles from './traces.module.css';

/** What happened while a span was under way. */
export function SpanEvents({ span }: { readonly span: Span }): ReactNode {
  if (span.events.length === 0)
    return <p className={`soft ${styles['parts']}`}>Nothing was noted while it ran.</p>;
  return (
    <ol className={styles['parts']}>
      {span.events.map((event, index) => (
        <li key={index}>
          <div className={styles['sideHead']}>
            <h3>
              <bdi>{event.name}</bdi>
            </h3>
            <span className="soft tabular">
              after {formatDuration(Math.max(0, event.timeNs - span.startNs) / 1e6)}
            </span>
          </div>
          <dl className={styles['attributes']}>
            {Object.entries(event.attributes).map(([key, value]) => (
              <div key={key}>
                <dt title={key}>
                  <bdi>{key}</bdi>
                </dt>
                <dd>
                  <Value value={value} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}

/** An exception, in OpenTelemetry's words for it. */
export function ExceptionView({ event: { attributes } }: { readonly event: SpanEvent }): ReactNode {
  const text = (key: string): string => {
    const value = attributes[`exception.${key}`];
    return typeof value === 'string' ? value : '';
  };
  const stack = text('stacktrace');
  return (
    <div className={styles['exception']}>
      <p className={styles['failure']} role="note">
        <OctagonAlert aria-hidden />
        <span>
          <strong>
            <bdi>{text('type') || 'Exception'}</bdi>
          </strong>{' '}
          <bdi>{text('message')}</bdi>
        </span>
      </p>
      {stack !== '' && (
        <details>
          <summary>Stack trace</summary>
          <CodeBlock code={stack} />
        </details>
      )}
    </div>
  );
}
