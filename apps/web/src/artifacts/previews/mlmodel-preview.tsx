import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { folderOf } from '../../api/artifacts.ts';
import { Badge } from '../../components/badge.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Facts } from '../../components/facts.tsx';
import { SignatureTables } from '../../models/signature-tables.tsx';
import { loadingCode } from '../../models/usage-code.ts';
import { modelFile } from '../model-file.ts';
import { modelUriOf } from '../model-uri.ts';
import styles from '../preview.module.css';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { readModelFile } from '../read-model-file.ts';
import TextPreview from './text-preview.tsx';

/** An MLmodel file: how to load the model, what it takes and gives, its flavors. */
export default function MlmodelPreview(props: PreviewProps): ReactNode {
  const { place, path } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['artifact-mlmodel', place.kind, place.id, path],
    queryFn: ({ signal }) => readModelFile(place, path, signal),
  });
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  const source = { id: 'source', label: 'Source', content: <TextPreview {...props} /> };
  if (data.fault !== undefined)
    return <PreviewViews note={`This is no valid YAML: ${data.fault}`} views={[source]} />;
  const { flavors, signature, facts } = modelFile(data.value);
  const model = (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['pad']} tabIndex={0} role="region" aria-label="Model">
      <div className={styles['parts']}>
        <section>
          <h3>Load this model</h3>
          <CodeBlock
            code={loadingCode(
              modelUriOf(place, folderOf(path)),
              flavors.map(({ name }) => name),
            )}
          />
        </section>
        <section>
          <h3>Signature</h3>
          {signature ? (
            <SignatureTables signature={signature} />
          ) : (
            <p className="soft">
              The model was logged without one. <code>infer_signature</code> makes it from data.
            </p>
          )}
        </section>
        {flavors.map(({ name, facts: own }) => (
          <section key={name}>
            <h3>
              <Badge tone="accent">{name}</Badge>
            </h3>
            <Facts facts={texts(own)} />
          </section>
        ))}
        <section>
          <h3>About it</h3>
          <Facts facts={texts(facts)} />
        </section>
      </div>
    </div>
  );
  return <PreviewViews views={[{ id: 'model', label: 'Model', content: model }, source]} />;
}

const texts = (facts: readonly (readonly [string, string])[]): [string, ReactNode][] =>
  facts.map(([name, fact]) => [
    name,
    <bdi key={name} className="mono">
      {fact}
    </bdi>,
  ]);
