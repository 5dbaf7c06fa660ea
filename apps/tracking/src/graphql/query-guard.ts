import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';

const MAX_DEPTH = 10;
const MAX_SELECTIONS = 1000;
const MAX_ROOT_FIELDS = 10;
const MAX_ALIASES = 10;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Level {
  readonly set: SelectionSetNode;
  readonly depth: number;
}

/**
 * Refuses queries that are too deep, too wide or too large, before they are looked at more closely: with MLflow's limits.
 * Fragments count where they are used. Throws GraphQLError.
 */
export function guardQuery(document: DocumentNode): void {
  const fragments: Fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const budget = { selections: MAX_SELECTIONS };
  let rootFields = 0;
  let aliases = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const levels: Level[] = [{ set: definition.selectionSet, depth: 1 }];
    for (let level = levels.pop(); level !== undefined; level = levels.pop()) {
      const { set, depth } = level;
      if (depth > MAX_DEPTH) throw new GraphQLError(`Query exceeds maximum depth of ${MAX_DEPTH}`);
      const fields = fieldsOf(set, fragments, budget);
      if (depth === 1) rootFields += fields.length;
      aliases = Math.max(aliases, fields.filter((field) => field.alias !== undefined).length);
      for (const { selectionSet } of fields)
        if (selectionSet) levels.push({ set: selectionSet, depth: depth + 1 });
    }
  }
  atMost(MAX_ROOT_FIELDS, 'root fields', rootFields);
  atMost(MAX_ALIASES, 'aliases', aliases);
}

/** The fields of one level, those of its fragments among them, each fragment once. */
function fieldsOf(set: SelectionSetNode, fragments: Fragments, budget: { selections: number }): FieldNode[] {
  const fields: FieldNode[] = [];
  const used = new Set<string>();
  const open = [...set.selections];
  for (let selection = open.shift(); selection !== undefined; selection = open.shift()) {
    if (budget.selections === 0)
      throw new GraphQLError(`Query exceeds maximum total selections of ${MAX_SELECTIONS}`);
    budget.selections -= 1;
    if (selection.kind === Kind.FIELD) fields.push(selection);
    else if (selection.kind === Kind.INLINE_FRAGMENT) open.push(...selection.selectionSet.selections);
    else if (!used.has(selection.name.value)) {
      used.add(selection.name.value);
      open.push(...(fragments.get(selection.name.value)?.selectionSet.selections ?? []));
    }
  }
  return fields;
}

function atMost(most: number, what: string, count: number): void {
  if (count > most)
    throw new GraphQLError(`GraphQL queries should have at most ${most} ${what}, got ${count} ${what}.`);
}
