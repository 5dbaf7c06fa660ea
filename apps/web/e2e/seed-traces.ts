import { createHash } from 'node:crypto';

export interface SeedSpan {
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  readonly type?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly type: string; readonly message: string; readonly stack: string };
}

const hex = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);
/** The id of a trace that was seeded under this name. */
export const seededTraceId = (name: string): string => `tr-${hex(name, 32)}`;

const DAY_AGO_MS = Date.now() - 86_400_000;

/** Sends spans as OpenTelemetry's exporters do: JSON over HTTP. `startMs` and `endMs` count from the trace's start. */
export async function seedTrace(
  url: string,
  experimentId: string,
  name: string,
  spans: readonly SeedSpan[],
  startMs = DAY_AGO_MS,
): Promise<string> {
  const nanoseconds = (ms: number): string => String(BigInt(Math.round((startMs + ms) * 1000)) * 1000n);
  const body = {
    resourceSpans: [
      {
        resource: { attributes: [] },
        scopeSpans: [
          {
            scope: { name: 'seed' },
            spans: spans.map((span) => ({
              traceId: hex(name, 32),
              spanId: hex(span.id, 16),
              ...(span.parent !== undefined && { parentSpanId: hex(span.parent, 16) }),
              name: span.name,
              kind: 1,
              startTimeUnixNano: nanoseconds(span.startMs),
              endTimeUnixNano: nanoseconds(span.endMs),
              attributes: attributesOf(span).map(([key, value]) => ({
                key,
                value: { stringValue: JSON.stringify(value) },
              })),
              events: span.error
                ? [
                    {
                      name: 'exception',
                      timeUnixNano: nanoseconds(span.endMs),
                      attributes: [
                        { key: 'exception.type', value: { stringValue: span.error.type } },
                        { key: 'exception.message', value: { stringValue: span.error.message } },
                        { key: 'exception.stacktrace', value: { stringValue: span.error.stack } },
                      ],
                    },
                  ]
                : [],
              status: span.error ? { code: 2, message: span.error.message } : { code: 1 },
            })),
          },
        ],
      },
    ],
  };
  const answer = await fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mlflow-experiment-id': experimentId },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const traceId = seededTraceId(name);
  // MLflow's client names a trace as it starts it.
  await setTraceTag(url, traceId, 'mlflow.traceName', spans[0]?.name ?? '');
  return traceId;
}

async function setTraceTag(url: string, traceId: string, key: string, value: string): Promise<void> {
  const answer = await fetch(`${url}/api/3.0/mlflow/traces/${traceId}/tags`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, value }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

function attributesOf({ type, inputs, outputs, attributes }: SeedSpan): [string, unknown][] {
  return [
    ...(type === undefined ? [] : [['mlflow.spanType', type] as [string, unknown]]),
    ...(inputs === undefined ? [] : [['mlflow.spanInputs', inputs] as [string, unknown]]),
    ...(outputs === undefined ? [] : [['mlflow.spanOutputs', outputs] as [string, unknown]]),
    ...Object.entries(attributes ?? {}),
  ];
}

/** An agent that looks something up, calls a tool and answers; the tool may fail. */
export function agentSpans(question: string, answer: string, fails = false): SeedSpan[] {
  const id = (part: string): string => `${question} ${part}`;
  const system = { role: 'system', content: 'You help customers of a bookshop. Be brief.' };
  const tool = {
    role: 'assistant',
    content: null,
    tool_calls: [{ function: { name: 'order_status', arguments: '{"order":"A-1042"}' } }],
  };
  return [
    {
      id: id('root'),
      name: 'answer',
      type: 'AGENT',
      startMs: 0,
      endMs: 2410,
      inputs: { question },
      outputs: answer,
    },
    {
      id: id('retrieve'),
      parent: id('root'),
      name: 'retrieve',
      type: 'RETRIEVER',
      startMs: 12,
      endMs: 420,
      inputs: { query: question, k: 2 },
      outputs: [
        {
          page_content: 'Orders leave the warehouse within two working days.',
          metadata: { doc_uri: 'faq/shipping.md', score: 0.91 },
        },
        {
          page_content: 'A parcel that is late by a week is refunded.',
          metadata: { doc_uri: 'faq/refunds.md', score: 0.77 },
        },
      ],
    },
    {
      id: id('embed'),
      parent: id('retrieve'),
      name: 'embed',
      type: 'EMBEDDING',
      startMs: 15,
      endMs: 130,
      inputs: question,
      outputs: [0.12, -0.4, 0.08],
    },
    {
      id: id('plan'),
      parent: id('root'),
      name: 'Completions',
      type: 'CHAT_MODEL',
      startMs: 430,
      endMs: 1290,
      inputs: { model: 'gpt-5-mini', messages: [system, { role: 'user', content: question }] },
      outputs: { choices: [{ message: tool }] },
      attributes: {
        'mlflow.chat.tokenUsage': { input_tokens: 212, output_tokens: 31, total_tokens: 243 },
        temperature: 0.2,
      },
    },
    {
      id: id('tool'),
      parent: id('root'),
      name: 'order_status',
      type: 'TOOL',
      startMs: 1300,
      endMs: 1580,
      inputs: { order: 'A-1042' },
      ...(fails
        ? {
            error: {
              type: 'ConnectionError',
              message: 'The warehouse did not answer.',
              stack:
                'Traceback (most recent call last):\n  File "tools.py", line 12, in order_status\n    raise ConnectionError("The warehouse did not answer.")\nConnectionError: The warehouse did not answer.',
            },
          }
        : { outputs: { status: 'shipped', carrier: 'post', days: 2 } }),
    },
    {
      id: id('reply'),
      parent: id('root'),
      name: 'Completions',
      type: 'CHAT_MODEL',
      startMs: 1590,
      endMs: 2400,
      inputs: {
        model: 'gpt-5-mini',
        messages: [
          system,
          { role: 'user', content: question },
          tool,
          { role: 'tool', content: '{"status":"shipped"}' },
        ],
      },
      outputs: { choices: [{ message: { role: 'assistant', content: answer } }] },
      attributes: { 'mlflow.chat.tokenUsage': { input_tokens: 265, output_tokens: 48, total_tokens: 313 } },
    },
  ];
}

const QUESTIONS = [
  ['Where is my order A-1042?', 'It was **shipped** two days ago and should reach you *tomorrow*.'],
  ['Can I get a refund for a late parcel?', 'Yes: a parcel that is late by a week is refunded.'],
  ['Do you ship to Tromsø?', 'We do. It takes:\n\n- four working days by post\n- two by courier'],
  ['متى يصل الطرد؟', 'يصل غدًا.'],
  ['Which edition of Faust do you have? 📚', 'Three: Reclam, Insel and a bilingual one.'],
] as const;

/** A handful of conversations, one of which fails. Returns their ids. */
export async function seedTraces(url: string, experimentId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, [question, answer]] of QUESTIONS.entries()) {
    const spans = agentSpans(question, answer, index === 1);
    const root = spans[0];
    const failed =
      index === 1 && root
        ? [
            {
              ...root,
              error: { type: 'ConnectionError', message: 'The warehouse did not answer.', stack: '' },
            },
            ...spans.slice(1),
          ]
        : spans;
    ids.push(await seedTrace(url, experimentId, question, failed, DAY_AGO_MS + index * 3_600_000));
  }
  return ids;
}

/** A trace of very many spans: batches of steps below one root. */
export async function seedLongTrace(url: string, experimentId: string, count: number): Promise<string> {
  const spans: SeedSpan[] = [
    { id: 'long', name: 'nightly', type: 'WORKFLOW', startMs: 0, endMs: count * 10, inputs: { count } },
  ];
  for (let number = 1; number < count; number++) {
    const batch = number - ((number - 1) % 50);
    spans.push({
      id: `long ${number}`,
      parent: number === batch ? 'long' : `long ${batch}`,
      name: `${number === batch ? 'batch' : 'step'} ${number}`,
      type: number === batch ? 'CHAIN' : number % 7 === 0 ? 'LLM' : 'TOOL',
      startMs: number * 10,
      endMs: (number === batch ? batch + 50 : number + 1) * 10,
      inputs: { number, text: number === 4321 ? 'a needle in the haystack' : 'straw' },
      outputs: { done: true },
    });
  }
  return seedTrace(url, experimentId, 'nightly', spans);
}
