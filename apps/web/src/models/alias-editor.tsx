import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import type { ModelAlias } from '../api/registered-models.ts';
import { Button, IconButton } from '../components/button.tsx';
import { FormError, Input } from '../components/field.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { Popover } from '../components/popover.tsx';
import { AliasChanges } from './alias-changes.ts';
import { AliasChip } from './alias-chip.tsx';
import styles from './models.module.css';

export interface AliasEditorProps {
  readonly name: string;
  readonly version: string;
  /** All aliases of the model. */
  readonly aliases: readonly ModelAlias[];
}

/** The aliases of a version. One click moves an alias here from the version that has it. */
export function AliasEditor({ name, version, aliases }: AliasEditorProps): ReactNode {
  const client = useQueryClient();
  const changes = new AliasChanges(client, name, aliases);
  return (
    <div className={styles['chips']}>
      {aliases
        .filter((each) => each.version === version)
        .map(({ alias }) => (
          <Menu
            key={alias}
            trigger={
              <button type="button" className={styles['aliasButton']} aria-label={`Alias @${alias}`}>
                <AliasChip alias={alias} />
              </button>
            }
          >
            <MenuItem danger onClick={() => void changes.remove(alias)}>
              Remove @{alias}
            </MenuItem>
          </Menu>
        ))}
      <AddAlias
        version={version}
        others={aliases.filter((each) => each.version !== version)}
        changes={changes}
      />
    </div>
  );
}

interface AddAliasProps {
  readonly version: string;
  readonly others: readonly ModelAlias[];
  readonly changes: AliasChanges;
}

function AddAlias({ version, others, changes }: AddAliasProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [alias, setAlias] = useState('');
  const [error, setError] = useState<string>();
  const set = async (chosen: string): Promise<void> => {
    try {
      await changes.set(chosen, version);
      setOpen(false);
      setAlias('');
      setError(undefined);
    } catch (problem) {
      setError(messageOf(problem));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void set(alias.trim().replace(/^@/, ''));
  };
  return (
    <Popover
      label={`Aliases for version ${version}`}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={`Add or move an alias to version ${version}`} small>
          <Plus aria-hidden />
        </IconButton>
      }
    >
      <form className={styles['aliasForm']} onSubmit={submit}>
        <div className={styles['bulk']}>
          <Input
            aria-label="Alias"
            placeholder="champion"
            value={alias}
            onChange={(event) => setAlias(event.target.value)}
          />
          <Button type="submit" look="primary" disabled={alias.trim() === ''}>
            Set
          </Button>
        </div>
        <FormError message={error} />
        {others.length > 0 && (
          <div className={styles['part']}>
            <h3>Move here</h3>
            <div>
              {others.map((each) => (
                <button
                  key={each.alias}
                  type="button"
                  className={styles['aliasRow']}
                  onClick={() => void set(each.alias)}
                >
                  <AliasChip alias={each.alias} />
                  <span className="soft">from version {each.version}</span>
                </button>
              ))}
            </div>
          </div>
        )}
      </form>
    </Popover>
  );
}
