import { MESSAGES, instrumentation, kinds, type Sent } from '../../harness/fixtures/instrumentation.ts';

export default [
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
];
