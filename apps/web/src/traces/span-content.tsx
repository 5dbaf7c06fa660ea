import { type ReactNode, useState } from 'react';
import { attributeOf, type Span } from '../api/spans.ts';
import { Segmented } from '../components/choices.tsx';
import { JsonView } from '../components/json-view.tsx';
import { chatOf } from './chat.ts';
import { ChatMessages } from './chat-messages.tsx';
import { documentsOf } from './documents.ts';
import { RetrievedDocuments } from './retrieved-documents.tsx';
import styles from './traces.module.css';

/** A span's inputs and outputs: conversations and retrieved documents as such, everything else as JSON. */
export function SpanContent({ span }: { readonly span: Span }): ReactNode {
  return (
    <div className={styles['parts']}>
      <Side title="Inputs" value={attributeOf(span, 'mlflow.spanInputs')} />
      <Side title="Outputs" value={attributeOf(span, 'mlflow.spanOutputs')} />
    </div>
  );
}

function Side({ title, value }: { readonly title: string; readonly value: unknown }): ReactNode {
  const [asJson, setAsJson] = useState(false);
  const chat = chatOf(value);
  const documents = chat ? undefined : documentsOf(value);
  const hasLook = chat !== undefined || documents !== undefined;
  return (
    <section>
      <div className={styles['sideHead']}>
        <h3>{title}</h3>
        {hasLook && (
          <Segmented
            label={`How to show ${title.toLowerCase()}`}
            value={asJson ? 'json' : 'read'}
            onChange={(next) => setAsJson(next === 'json')}
            choices={[
              ['read', chat ? 'Messages' : 'Documents'],
              ['json', 'JSON'],
            ]}
          />
        )}
      </div>
      {value === undefined ? (
        <p className="soft">None.</p>
      ) : chat && !asJson ? (
        <ChatMessages messages={chat} />
      ) : documents && !asJson ? (
        <RetrievedDocuments documents={documents} />
      ) : (
        <JsonView value={value} depth={3} />
      )}
    </section>
  );
}
