import { invalidParameter } from '@millrace/contracts/errors';
import type { Field, Value } from '../filter.ts';
import type { Node } from '../node.ts';
import { reprSet } from '../python-repr.ts';
import { isNumeric, isTextLike, numberOf, quotedText, textList } from '../read-clause.ts';
import { TRACE_NUMBERS } from './trace-fields.ts';
import { expectedText } from './values.ts';

const LISTED = ['name', 'status', 'request_id', 'run_id', 'client_request_id'];

/** The right side of a clause about a trace. */
export function readTraceValue(field: Field, node: Node): Value {
  if (isTextLike(node)) return quotedText(node);
  const isList = node.kind === 'parenthesis';
  switch (field.type) {
    case 'attribute':
      return isList ? readList(field, node) : readNumber(field, node);
    case 'tag':
    case 'span':
      if (isList) return textList(node);
      throw expectedText(field, node);
    case 'feedback':
    case 'expectation':
      if (isNumeric(node)) return numberOf(node);
      throw invalidParameter(
        `Expected a quoted string value or numeric value for ${field.type} (e.g. 'my-value' or 0.8). Got value ${node.text}`,
      );
    default:
      throw expectedText(field, node);
  }
}

function readList(field: Field, node: Node): Value {
  if (!LISTED.includes(field.key))
    throw invalidParameter(
      `Only attributes in ${reprSet(LISTED)} supports comparison with a list of quoted string values.`,
    );
  return textList(node);
}

function readNumber(field: Field, node: Node): Value {
  if (!isNumeric(node))
    throw invalidParameter(
      `Expected a quoted string value or a list of quoted string values for attributes. Got value ${node.text}`,
    );
  if (!TRACE_NUMBERS.includes(field.key))
    throw invalidParameter(
      `Only the '${reprSet(TRACE_NUMBERS)}' attributes support comparison with numeric values.`,
    );
  return numberOf(node);
}
