import { Hammer } from 'lucide-react';
import type { ReactNode } from 'react';
import { JsonView } from '../components/json-view.tsx';
import { MarkdownView } from '../components/markdown.tsx';
import type { ChatMessage } from './chat.ts';
import styles from './chat-messages.module.css';

/** A conversation as one reads it. What models say is Markdown; what others say stands as it is. */
export function ChatMessages({ messages }: { readonly messages: readonly ChatMessage[] }): ReactNode {
  return (
    <ol className={styles['messages']}>
      {messages.map((message, index) => (
        <li key={index} className={styles['message']} data-role={message.role}>
          <span className={styles['role']}>
            <bdi>{message.role}</bdi>
          </span>
          <Text message={message} />
          {message.images.map((source) => (
            <img key={source.slice(0, 200)} src={source} alt="" className={styles['image']} />
          ))}
          {message.toolCalls.map(({ name, input }, at) => (
            <div key={`${name} ${at}`} className={styles['call']}>
              <span>
                <Hammer aria-hidden /> <bdi className="mono">{name}</bdi>
              </span>
              {input !== undefined && <JsonView value={input} />}
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}

function Text({ message: { role, text } }: { readonly message: ChatMessage }): ReactNode {
  if (text === '') return null;
  if (role === 'assistant') return <MarkdownView text={text} />;
  return (
    <div className={styles['text']}>
      <bdi>{text}</bdi>
    </div>
  );
}
