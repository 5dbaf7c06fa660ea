import {
  Bot,
  Boxes,
  Braces,
  CircleDot,
  Database,
  Hammer,
  Link2,
  ListOrdered,
  type LucideIcon,
  MessageSquare,
  Scale,
  Search,
  Shapes,
  ShieldCheck,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { attributeOf, type Span } from '../api/spans.ts';
import styles from './span-kind.module.css';

interface Kind {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly hue: 'model' | 'tool' | 'search' | 'flow' | 'plain';
}

/** MLflow's span types. Others may have any name. */
const KINDS: Readonly<Record<string, Kind>> = {
  LLM: { icon: MessageSquare, word: 'LLM', hue: 'model' },
  CHAT_MODEL: { icon: MessageSquare, word: 'Chat model', hue: 'model' },
  AGENT: { icon: Bot, word: 'Agent', hue: 'flow' },
  CHAIN: { icon: Link2, word: 'Chain', hue: 'flow' },
  WORKFLOW: { icon: Workflow, word: 'Workflow', hue: 'flow' },
  TASK: { icon: Workflow, word: 'Task', hue: 'flow' },
  TOOL: { icon: Hammer, word: 'Tool', hue: 'tool' },
  RETRIEVER: { icon: Search, word: 'Retriever', hue: 'search' },
  EMBEDDING: { icon: Shapes, word: 'Embedding', hue: 'search' },
  RERANKER: { icon: ListOrdered, word: 'Reranker', hue: 'search' },
  MEMORY: { icon: Database, word: 'Memory', hue: 'search' },
  PARSER: { icon: Braces, word: 'Parser', hue: 'plain' },
  GUARDRAIL: { icon: ShieldCheck, word: 'Guardrail', hue: 'tool' },
  EVALUATOR: { icon: Scale, word: 'Evaluator', hue: 'tool' },
};

const PLAIN: Kind = { icon: CircleDot, word: 'Span', hue: 'plain' };

export function kindOf(span: Span): Kind {
  const type = attributeOf(span, 'mlflow.spanType');
  if (typeof type !== 'string' || type === '' || type === 'UNKNOWN') return PLAIN;
  return (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? { icon: Boxes, word: type, hue: 'plain' };
}

/** What kind of work a span is, as an icon with a name. */
export function KindIcon({ span }: { readonly span: Span }): ReactNode {
  const { icon: Icon, word, hue } = kindOf(span);
  return (
    <span className={`${styles['icon']} ${styles[hue]}`} role="img" aria-label={word} title={word}>
      <Icon aria-hidden />
    </span>
  );
}

/** The class that gives `--hue`, the colour of a kind of work. */
export const hueOf = (span: Span): string =>
  styles[span.status === 'ERROR' ? 'failed' : kindOf(span).hue] ?? '';
