import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  deleteDeployment,
  type Deployment,
  rollBackDeployment,
  rollOutModel,
  scaleDeployment,
} from '../api/deployments.ts';
import { IconButton } from '../components/button.tsx';
import { ConfirmDialog, FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { Menu, MenuItem, MenuSeparator } from '../components/menu.tsx';
import { DEPLOYMENTS } from './places.ts';
import { useChange } from '../components/use-change.ts';

/** What can be done about a whole deployment. */
export function DeploymentMenu({ deployment }: { readonly deployment: Deployment }): ReactNode {
  const { name } = deployment;
  const [dialog, setDialog] = useState<'model' | 'scale' | 'delete'>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const change = useChange(`deployment/${name}`, 'deployments');
  const close = (): void => setDialog(undefined);
  const refreshed = (): Promise<void> => client.invalidateQueries({ queryKey: ['deployment', name] });
  const remove = async (): Promise<void> => {
    await deleteDeployment(name);
    await client.invalidateQueries({ queryKey: ['deployments'] });
    await navigate(DEPLOYMENTS);
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label="Actions" look="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onClick={() => setDialog('model')}>Roll out another model…</MenuItem>
        <MenuItem onClick={() => setDialog('scale')}>Change the workers…</MenuItem>
        <MenuItem onClick={() => change('Rolled back', () => rollBackDeployment(name))}>Roll back</MenuItem>
        <MenuSeparator />
        <MenuItem onClick={() => setDialog('delete')}>Delete…</MenuItem>
      </Menu>
      {dialog === 'model' && (
        <TextDialog
          title="Roll out another model"
          label="Model"
          start={deployment.modelUri}
          action="Roll out"
          onClose={close}
          onSubmit={(uri) => rollOutModel(name, uri).then(refreshed)}
        />
      )}
      {dialog === 'scale' && (
        <TextDialog
          title="Change the workers"
          label="Worker processes of each version"
          start={String(deployment.workers)}
          isNumber
          action="Change"
          onClose={close}
          onSubmit={(workers) => scaleDeployment(name, Number(workers)).then(refreshed)}
        />
      )}
      <ConfirmDialog
        title={`Delete ${name}?`}
        open={dialog === 'delete'}
        onClose={close}
        action="Delete"
        onConfirm={remove}
      >
        Requests to it will be answered with 404. The model stays where it is.
      </ConfirmDialog>
    </>
  );
}

interface TextDialogProps {
  readonly title: string;
  readonly label: string;
  readonly start: string;
  readonly isNumber?: boolean;
  readonly action: string;
  readonly onClose: () => void;
  readonly onSubmit: (text: string) => Promise<unknown>;
}

function TextDialog({
  title,
  label,
  start,
  isNumber,
  action,
  onClose,
  onSubmit,
}: TextDialogProps): ReactNode {
  const [text, setText] = useState(start);
  return (
    <FormDialog title={title} open onClose={onClose} action={action} onSubmit={() => onSubmit(text)}>
      <Field label={label}>
        {(control) => (
          <Input
            {...control}
            {...(isNumber ? { type: 'number', min: 1, max: 64 } : { mono: true })}
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
