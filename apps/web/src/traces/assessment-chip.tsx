import type { ReactNode } from 'react';
import type { Assessment } from '../api/assessments.ts';
import { Badge, type BadgeTone } from '../components/badge.tsx';
import { formatNumber } from '../format/numbers.ts';

/** An assessment in a word: its name and value. */
export function AssessmentChip({ assessment }: { readonly assessment: Assessment }): ReactNode {
  const text = valueText(assessment);
  return (
    <span title={`${assessment.name}: ${text}`} style={{ minWidth: 0, display: 'inline-flex' }}>
      <Badge tone={toneOf(assessment)}>
        <span className="truncate">
          <bdi>{assessment.name}</bdi>: <bdi>{text}</bdi>
        </span>
      </Badge>
    </span>
  );
}

/** The value in a line. */
export function valueText({ value, error }: Assessment): string {
  if (error) return 'failed';
  if (value === true || value === 'yes') return 'yes';
  if (value === false || value === 'no') return 'no';
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function toneOf({ kind, value, error }: Assessment): BadgeTone {
  if (error || kind === 'issue') return 'bad';
  if (kind === 'expectation') return 'info';
  if (value === true || value === 'yes') return 'good';
  if (value === false || value === 'no') return 'bad';
  return 'plain';
}
