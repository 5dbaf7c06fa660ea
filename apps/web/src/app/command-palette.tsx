import { Dialog } from '@base-ui/react/dialog';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import dialog from '../components/dialog.module.css';
import { type Command, keyLabel, useAllCommands } from './commands.ts';
import styles from './command-palette.module.css';
import { useFound } from './found.ts';

const GROUP_ORDER = ['This page', 'Experiments', 'Models', 'Go to', 'General'];

/** Find anything and do anything without the mouse: the page's commands, and experiments and models by name. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const commands = useAllCommands();
  const wanted = text.trim();
  const found = useFound(wanted);
  const list = useRef<HTMLDivElement>(null);

  const options = useMemo((): readonly Command[] => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const own = commands.filter(
      ({ id, label, group }) =>
        id !== 'palette' && words.every((word) => `${group} ${label}`.toLowerCase().includes(word)),
    );
    // While an answer is on its way those of the last text are kept: only what fits this one is shown.
    const fitting = found.filter(({ label }) => label.toLowerCase().includes(wanted.toLowerCase()));
    const places = fitting.map(({ to, ...rest }) => ({ ...rest, run: () => void navigate(to) }));
    const rank = ({ group }: Command): number => (GROUP_ORDER.indexOf(group) + 1 || 1) - 1;
    return [...own, ...places].toSorted((a, b) => rank(a) - rank(b));
  }, [commands, found, wanted, navigate]);

  const current = Math.min(active, options.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const choose = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive((current + 1) % Math.max(1, options.length));
    else if (event.key === 'ArrowUp') setActive((current - 1 + options.length) % Math.max(1, options.length));
    else if (event.key === 'Enter') choose(options[current]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog['backdrop']} />
        <Dialog.Popup className={styles['popup']} aria-label="Command palette">
          <input
            className={styles['input']}
            value={text}
            placeholder="Find an experiment, a model, or something to do…"
            aria-label="Find or do something"
            role="combobox"
            aria-expanded
            aria-controls="palette-list"
            aria-activedescendant={options.length > 0 ? `palette-${current}` : undefined}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
            }}
            onKeyDown={press}
          />
          <div ref={list} id="palette-list" role="listbox" aria-label="Results" className={styles['list']}>
            {options.length === 0 && <div className={styles['none']}>Nothing is called that.</div>}
            {options.map((option, index) => (
              <div key={`${option.group} ${option.id}`} role="presentation">
                {option.group !== options[index - 1]?.group && (
                  <div role="presentation" className={styles['group']}>
                    {option.group}
                  </div>
                )}
                <div
                  id={`palette-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === current}
                  className={styles['option']}
                  onMouseMove={() => setActive(index)}
                  onClick={() => choose(option)}
                  onKeyDown={undefined}
                >
                  <bdi className="truncate">{option.label}</bdi>
                  {option.keys && <kbd className={styles['detail']}>{keyLabel(option.keys)}</kbd>}
                </div>
              </div>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
