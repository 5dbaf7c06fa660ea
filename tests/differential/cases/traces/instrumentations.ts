import { scenario, type Json, type JsonObject, type Scenario, type Step } from '../../harness/scenario.ts';
import { experiment } from '../../harness/setup.ts';
import { get, post, v3 } from '../../harness/steps.ts';

/** OpenTelemetry's AnyValue for a value of JSON. */
function anyValue(value: Json): JsonObject {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return value === null ? {} : { kvlistValue: { values: keyValues(value) } };
}

const keyValues = (values: JsonObject): Json =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

interface Event {
  readonly name: string;
  readonly attributes: JsonObject;
}

const STORED = [
  'trace.spans.0.attributes',
  'trace.trace_info.trace_metadata',
  'trace.trace_info.request_preview',
  'trace.trace_info.response_preview',
];

/** Sends a trace of one span with these attributes and reads back what was stored, span and trace. */
function send(number: number, label: string, attributes: JsonObject, events: readonly Event[] = []): Step[] {
  const id = `{{hex}}${String(number).padStart(2, '0')}`;
  const span = {
    traceId: id,
    spanId: '00000000000000aa',
    name: 'root',
    startTimeUnixNano: '1600000000000000000',
    endTimeUnixNano: '1600000001000000000',
    attributes: keyValues(attributes),
    events: events.map(({ name, attributes: own }) => ({
      name,
      timeUnixNano: '1600000000500000000',
      attributes: keyValues(own),
    })),
  };
  return [
    post(
      '/v1/traces',
      { resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ spans: [span] }] }] },
      { label, headers: { 'x-mlflow-experiment-id': '{{exp}}' } },
    ),
    get(v3('traces/get'), { trace_id: `tr-${id}` }, { label, pick: STORED }),
  ];
}

type Sent = readonly [label: string, attributes: JsonObject, events?: readonly Event[]];

const instrumentation = (name: string, ...sent: readonly Sent[]): Scenario =>
  scenario(
    `spans of ${name}`,
    experiment(),
    sent.map(([label, attributes, events], index) => send(index + 1, label, attributes, events)),
  );

const kinds = (key: string, values: readonly string[]): Sent[] =>
  values.map((value) => [`${key} ${value}`, { [key]: value }]);

const MESSAGES = '[{"role": "user", "content": "höher?"}]';

export default [
  instrumentation(
    'OpenInference',
    ...kinds('openinference.span.kind', [
      'TOOL',
      'CHAIN',
      'LLM',
      'RETRIEVER',
      'EMBEDDING',
      'AGENT',
      'RERANKER',
      'UNKNOWN',
      'GUARDRAIL',
      'EVALUATOR',
      'llm',
      'nosuch',
    ]),
    [
      'everything',
      {
        'openinference.span.kind': 'LLM',
        'input.value': MESSAGES,
        'output.value': 'plain text',
        'llm.token_count.prompt': 7,
        'llm.token_count.completion': 3,
        'llm.token_count.total': 11,
        'llm.token_count.prompt_details.cache_read': 2,
        'llm.token_count.prompt_details.cache_write': 1,
        'llm.model_name': 'model-of-nobody',
        'llm.provider': 'nobody',
      },
    ],
    ['only input tokens', { 'llm.token_count.prompt': 7 }],
    ['tokens as text', { 'llm.token_count.prompt': '7', 'llm.token_count.completion': ' 3 ' }],
    ['tokens that are none', { 'llm.token_count.prompt': 'x', 'llm.token_count.completion': 1.5 }],
    ['zero tokens', { 'llm.token_count.prompt': 0, 'llm.token_count.completion': 0 }],
    ['the response’s model', { 'llm.response.model_name': 'a', 'llm.model_name': 'b' }],
    ['an embedding', { 'embedding.model_name': 'e' }],
    ['empty values', { 'input.value': '', 'output.value': '{}', 'llm.model_name': '' }],
    ['falsy values', { 'input.value': 0, 'output.value': false, 'gen_ai.output.messages': '[]' }],
    ['lists and objects', { 'input.value': ['a', 'b'], 'output.value': { a: 1 } }],
    [
      'what MLflow’s own attributes say first',
      {
        'input.value': 'x',
        'mlflow.spanInputs': '"own"',
        'openinference.span.kind': 'LLM',
        'mlflow.spanType': 'TOOL',
      },
    ],
    ['an own type that is unknown', { 'openinference.span.kind': 'LLM', 'mlflow.spanType': 'UNKNOWN' }],
  ),
  instrumentation(
    'GenAI',
    ...kinds('gen_ai.operation.name', [
      'chat',
      'create_agent',
      'embeddings',
      'execute_tool',
      'generate_content',
      'invoke_agent',
      'text_completion',
      'response',
      'CHAT',
      'nosuch',
    ]),
    [
      'everything',
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.input.messages': MESSAGES,
        'gen_ai.output.messages': '[{"role": "assistant", "content": "ja"}]',
        'gen_ai.usage.input_tokens': 5,
        'gen_ai.usage.output_tokens': 2,
        'gen_ai.usage.cache_read.input_tokens': 1,
        'gen_ai.usage.cache_write.input_tokens': 4,
        'gen_ai.request.model': 'asked-model',
        'gen_ai.response.model': 'answering-model',
        'gen_ai.provider.name': 'nobody',
        'gen_ai.tool.definitions': '[{"type": "function", "name": "f"}]',
        'gen_ai.conversation.id': 'talk-1',
      },
    ],
    [
      'the older name of cached tokens',
      { 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.cache_creation.input_tokens': 4 },
    ],
    [
      'a tool call',
      {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.call.arguments': '{"a": 1}',
        'gen_ai.tool.call.result': '"done"',
      },
    ],
    ['only a requested model', { 'gen_ai.request.model': 'asked-model' }],
    ['the older name of the provider', { 'gen_ai.system': 'nobody' }],
    [
      'messages as events',
      {},
      [
        { name: 'gen_ai.system.message', attributes: { content: 'be brief' } },
        { name: 'gen_ai.user.message', attributes: { content: '{"text": "höher?"}' } },
        { name: 'gen_ai.assistant.message', attributes: { content: 'vier' } },
        { name: 'gen_ai.tool.message', attributes: { content: 'ignored' } },
        { name: 'gen_ai.choice', attributes: { content: 'four' } },
        { name: 'gen_ai.choice', attributes: { content: 'five', role: 'critic' } },
      ],
    ],
    [
      'events without content',
      {},
      [
        { name: 'gen_ai.user.message', attributes: {} },
        { name: 'gen_ai.choice', attributes: { content: '' } },
      ],
    ],
    ['a model in the inputs', { 'gen_ai.input.messages': '{"model": "inner", "messages": []}' }],
    [
      'a model in the outputs',
      { 'gen_ai.output.messages': '{"model": "inner"}', 'gen_ai.input.messages': '{"x": 1}' },
    ],
    [
      'a model that is no text',
      { 'gen_ai.input.messages': '{"model": 5}', 'gen_ai.output.messages': '{"model": "outer"}' },
    ],
  ),
  instrumentation(
    'models with a price',
    ...['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-5', 'model-of-nobody', 'gateway:/gpt-4o'].map(
      (model): Sent => [
        model,
        {
          'gen_ai.response.model': model,
          'gen_ai.usage.input_tokens': 1000,
          'gen_ai.usage.output_tokens': 1000,
        },
      ],
    ),
    [
      'the cache',
      {
        'gen_ai.response.model': 'claude-sonnet-4-20250514',
        'gen_ai.provider.name': 'Anthropic',
        'gen_ai.usage.input_tokens': 1000,
        'gen_ai.usage.cache_read.input_tokens': 200,
        'gen_ai.usage.cache_write.input_tokens': 100,
      },
    ],
    [
      'another provider',
      {
        'gen_ai.response.model': 'gpt-4o',
        'gen_ai.provider.name': 'nobody',
        'gen_ai.usage.input_tokens': 1000,
      },
    ],
    ['no tokens', { 'gen_ai.response.model': 'gpt-4o', 'gen_ai.usage.input_tokens': 0 }],
    [
      'an own cost',
      {
        'gen_ai.response.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': 1000,
        'mlflow.llm.cost': '{"input_cost": 1.5, "output_cost": 2.0, "total_cost": 3.5}',
      },
    ],
  ),
  instrumentation(
    'the Gemini CLI',
    ...['llm_call', 'tool_call', 'agent_call', 'user_prompt', 'system_prompt', 'chat'].map(
      (operation): Sent => [
        operation,
        {
          'gen_ai.agent.name': 'gemini-cli',
          'gen_ai.operation.name': operation,
          'gen_ai.input.messages': '[{"role": "user", "parts": [{"text": "hö"}]}]',
          'gen_ai.output.messages':
            '[{"role": "model", "parts": [{"text": "a"}]}, {"parts": [{"text": "b"}]}, 5]',
        },
      ],
    ),
    [
      'a text',
      {
        'gen_ai.agent.name': 'gemini-cli',
        'gen_ai.input.messages': 'plain',
        'gen_ai.output.messages': 'plain',
      },
    ],
    [
      'wrapped already',
      {
        'gen_ai.agent.name': 'gemini-cli',
        'gen_ai.input.messages': '{"contents": []}',
        'gen_ai.output.messages': '{"candidates": [1]}',
      },
    ],
    ['no parts', { 'gen_ai.agent.name': 'gemini-cli', 'gen_ai.output.messages': '[{"text": "a"}]' }],
    [
      'another agent',
      {
        'gen_ai.agent.name': 'other',
        'gen_ai.operation.name': 'llm_call',
        'gen_ai.input.messages': MESSAGES,
      },
    ],
  ),
  instrumentation(
    'Claude Code',
    ['an interaction', { 'span.type': 'claude_code.interaction', user_prompt: 'hello', new_context: 'more' }],
    ['a prompt not told', { 'span.type': 'interaction', user_prompt: '<REDACTED>', new_context: 'more' }],
    [
      'a request',
      {
        'span.type': 'claude_code.llm_request',
        new_context: 'context',
        'response.model_output': 'answer',
        input_tokens: 5,
        output_tokens: 2,
        cache_read_tokens: 10,
        cache_creation_tokens: '3',
      },
    ],
    ['tokens of the cache alone', { 'span.type': 'llm_request', cache_read_tokens: 10 }],
    ['a tool', { 'span.type': 'claude_code.tool', tool_input: '{"a": 1}', new_context: 'result' }],
    [
      'details of a tool',
      { 'span.type': 'claude_code.tool', full_command: 'ls ö', file_path: '/x', skill_name: '<REDACTED>' },
    ],
    [
      'a tool’s output as an event',
      { 'span.type': 'tool' },
      [{ name: 'tool.output', attributes: { output: '<REDACTED>', content: 'the ö', diff: 'no' } }],
    ],
    ['tokens of another span', { 'span.type': 'claude_code.tool', input_tokens: 5 }],
    ['another kind', { 'span.type': 'claude_code.nosuch', user_prompt: 'x' }],
  ),
  instrumentation(
    'Spring AI',
    [
      'prompt and completion',
      { 'gen_ai.operation.name': 'chat' },
      [
        { name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': 'hö?' } },
        { name: 'gen_ai.content.completion', attributes: { 'gen_ai.completion': '["four"]' } },
      ],
    ],
    ['lists', {}, [{ name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': ['a', 'b'] } }]],
    ['empty', {}, [{ name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': '' } }]],
    [
      'attributes come first',
      { 'input.value': 'x' },
      [{ name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': 'y' } }],
    ],
  ),
  instrumentation(
    'Traceloop',
    ...kinds('traceloop.span.kind', ['workflow', 'task', 'agent', 'tool', 'unknown', 'nosuch']),
    [
      'everything',
      {
        'traceloop.span.kind': 'task',
        'traceloop.entity.input': '{"a": 1}',
        'traceloop.entity.output': '{"b": 2}',
        'gen_ai.usage.prompt_tokens': 4,
        'gen_ai.usage.completion_tokens': 6,
        'llm.usage.total_tokens': 12,
        'gen_ai.system': 'nobody',
      },
    ],
    [
      'numbered messages',
      {
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'first',
        'gen_ai.prompt.1.content': 'second',
        'gen_ai.completion.0.content': 'answer',
      },
    ],
    ['arguments of a tool call', { 'gen_ai.completion.0.tool_calls.0.arguments': '{"x": 1}' }],
    ['an empty first message', { 'gen_ai.prompt.0.content': '', 'gen_ai.prompt.1.content': 'second' }],
    ['the total alone', { 'llm.usage.total_tokens': 12 }],
  ),
  instrumentation(
    'Google ADK',
    [
      'a request',
      {
        'gcp.vertex.agent.llm_request': '{"model": "inner-model"}',
        'gcp.vertex.agent.llm_response': '{"content": "x"}',
      },
    ],
    [
      'a tool',
      { 'gcp.vertex.agent.tool_call_args': '{"a": 1}', 'gcp.vertex.agent.tool_response': '{"b": 1}' },
    ],
    [
      'an empty request',
      { 'gcp.vertex.agent.llm_request': '{}', 'gcp.vertex.agent.tool_call_args': '{"a": 1}' },
    ],
  ),
  instrumentation(
    'Vercel AI',
    ...kinds('ai.operationId', [
      'ai.generateText',
      'ai.generateText.doGenerate',
      'ai.toolCall',
      'ai.streamText',
      'ai.streamText.doStream',
      'ai.generateObject',
      'ai.generateObject.doGenerate',
      'ai.streamObject',
      'ai.streamObject.doStream',
      'ai.embed',
      'ai.embed.doEmbed',
      'ai.embedMany',
      'ai.nosuch',
    ]),
    [
      'a prompt',
      { 'ai.operationId': 'ai.generateText', 'ai.prompt': '{"prompt": "hö"}', 'ai.response.text': 'four' },
    ],
    [
      'a chat',
      {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.prompt.messages': '[{"role": "user", "content": [{"type": "text", "text": "hö"}]}]',
        'ai.prompt.tools': ['{"type": "function", "name": "f"}', 'no JSON'],
        'ai.prompt.toolChoice': '{"type": "auto"}',
        'ai.response.text': 'four',
        'ai.response.finishReason': 'stop',
        'ai.response.toolCalls': '[{"toolCallId": "1"}]',
        'gen_ai.usage.input_tokens': 5,
        'gen_ai.usage.output_tokens': 2,
        'gen_ai.request.model': 'asked-model',
      },
    ],
    [
      'a tool call',
      { 'ai.operationId': 'ai.toolCall', 'ai.toolCall.args': '{"a": 1}', 'ai.toolCall.result': '{"b": 2}' },
    ],
    ['an embedding', { 'ai.operationId': 'ai.embed', 'ai.value': '"text"', 'ai.embedding': '[0.1, 0.2]' }],
    [
      'embeddings',
      { 'ai.operationId': 'ai.embedMany', 'ai.values': ['"a"', '"b"'], 'ai.embeddings': ['[0.1]'] },
    ],
    ['an object', { 'ai.response.object': '{"a": 1}' }],
  ),
  instrumentation(
    'VoltAgent',
    ...kinds('span.type', ['agent', 'llm', 'tool', 'memory', 'nosuch']),
    [
      'an agent',
      { 'entity.type': 'agent', 'voltagent.operation_id': '1', 'agent.messages': MESSAGES, output: 'four' },
    ],
    [
      'a model below an agent',
      {
        'entity.type': 'agent',
        'span.type': 'llm',
        'llm.messages': MESSAGES,
        'usage.prompt_tokens': 4,
        'usage.completion_tokens': 2,
      },
    ],
    [
      'other names of usage',
      { 'llm.usage.prompt_tokens': 4, 'llm.usage.completion_tokens': 2, 'voltagent.conversation_id': 'c' },
    ],
    ['plain input', { input: '{"a": 1}', output: '{"b": 2}' }],
  ),
  instrumentation(
    'LiveKit',
    ['a session', { 'lk.agent_name': 'ada', 'lk.room_name': 'room' }],
    ['a turn', { 'lk.user_transcript': 'höher', 'lk.response.text': 'vier' }],
    [
      'a model',
      {
        'gen_ai.request.model': 'asked-model',
        'lk.chat_ctx': '{"items": []}',
        'lk.response.function_calls': '[1]',
      },
    ],
    ['a function', { 'lk.function_tool.name': 'f', 'lk.user_input': 'x' }],
    ['speech', { 'lk.tts.x': 1, 'lk.input_text': 'say' }],
    ['a retry', { 'lk.retry_count': 1 }],
    ['an operation', { 'gen_ai.operation.name': 'Chat', 'lk.job_id': 'j' }],
  ),
  instrumentation(
    'Laminar',
    ...kinds('lmnr.span.type', [
      'LLM',
      'TOOL',
      'DEFAULT',
      'PIPELINE',
      'EXECUTOR',
      'EVALUATOR',
      'HUMAN_EVALUATOR',
      'EVALUATION',
      'CACHED',
      'nosuch',
    ]),
    [
      'input and output',
      {
        'lmnr.span.type': 'LLM',
        'lmnr.span.input': MESSAGES,
        'lmnr.span.output': '"four"',
        'gen_ai.system': 'nobody',
      },
    ],
  ),
  instrumentation(
    'Langfuse',
    ...kinds('langfuse.observation.type', [
      'generation',
      'embedding',
      'tool',
      'retriever',
      'agent',
      'chain',
      'evaluator',
      'guardrail',
      'span',
      'nosuch',
    ]),
    [
      'input and output',
      {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.input': MESSAGES,
        'langfuse.observation.output': 'four',
      },
    ],
  ),
];
