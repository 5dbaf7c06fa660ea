import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from './button.tsx';
import styles from './code-block.module.css';
import { notifyFailure } from './toast.tsx';

/** Code to read and to copy. */
export function CodeBlock({ code }: { readonly code: string }): ReactNode {
  return (
    <div className={styles['block']}>
      {/* Long lines scroll: the keyboard must reach them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="region" aria-label="Code">
        {code}
      </pre>
      <span className={styles['copy']}>
        <CopyButton text={code} />
      </span>
    </div>
  );
}

export interface CopyButtonProps {
  readonly text: string;
  readonly label?: string;
}

export function CopyButton({ text, label = 'Copy' }: CopyButtonProps): ReactNode {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await copyText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch (error) {
      notifyFailure('Nothing was copied', error);
    }
  };
  return (
    <IconButton label={copied ? 'Copied' : label} small onClick={() => void copy()}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
    </IconButton>
  );
}

/** Puts text on the clipboard, also over plain HTTP, where browsers have no `navigator.clipboard`. */
export async function copyText(text: string): Promise<void> {
  // Its type says that it is always there, which holds for secure contexts alone.
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
  if (clipboard) return clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('The browser does not allow it. Select the text and copy it by hand.');
}
