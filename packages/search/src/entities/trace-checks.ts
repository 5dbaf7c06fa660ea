import { invalidParameter } from '@millrace/contracts/errors';
import type { Field } from '../filter.ts';
import type { Node } from '../node.ts';
import { reprSet } from '../python-repr.ts';
import { isNumeric, isTextLike } from '../read-clause.ts';

const SPAN_OPS = ['!=', '=', 'IN', 'NOT IN', 'LIKE', 'ILIKE', 'RLIKE'];
const CONTENT_OPS = ['LIKE', 'ILIKE'];
const SPAN_KEYS = ['name', 'status', 'type'];
const ATTRIBUTE_PREFIX = 'attributes.';

/** Throws unless a span has this field and the field this comparator. */
export function checkSpan({ key }: Field, comparator: string): void {
  const isAttribute = key.startsWith(ATTRIBUTE_PREFIX);
  if (key === ATTRIBUTE_PREFIX)
    throw invalidParameter("Span attribute name cannot be empty after 'attributes.'");
  if (!isAttribute && !SPAN_KEYS.includes(key) && key !== 'content')
    throw invalidParameter(
      `Invalid span attribute '${key}'. Supported attributes: ${SPAN_KEYS.join(', ')}, attributes.<attribute_name>.`,
    );
  const ops = key === 'content' ? CONTENT_OPS : SPAN_OPS;
  if (!ops.includes(comparator))
    throw invalidParameter(`span.${key} comparator '${comparator}' not one of '${reprSet(ops)}'`);
}

export function checkIssue(key: string, comparator: string): void {
  if (key !== 'id') throw invalidParameter(`Invalid issue attribute '${key}'. Supported attributes: id`);
  if (comparator !== '=')
    throw invalidParameter(`issue.${key} comparator '${comparator}' not one of '${reprSet(['='])}'`);
}

/** Feedback and expectations are compared by size with numbers, and otherwise with text. */
export function checkAssessmentValue({ type }: Field, comparator: string, node: Node): void {
  if (type !== 'feedback' && type !== 'expectation') return;
  const bySize = ['>', '>=', '<', '<='].includes(comparator);
  if (bySize ? isNumeric(node) : isTextLike(node)) return;
  throw invalidParameter(
    bySize
      ? `Expected a numeric value for ${type} when using comparator '${comparator}'. Got value ${node.text}`
      : `Expected a quoted string value for ${type} (e.g. 'my-value'). Got value ${node.text}`,
  );
}
