import { type ReactNode, useState } from 'react';
import { baseName, previewAddress } from '../../api/artifacts.ts';
import { Switch } from '../../components/choices.tsx';
import styles from '../preview.module.css';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import TextPreview from './text-preview.tsx';

/**
 * An HTML file, in a frame whose origin is its own. Its scripts run only when one asks for it, as interactive plots need, and
 * cannot reach this page or the server then either.
 */
export default function HtmlPreview(props: PreviewProps): ReactNode {
  const { place, path } = props;
  const [scripts, setScripts] = useState(false);
  return (
    <PreviewViews
      note={
        <>
          <Switch checked={scripts} onChange={setScripts} label="Run its scripts" />
          <span>
            {scripts
              ? 'They run in a sandbox that cannot reach this site.'
              : 'Interactive plots need them; they would run in a sandbox.'}
          </span>
        </>
      }
      views={[
        {
          id: 'page',
          label: 'Page',
          content: (
            <iframe
              // The sandbox of a frame is set before it loads: another one is another frame.
              key={String(scripts)}
              title={baseName(path)}
              sandbox={scripts ? 'allow-scripts' : ''}
              referrerPolicy="no-referrer"
              src={previewAddress(place, path, scripts)}
              className={styles['frame']}
            />
          ),
        },
        { id: 'source', label: 'Source', content: <TextPreview {...props} /> },
      ]}
    />
  );
}
