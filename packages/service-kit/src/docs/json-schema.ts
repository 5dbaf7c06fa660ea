import type { Field, MessageType, Shape } from '@millrace/contracts/wire/field';

export type JsonSchema = { readonly [key: string]: unknown };

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: ['integer', 'string'], format: 'int64' },
  double: { type: ['number', 'string'], format: 'double' },
  bool: { type: 'boolean' },
  bytes: { type: 'string', contentEncoding: 'base64' },
  value: {},
  struct: { type: 'object' },
  timestamp: { type: 'string', format: 'date-time' },
  duration: { type: 'string', examples: ['1.5s'] },
};

/** The schemas of the messages that an OpenAPI document refers to, each under one name. */
export class MessageSchemas {
  readonly schemas: Record<string, JsonSchema> = {};
  private readonly names = new Map<MessageType<Shape>, string>();

  /** A reference to the message's schema, which is added when it is new. */
  reference(message: MessageType<Shape>): JsonSchema {
    return { $ref: `#/components/schemas/${this.names.get(message) ?? this.put(message)}` };
  }

  field(field: Field<unknown>): JsonSchema {
    switch (field.kind) {
      case 'enum':
        return { type: 'string', enum: Object.keys(field.numbers) };
      case 'repeated':
        return { type: 'array', items: this.field(field.item) };
      case 'map':
        return { type: 'object', additionalProperties: this.field(field.item) };
      case 'message':
        return this.reference(field.message);
      default:
        return SCALARS[field.kind] ?? {};
    }
  }

  private put(message: MessageType<Shape>): string {
    const name = this.freeName(message.name);
    // Known before its fields are looked at: a message may hold itself.
    this.names.set(message, name);
    this.schemas[name] = {};
    const properties = Object.entries(message.fields).map(
      ([key, field]) => [key, this.field(field)] as const,
    );
    this.schemas[name] = { type: 'object', properties: Object.fromEntries(properties) };
    return name;
  }

  private freeName(name: string): string {
    let free = name;
    for (let number = 2; free in this.schemas; number++) free = `${name}${number}`;
    return free;
  }
}
