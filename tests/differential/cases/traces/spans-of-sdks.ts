import { MESSAGES, instrumentation, kinds } from '../../harness/fixtures/instrumentation.ts';

export default [
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
