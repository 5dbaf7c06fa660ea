import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import type { DeploymentVersion } from '../api/deployments.ts';
import { readModelVersionFile } from '../api/model-versions.ts';
import { getModelInputs, invoke, type ModelInput, type ScoringAnswer } from '../api/scoring.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/choices.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { Field, FormError, Input, TextArea } from '../components/field.tsx';
import { Card } from '../components/page.tsx';
import { SkeletonLines } from '../components/states.tsx';
import styles from './deployment.module.css';
import { bodyOf, firstRow, isColumn, startingBody } from './example-body.ts';

const MOST_FIELDS = 60;
const EXAMPLE_FILE = 'serving_input_example.json';

/** A form to ask a deployment something, made from what its model takes and its own example. */
export function TryCard({
  name,
  live,
}: {
  readonly name: string;
  readonly live: DeploymentVersion;
}): ReactNode {
  const inputs = useQuery({
    queryKey: ['deployment', name, 'inputs', live.version],
    queryFn: ({ signal }) => getModelInputs(name, { signal }),
    staleTime: Infinity,
  });
  const { model } = live;
  const example = useQuery({
    queryKey: ['deployment', name, 'example', live.version],
    queryFn: ({ signal }) =>
      readModelVersionFile(model?.name ?? '', model?.version ?? '', EXAMPLE_FILE, { signal }),
    enabled: model !== undefined,
    // Many models have none.
    retry: false,
    staleTime: Infinity,
  });
  const isPending = inputs.isPending || example.isLoading;
  return (
    <Card title="Try it">
      {isPending ? (
        <SkeletonLines count={3} />
      ) : (
        <TryForm key={live.version} name={name} inputs={inputs.data ?? []} example={example.data} />
      )}
    </Card>
  );
}

interface TryFormProps {
  readonly name: string;
  readonly inputs: readonly ModelInput[];
  readonly example: string | undefined;
}

function TryForm({ name, inputs, example }: TryFormProps): ReactNode {
  const hasFields = inputs.length > 0 && inputs.length <= MOST_FIELDS && inputs.every(isColumn);
  const [how, setHow] = useState<'fields' | 'json'>(hasFields ? 'fields' : 'json');
  const [values, setValues] = useState(() => firstRow(example));
  const [body, setBody] = useState(() => startingBody(example, inputs));
  const [answer, setAnswer] = useState<ScoringAnswer>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      setAnswer(await invoke(name, how === 'fields' ? bodyOf(inputs, values) : body));
    } catch (problem) {
      setError(messageOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      {hasFields && (
        <Segmented
          label="How to write the request"
          value={how}
          onChange={setHow}
          choices={[
            ['fields', 'Fields'],
            ['json', 'JSON'],
          ]}
        />
      )}
      {how === 'fields' ? (
        <div className={styles['fields']}>
          {inputs.map(({ name: input, datatype }) => (
            <Field key={input} label={input} hint={datatype}>
              {(control) => (
                <Input
                  {...control}
                  value={values[input] ?? ''}
                  onChange={(event) => setValues({ ...values, [input]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      ) : (
        <Field label="Request">
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={8}
              value={body}
              onChange={(event) => setBody(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className={styles['row']}>
        <Button type="submit" look="primary" busy={busy}>
          Ask
        </Button>
        {answer && (
          <span className="soft tabular">
            Version {answer.version} answered in {Math.round(answer.tookMs)} ms
          </span>
        )}
      </div>
      <FormError message={error} />
      {answer && <CodeBlock code={answer.text.slice(0, 20_000)} />}
    </form>
  );
}
