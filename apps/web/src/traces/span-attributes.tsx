import type { ReactNode } from 'react';
import { attributeOf, type Span } from '../api/spans.ts';
import { CopyButton } from '../components/code-block.tsx';
import { JsonView } from '../components/json-view.tsx';
import { formatTime } from '../format/times.ts';
import styles from './traces.module.css';

/** Inputs and outputs have a place of their own. */
const ELSEWHERE = ['mlflow.spanInputs', 'mlflow.spanOutputs'];

/** All else that a span says of itself. */
export function SpanAttributes({ span }: { readonly span: Span }): ReactNode {
  const keys = Object.keys(span.attributes).filter((key) => !ELSEWHERE.includes(key));
  return (
    <dl className={styles['attributes']}>
      <div>
        <dt>Span id</dt>
        <dd>
          <span className="mono">{span.id}</span> <CopyButton text={span.id} label="Copy the span id" />
        </dd>
      </div>
      <div>
        <dt>Started</dt>
        <dd className="tabular">{formatTime(span.startNs / 1e6)}</dd>
      </div>
      {keys.toSorted().map((key) => (
        <div key={key}>
          <dt title={key}>
            <bdi>{key}</bdi>
          </dt>
          <dd>
            <Value value={attributeOf(span, key)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const LONGEST_LINE = 120;

export function Value({ value }: { readonly value: unknown }): ReactNode {
  if (typeof value === 'object' && value !== null) return <JsonView value={value} depth={1} />;
  const text = String(value);
  return text.length > LONGEST_LINE || text.includes('\n') ? (
    <JsonView value={value} />
  ) : (
    <bdi className="mono">{text}</bdi>
  );
}
