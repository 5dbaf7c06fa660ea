/** What a model takes or gives, one field of it. */
export interface SignatureField {
  readonly name: string;
  /** In words: `double`, `array<string>`, `tensor<float32, [-1, 28, 28]>`. */
  readonly type: string;
  readonly isOptional: boolean;
  /** The default of a parameter, as JSON; undefined for fields that have none. */
  readonly defaultValue: string | undefined;
}

export interface Signature {
  readonly inputs: readonly SignatureField[];
  readonly outputs: readonly SignatureField[];
  readonly params: readonly SignatureField[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads `signature` of an MLmodel file: JSON texts of lists of columns, tensors or parameters. */
export function readSignature(signature: unknown): Signature | undefined {
  if (!isObject(signature)) return undefined;
  return {
    inputs: fieldsOf(signature['inputs']),
    outputs: fieldsOf(signature['outputs']),
    params: fieldsOf(signature['params']),
  };
}

function fieldsOf(text: unknown): SignatureField[] {
  if (typeof text !== 'string') return [];
  try {
    const specs = JSON.parse(text) as unknown;
    return (Array.isArray(specs) ? specs : [specs]).filter(isObject).map(fieldOf);
  } catch {
    return [];
  }
}

function fieldOf(spec: Json, index: number): SignatureField {
  const hasDefault = Object.hasOwn(spec, 'default');
  return {
    name: typeof spec['name'] === 'string' ? spec['name'] : index === 0 ? '' : String(index),
    type: hasDefault && Array.isArray(spec['shape']) ? `array<${typeOf(spec)}>` : typeOf(spec),
    isOptional: spec['required'] === false || spec['optional'] === true || hasDefault,
    defaultValue: hasDefault ? JSON.stringify(spec['default']) : undefined,
  };
}

/** A type in words. */
function typeOf(spec: unknown): string {
  if (!isObject(spec)) return typeof spec === 'string' ? spec : 'any';
  const type = spec['type'];
  const tensor = spec['tensor-spec'];
  if (type === 'tensor' && isObject(tensor))
    return `tensor<${String(tensor['dtype'])}, ${JSON.stringify(tensor['shape']).replaceAll(',', ', ')}>`;
  if (type === 'array') return `array<${typeOf(spec['items'])}>`;
  if (type === 'map') return `map<${typeOf(spec['values'])}>`;
  if (type === 'object' && isObject(spec['properties'])) {
    const properties = Object.entries(spec['properties']).map(
      ([name, each]) => `${name}${isObject(each) && each['required'] === false ? '?' : ''}: ${typeOf(each)}`,
    );
    return `{ ${properties.join(', ')} }`;
  }
  return typeof type === 'string' ? type : 'any';
}

/** What two signatures say of one field, for a comparison: name and type. */
export const fieldText = ({ name, type, isOptional }: SignatureField): string =>
  `${name === '' ? '' : `${name}: `}${type}${isOptional ? ' (optional)' : ''}`;
