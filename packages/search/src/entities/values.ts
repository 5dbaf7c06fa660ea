import { invalidParameter } from '@millrace/contracts/errors';
import type { Field, Value } from '../filter.ts';
import type { Node } from '../node.ts';
import { reprList } from '../python-repr.ts';
import { isNumeric, isTextLike, numberOf, quotedText, textList } from '../read-clause.ts';

/** Which attributes are numbers, and which may be compared with a list (all, where none are named). */
export interface ValueRules {
  readonly numbers: readonly string[];
  readonly lists?: readonly string[];
}

/** The right side of a clause about a run or an experiment (`_get_value` of MLflow's SearchUtils). */
export function readRunValue(field: Field, node: Node, rules: ValueRules): Value {
  if (field.type === 'metric') {
    if (!isNumeric(node))
      throw invalidParameter(`Expected numeric value type for metric. Found ${node.text}`);
    return numberOf(node);
  }
  if (field.type === 'attribute') return readAttribute(field, node, rules);
  if (isTextLike(node)) return quotedText(node);
  if (field.type !== 'dataset') throw expectedText(field, node);
  if (node.kind === 'parenthesis') return textList(node);
  throw invalidParameter(`Expected a quoted string value for dataset attributes. Got value ${node.text}`);
}

function readAttribute(field: Field, node: Node, rules: ValueRules): Value {
  if (rules.numbers.includes(field.key)) {
    if (!isNumeric(node))
      throw invalidParameter(
        `Expected numeric value type for numeric attribute: ${field.key}. Found ${node.text}`,
      );
    return numberOf(node);
  }
  if (isTextLike(node)) return quotedText(node);
  if (node.kind === 'parenthesis') return readAttributeList(field, node, rules);
  throw invalidParameter(`Expected a quoted string value for attributes. Got value ${node.text}`);
}

function readAttributeList(field: Field, node: Node, rules: ValueRules): Value {
  if (rules.lists && !rules.lists.includes(field.key))
    throw invalidParameter(
      `Only ${reprList(rules.lists.toSorted())} attributes support comparison with a list of quoted string values.`,
    );
  return textList(node);
}

export function expectedText(field: Field, node: Node): Error {
  return invalidParameter(
    `Expected a quoted string value for ${field.type} (e.g. 'my-value'). Got value ${node.text}`,
  );
}

/** The right side of a clause about a registered model or a version; without `numbers` it knows none. */
export function readRegistryValue(field: Field, node: Node, rules: ValueRules, numbersText?: string): Value {
  if (isTextLike(node)) return quotedText(node);
  if (field.type === 'tag') throw expectedText(field, node);
  if (node.kind === 'parenthesis') return readAttributeList(field, node, rules);
  if (isNumeric(node) && numbersText !== undefined) {
    if (!rules.numbers.includes(field.key))
      throw invalidParameter(`Only the '${numbersText}' attributes support comparison with numeric values.`);
    return numberOf(node);
  }
  throw invalidParameter(
    `Expected a quoted string value or a list of quoted string values for attributes. Got value ${node.text}`,
  );
}
