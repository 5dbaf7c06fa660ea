import type { ReactNode } from 'react';
import { JsonView } from '../components/json-view.tsx';
import type { RetrievedDocument } from './documents.ts';
import styles from './traces.module.css';

const MOST = 100;

/** The documents that a retriever found, in its order. */
export function RetrievedDocuments({
  documents,
}: {
  readonly documents: readonly RetrievedDocument[];
}): ReactNode {
  return (
    <ol className={styles['documents']}>
      {documents.slice(0, MOST).map(({ text, metadata }, index) => (
        <li key={index} className={styles['document']}>
          <p>
            <bdi>{text}</bdi>
          </p>
          {typeof metadata === 'object' && metadata !== null && Object.keys(metadata).length > 0 && (
            <JsonView value={metadata} depth={1} />
          )}
        </li>
      ))}
    </ol>
  );
}
