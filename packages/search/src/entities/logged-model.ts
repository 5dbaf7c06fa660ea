import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { type Comparison, type Field, isList, type NumberValue, type Value } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import type { Node } from '../node.ts';
import { reprText } from '../python-repr.ts';
import { readTextList } from '../text-list.ts';

const COLLECTIONS = ['metrics', 'params', 'tags'];
const TYPES = ['attributes', 'metrics', 'params', 'tags'];
const NUMERIC_OPS = ['<', '<=', '>', '>=', '=', '!='];
const TEXT_OPS = ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'];

const ALIASES: Readonly<Record<string, string>> = {
  creation_time: 'creation_timestamp_ms',
  creation_timestamp: 'creation_timestamp_ms',
  last_updated_timestamp: 'last_updated_timestamp_ms',
};
const NUMBERS = ['creation_timestamp_ms', 'last_updated_timestamp_ms'];

/** The attributes a logged model has: MLflow takes any attribute of its row. */
const ATTRIBUTES = [
  'model_id',
  'experiment_id',
  'name',
  'artifact_location',
  'model_type',
  'source_run_id',
  'status',
  'lifecycle_stage',
  'status_message',
  ...NUMBERS,
];

/** Filters of logged models: a grammar of its own (mlflow/utils/search_logged_model_utils.py). */
export const loggedModelGrammar: Grammar = {
  read,
  oneByOne: true,
  check: (comparison) => {
    const { type, key, comparator, value } = comparison;
    // To MLflow they are attributes of its row, which its database library does not compare.
    if (type === 'attributes' && COLLECTIONS.includes(key) && ['=', '!='].includes(comparator))
      throw new MlflowError(
        'BAD_REQUEST',
        "Can't compare a collection to an object or collection; use contains() to test for membership.",
      );
    if (type === 'attributes' && !ATTRIBUTES.includes(key))
      throw invalidParameter(`Invalid logged model search key '${key}'`);
    if (isList(value) && comparator !== 'IN' && comparator !== 'NOT IN')
      throw new MlflowError(
        'BAD_REQUEST',
        `A list can be compared with IN and NOT IN only, not with ${comparator}.`,
      );
    return comparison;
  },
  unreadable: (filter, why) => {
    const start = `Invalid filter string: ${reprText(filter)}. `;
    if (why === 'tokens') return start;
    if (why === 'statements') return `${start}Expected a single SQL expression.`;
    return `${start}Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').`;
  },
};

function read(parts: readonly Node[]): Comparison {
  const [left, comparator, right] = parts as [Node, Node, Node?];
  if (parts.length !== 3 || !right) {
    const text = parts.map((part) => part.text).join('');
    throw invalidParameter(`Invalid comparison: ${text}. Expected a comparison with 3 tokens.`);
  }
  const field = readField(left.text);
  const op = comparator.text.toUpperCase();
  const numeric =
    field.type === 'metrics' ||
    (field.type === 'attributes' && NUMBERS.includes(ALIASES[field.key] ?? field.key));
  const ops = numeric ? NUMERIC_OPS : TEXT_OPS;
  if (!ops.includes(op))
    throw invalidParameter(
      `Invalid comparison operator for ${field.type}.${field.key}: ${reprText(op)}. Expected one of (${ops.map(reprText).join(', ')}).`,
    );
  const value = numeric ? readNumber(right.text) : readText(right);
  return { kind: 'comparison', ...field, comparator: op, value };
}

function readField(text: string): Field {
  const match = /^([a-z]+)\.(.+)$/.exec(text);
  if (!match) return { type: 'attributes', key: withoutBackticks(ALIASES[text] ?? text) };
  const [, type = '', key = ''] = match;
  if (!TYPES.includes(type))
    throw invalidParameter(
      `Invalid entity type: ${reprText(type)}. Expected one of [${TYPES.map(reprText).join(', ')}].`,
    );
  return { type, key: withoutBackticks(key) };
}

/** All backticks at both ends go, as with Python's strip(). */
function withoutBackticks(text: string): string {
  return text.replace(/^`+/, '').replace(/`+$/, '');
}

/** What Python's float() takes. */
function readNumber(text: string): NumberValue {
  const special = /^([+-]?)(?:(nan)|inf|infinity)$/i.exec(text);
  if (special) return { number: 'float', digits: special[2] ? 'NaN' : `${special[1]}Infinity` };
  const number = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+)?$/i;
  if (!number.test(text)) throw invalidParameter(`Expected a number in the filter, found ${text}`);
  const digits = text.replaceAll('_', '').replace(/^\+/, '');
  return { number: /^-?\d+$/.test(digits) ? 'integer' : 'float', digits };
}

/** A list is read whatever it is compared with: MLflow's database finds what it may not be compared with, after all else is read. */
function readText(node: Node): Value {
  if (node.text.startsWith('(') && node.text.endsWith(')')) return readTextList(node.text, true);
  return node.text.replace(/^'+/, '').replace(/'+$/, '');
}
