import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { ProjectError } from './project-error.ts';
import { plainScalar } from './plain-scalar.ts';

const MAX_ALIASES = 100;

/** A YAML file of a project, read so that whatever is wrong with it is told with its line and column. */
export class YamlFile {
  private readonly lines = new LineCounter();
  private document: Document | undefined;

  constructor(
    private readonly name: string,
    private readonly content: string,
  ) {}

  /** The entries of the file's mapping, by name; none for an empty file. Throws ProjectError. */
  root(): Map<string, unknown> {
    // All scalars are texts: what a plain one stands for is decided as the reference's parser does it.
    const document = parseDocument(this.content, {
      schema: 'failsafe',
      lineCounter: this.lines,
      prettyErrors: false,
    });
    this.document = document;
    const [error] = document.errors;
    if (error) throw this.at(error.pos[0], error.message);
    try {
      document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (error) {
      throw this.at(0, (error as Error).message);
    }
    return this.entries(document.contents, 'the file must be a mapping, such as "name: my project"');
  }

  /** The entries of a mapping by their names, with those that `<<` merges into it first; a null counts as an empty one. */
  entries(given: unknown, rule: string): Map<string, unknown> {
    const node = this.resolve(given);
    const entries = new Map<string, unknown>();
    if (isNothing(node)) return entries;
    if (!isMap(node)) throw this.wrong(given, rule);
    for (const { key, value } of node.items) if (isMerge(key)) this.merge(entries, value, rule);
    for (const { key, value } of node.items)
      if (!isMerge(key)) entries.set(String(isScalar(key) ? key.value : key), value);
    return entries;
  }

  /** A list of nodes; undefined and null count as an empty one. */
  list(given: unknown, rule: string): unknown[] {
    const node = this.resolve(given);
    if (isNothing(node)) return [];
    if (!isSeq(node)) throw this.wrong(node, rule);
    return node.items;
  }

  /** A scalar as text, as Python's `str` writes it; undefined for a null or nothing. */
  text(given: unknown, rule: string): string | undefined {
    const node = this.resolve(given);
    if (node === undefined || node === null) return undefined;
    if (!isScalar(node)) throw this.wrong(node, rule);
    const text = String(node.value);
    return node.type === 'PLAIN' ? plainScalar(text) : text;
  }

  /** What an alias stands for. */
  resolve(node: unknown): unknown {
    return isAlias(node) && this.document ? node.resolve(this.document) : node;
  }

  wrong(node: unknown, message: string): ProjectError {
    return this.at((node as Node | null)?.range?.[0] ?? 0, message);
  }

  private merge(into: Map<string, unknown>, value: unknown, rule: string): void {
    const node = this.resolve(value);
    for (const each of isSeq(node) ? node.items : [node])
      for (const [key, merged] of this.entries(each, rule)) if (!into.has(key)) into.set(key, merged);
  }

  private at(offset: number, message: string): ProjectError {
    const { line, col } = this.lines.linePos(offset);
    return new ProjectError(
      `${this.name} is wrong at line ${line}, column ${col}: ${message}.`.replace('..', '.'),
    );
  }
}

function isMerge(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<';
}

/** Whether there is no value: no node, or a null. */
export function isNothing(node: unknown): boolean {
  if (node === undefined || node === null) return true;
  return isScalar(node) && node.type === 'PLAIN' && plainScalar(String(node.value)) === undefined;
}
