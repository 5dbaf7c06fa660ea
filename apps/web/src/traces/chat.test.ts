import { expect, test } from '@jest/globals';
import { chatOf } from './chat.ts';

const short = (value: unknown) =>
  chatOf(value)?.map(({ role, text, toolCalls }) => [
    role,
    text,
    ...toolCalls.map(({ name, input }) => ({ [name]: input })),
  ]);

test.each([
  ['a list of messages', [{ role: 'user', content: 'hi' }], [['user', 'hi']]],
  ['within inputs', { model: 'm', messages: [{ role: 'system', content: 's' }] }, [['system', 's']]],
  ['a completion', { choices: [{ message: { role: 'assistant', content: 'yes' } }] }, [['assistant', 'yes']]],
  [
    'tool calls of a completion',
    {
      choices: [
        {
          message: {
            role: 'assistant',
            content: null,
            tool_calls: [{ function: { name: 'add', arguments: '{"a":1}' } }],
          },
        },
      ],
    },
    [['assistant', '', { add: { a: 1 } }]],
  ],
  [
    'a response',
    {
      output: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'done' }] },
        { type: 'function_call', name: 'f', arguments: 'x' },
      ],
    },
    [
      ['assistant', 'done'],
      ['assistant', '', { f: 'x' }],
    ],
  ],
  [
    'content in parts, with a tool',
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'so' },
        { type: 'tool_use', name: 't', input: { q: 1 } },
      ],
    },
    [['assistant', 'so', { t: { q: 1 } }]],
  ],
  [
    'contents with parts',
    { contents: [{ role: 'model', parts: [{ text: 'a' }, { text: 'b' }] }] },
    [['assistant', 'a\n\nb']],
  ],
  [
    'nested typed messages',
    [
      [
        { type: 'human', content: 'q' },
        { type: 'ai', content: 'a' },
      ],
    ],
    [
      ['user', 'q'],
      ['assistant', 'a'],
    ],
  ],
  ['generations', { generations: [[{ message: { type: 'ai', content: 'g' } }]] }, [['assistant', 'g']]],
  ['conventions', [{ role: 'user', parts: [{ type: 'text', content: 'o' }] }], [['user', 'o']]],
])('%s', (_, value, expected) => expect(short(value)).toEqual(expected));

test.each([null, 'text', 4, [], {}, [1], { a: { role: 'x' } }, { messages: [] }, [{ role: 'user' }]])(
  'no conversation: %j',
  (value) => expect(chatOf(value)).toBeUndefined(),
);

test('only images that are data are shown', () => {
  const image = (url: string) => [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }];
  expect(chatOf(image('data:image/png;base64,AA=='))?.[0]?.images).toHaveLength(1);
  expect(chatOf(image('https://elsewhere.example/a.png'))?.[0]?.images).toHaveLength(0);
  expect(chatOf(image('data:image/svg+xml,<svg/>'))?.[0]?.images).toHaveLength(0);
});
