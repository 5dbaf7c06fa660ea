import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Deployment, setDeploymentTraffic } from '../api/deployments.ts';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';

export interface ShareDialogProps {
  readonly deployment: Deployment;
  readonly onClose: () => void;
}

/** Asks how many of the requests each canary answers; the live version answers the rest. */
export function ShareDialog({ deployment, onClose }: ShareDialogProps): ReactNode {
  const { name, versions } = deployment;
  const canaries = versions.filter(({ role }) => role === 'canary');
  const live = versions.find(({ role }) => role === 'live');
  const [weights, setWeights] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(canaries.map(({ version, weight }) => [version, String(weight)])),
  );
  const client = useQueryClient();
  const taken = canaries.reduce((sum, { version }) => sum + Number(weights[version]), 0);
  const share = async (): Promise<void> => {
    const shares = Object.fromEntries(canaries.map(({ version }) => [version, Number(weights[version])]));
    await setDeploymentTraffic(name, { ...shares, ...(live && { [live.version]: 100 - taken }) });
    await client.invalidateQueries({ queryKey: ['deployment', name] });
  };
  return (
    <FormDialog
      title="Share requests"
      open
      onClose={onClose}
      action="Share"
      description={`Version ${live?.version ?? ''}, the live one, answers the remaining ${100 - taken} %.`}
      onSubmit={share}
    >
      {canaries.map(({ version }) => (
        <Field key={version} label={`Version ${version}, per cent`}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              max={100}
              value={weights[version] ?? ''}
              onChange={(event) => setWeights({ ...weights, [version]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </FormDialog>
  );
}
