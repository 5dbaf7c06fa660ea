import { useQuery } from '@tanstack/react-query';
import { Bookmark, Link2, Save, SaveAll, Trash2, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { createView, deleteView, listViews, updateView } from '../api/saved-views.ts';
import { queryClient } from '../api/query-client.ts';
import { writeStored } from '../app/stored.ts';
import { useIsIdle } from '../app/use-is-idle.ts';
import { Button } from '../components/button.tsx';
import { copyText } from '../components/code-block.tsx';
import { ConfirmDialog, FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { LazyMenu, MenuGroup, MenuItem, MenuLink, MenuSeparator } from '../components/menu.tsx';
import { notify, notifyFailure } from '../components/toast.tsx';
import type { ViewState } from './use-view.ts';
import type { RunsView } from './view.ts';

/** Saved views: opens, saves and shares how the runs are looked at. A link shows others the same. */
export function ViewsMenu({
  experimentIds,
  state,
  colors,
}: {
  readonly experimentIds: readonly string[];
  readonly state: ViewState;
  /** The colours of the runs that are drawn. */
  readonly colors: ReadonlyMap<string, string>;
}): ReactNode {
  const { view, saved, isChanged } = state;
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [dialog, setDialog] = useState<'save' | 'delete'>();
  const [name, setName] = useState('');
  const experimentId = experimentIds[0] ?? '';
  const { data: views = [] } = useQuery({
    queryKey: ['views', experimentId],
    queryFn: ({ signal }) => listViews(experimentId, { signal }),
    enabled: useIsIdle(),
  });
  const at = (id: string): string =>
    `${pathname}?${new URLSearchParams({ ...others(), view: id }).toString()}`;
  const others = (): Record<string, string> => {
    const ids = new URLSearchParams(location.hash.split('?')[1]).get('experiments');
    return ids === null ? {} : { experiments: ids };
  };
  const open = async (id: string): Promise<void> => {
    // What is open is what was saved.
    writeStored(`view.${id}`, undefined);
    await queryClient.invalidateQueries({ queryKey: ['views'] });
    await navigate(at(id));
  };
  const act = (work: () => Promise<unknown>): void =>
    void work().catch((error: unknown) => notifyFailure('That did not work', error));

  /** The view, with the colours that runs have here: others are to see the same. */
  const content = (): RunsView => ({ ...view, colors: { ...Object.fromEntries(colors), ...view.colors } });
  const saveAs = async (): Promise<void> =>
    open((await createView(experimentIds, name.trim(), content())).id);
  const save = async (): Promise<void> => {
    if (!saved) return;
    await updateView(saved.id, { content: content() });
    writeStored(`view.${saved.id}`, undefined);
    await queryClient.invalidateQueries({ queryKey: ['view', saved.id] });
    notify(`View “${saved.name || 'shared'}” saved`);
  };
  const share = async (): Promise<void> => {
    const { id } = saved && !isChanged ? saved : await createView(experimentIds, '', content());
    const link = new URL(`#${at(id)}`, document.baseURI).href;
    await copyText(link);
    notify('Link copied', { description: 'Whoever opens it sees what you see now.' });
  };
  return (
    <>
      <LazyMenu
        align="end"
        trigger={
          <Button>
            <Bookmark aria-hidden />
            <bdi className="truncate" style={{ maxWidth: 160 }}>
              {saved?.name || 'Views'}
            </bdi>
            {isChanged && <span aria-label="changed">•</span>}
          </Button>
        }
      >
        {() => (
          <>
            {views.length > 0 && (
              <>
                <MenuGroup label="Saved views">
                  {views.map(({ id, name: label }) => (
                    <MenuLink key={id} to={at(id)} icon={<Bookmark aria-hidden />}>
                      <bdi className="truncate">{label}</bdi>
                    </MenuLink>
                  ))}
                </MenuGroup>
                <MenuSeparator />
              </>
            )}
            <MenuItem icon={<Link2 aria-hidden />} onClick={() => act(share)}>
              Copy a link to this view
            </MenuItem>
            <MenuItem
              icon={<SaveAll aria-hidden />}
              onClick={() => {
                setName(saved?.name ?? '');
                setDialog('save');
              }}
            >
              Save as…
            </MenuItem>
            {saved && (
              <>
                <MenuItem icon={<Save aria-hidden />} disabled={!isChanged} onClick={() => act(save)}>
                  Save changes
                </MenuItem>
                <MenuItem
                  icon={<Undo2 aria-hidden />}
                  disabled={!isChanged}
                  onClick={() => act(() => open(saved.id).then(() => location.reload()))}
                >
                  Drop changes
                </MenuItem>
                <MenuItem icon={<Trash2 aria-hidden />} danger onClick={() => setDialog('delete')}>
                  Delete this view
                </MenuItem>
              </>
            )}
          </>
        )}
      </LazyMenu>
      <FormDialog
        title="Save this view"
        description="Columns, filter, order, groups, colours and charts are kept on the server, for everyone."
        open={dialog === 'save'}
        onClose={() => setDialog(undefined)}
        action="Save"
        disabled={name.trim() === ''}
        onSubmit={saveAs}
      >
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={250}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </FormDialog>
      <ConfirmDialog
        title="Delete this view?"
        open={dialog === 'delete'}
        onClose={() => setDialog(undefined)}
        action="Delete"
        onConfirm={async () => {
          if (saved) await deleteView(saved.id);
          await queryClient.invalidateQueries({ queryKey: ['views'] });
          await navigate(pathname);
        }}
      >
        Links to it will no longer work. The runs stay as they are.
      </ConfirmDialog>
    </>
  );
}
