import { createHash } from 'node:crypto';
import { sortByText } from './json-path.ts';
import type { Json } from './scenario.ts';

/** Ends a message whose rest is the database's own text. */
export const databaseErrorMark = '<database error>';
const longest = 400;
// Times that a server made up lie after this; scenarios use earlier ones, and those must come back exactly.
const firstGeneratedTime = 1_750_000_000_000;
const generatedId =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g;
const generatedName = /^[a-z]+-[a-z]+-\d{1,4}$/;
const generatedInstant = /\b20(?:2[5-9]|[3-9]\d)-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g;
// SQLAlchemy's account of what the database said.
const databaseError = /\((?:raised as a result of Query|sqlite3\.|psycopg2\.).*$/s;
// A Python set's items come in another order each time the server starts.
const pythonSet = /\{('[^'{}]*'(?:, '[^'{}]*')+)\}/g;
const sortedSet = (_: string, items: string): string => `{${items.split(', ').sort().join(', ')}}`;
const experimentKeys = /^(?:experiment_ids?|source_experiment_ids?|experimentIds?)$/;

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export interface Surroundings {
  /** The scenario's text: what the author wrote is never taken for a generated value. */
  readonly definition: string;
  readonly uid: string;
  readonly server: string;
  /** Folders of the server's machine. */
  readonly folders: readonly string[];
}

/** Puts placeholders in place of what differs from run to run; one instance lives through one scenario. */
export class Normaliser {
  readonly #surroundings: Surroundings;
  readonly #captured = new Map<string, string>();
  readonly #generated = new Map<string, string>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** From now on, `value` reads `<name>`. */
  learn(name: string, value: Json): void {
    if (typeof value === 'string' && !this.#captured.has(value)) this.#captured.set(value, `<${name}>`);
  }

  /** Numbers of generated ids start anew, so that a difference stays within its step. */
  nextStep(): void {
    this.#generated.clear();
  }

  json(value: Json, key = ''): Json {
    if (typeof value === 'string') return this.text(value, key);
    if (typeof value === 'number' && experimentKeys.test(key)) {
      const text = this.text(String(value), key);
      return text.startsWith('<') ? `${text} as a number` : value;
    }
    if (typeof value === 'number') return value >= firstGeneratedTime && value < 1e13 ? '<time>' : value;
    if (Array.isArray(value))
      return sortedIfMap(
        key,
        value.map((item) => this.json(item, key)),
      );
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      entries.map(([name, inner]) => [
        this.text(name, ''),
        this.json(inner, key === 'data' ? `data.${name}` : name),
      ]),
    );
  }

  text(value: string, key: string): string {
    if (/^next_?page_?token$/i.test(key) && value !== '') return '<page token>';
    // GraphQL has times as text.
    if (/^\d{13}$/.test(value) && Number(value) >= firstGeneratedTime) return '<time>';
    let text = value
      .replaceAll(this.#surroundings.uid, '<uid>')
      .replaceAll(this.#surroundings.server, '<server>');
    for (const folder of this.#surroundings.folders) text = text.replaceAll(folder, '<folder>');
    text = this.#replaceCaptured(text, key);
    text = text.replace(/(?<=mlflow-artifacts:\/)[1-9]\d*(?![\w.-])/g, '<experiment>');
    if (experimentKeys.test(key) && /^[1-9]\d{0,7}$/.test(text)) return '<experiment>';
    if (key === 'digest' && /^[0-9a-f]{8}$/.test(text)) return this.#placeholder(text, 'digest');
    if (key === 'message')
      text = text.replace(databaseError, databaseErrorMark).replace(pythonSet, sortedSet);
    text = text.replace(generatedId, (id) => this.#placeholder(id, 'id'));
    text = text.replace(generatedInstant, (instant) => (this.#isWritten(instant) ? instant : '<instant>'));
    if (generatedName.test(text)) text = this.#placeholder(text, 'random name');
    return text.length <= longest ? text : this.#shortened(text);
  }

  #replaceCaptured(original: string, key: string): string {
    let text = original;
    for (const [value, placeholder] of [...this.#captured].sort(([a], [b]) => b.length - a.length)) {
      if (text === value && (value.length > 8 || experimentKeys.test(key))) return placeholder;
      if (value.length >= 16) text = text.replaceAll(value, placeholder);
      else if (/^\d+$/.test(value)) text = text.replace(experimentId(value, key), `$1${placeholder}`);
    }
    return text;
  }

  #isWritten(text: string): boolean {
    return this.#surroundings.definition.includes(text);
  }

  #placeholder(text: string, kind: string): string {
    if (this.#isWritten(text)) return text;
    const known = this.#generated.get(text);
    if (known !== undefined) return known;
    const placeholder = `<${kind} ${this.#generated.size + 1}>`;
    this.#generated.set(text, placeholder);
    return placeholder;
  }

  #shortened(text: string): string {
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
    return `${text.slice(0, 60)}… <${text.length} characters, sha256 ${digest}>`;
  }
}

// Lists that stand for maps: MLflow leaves their order to the database.
const maps = new Set([
  'tags',
  'params',
  'aliases',
  'request_metadata',
  'data.tags',
  'data.params',
  'data.metrics',
]);

function sortedIfMap(key: string, list: Json[]): Json[] {
  return maps.has(key) ? sortByText(list) : list;
}

/** An experiment's number where it stands for the experiment, not for any other number. */
function experimentId(id: string, key: string): RegExp {
  const contexts = [
    'mlflow-artifacts:/',
    '[Ee]xperiments?(?: (?:with )?(?:id|ID)s?)?[ =:]*[\'"\\[]?',
    'id[=:] ?',
    'ID:? ',
  ];
  if (key === 'message') contexts.push("'");
  return new RegExp(`((?:${contexts.join('|')}))${escape(id)}(?!\\w|\\.\\d)`, 'g');
}
