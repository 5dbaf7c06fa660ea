import { type Recorded, stable } from './recordings.ts';
import type { Answer } from './send.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is wrong with an answer, as lines; none when it is MLflow's. Predictions must be the same text. Of errors the status, the
 * code, the class and the message must agree, but
 * - where MLflow adds a stack trace, the message goes on with the exception of the trace's end, and the trace itself is never given;
 * - MLflow's plain texts for content types that it does not take come as the message of a JSON error;
 * - where MLflow itself fails (5xx), any 4xx with a JSON error will do, or a 500 for answers of the model that JSON cannot hold.
 */
export function judge(expected: Recorded | undefined, answer: Answer): string[] {
  if (expected === undefined)
    return ['there is no recorded answer: run tests/scoring-differential/record.ts'];
  const text = stable(answer.text);
  if (expected.status === 200)
    return differences({ ...answer, text }, { ...expected, raised: undefined }, [
      'status',
      'contentType',
      'text',
    ]);
  const fields = JSON.parse(text) as Fields;
  const lines = answer.contentType === 'application/json' ? [] : [`content type ${answer.contentType}`];
  if (typeof fields['error_code'] !== 'string' || typeof fields['message'] !== 'string')
    return [`no error of JSON: ${text}`];
  if ('stack_trace' in fields || fields['message'].includes('Traceback'))
    lines.push(`a stack trace: ${text}`);
  if (expected.status >= 500) return [...lines, ...failure(answer.status, fields)];
  if (expected.contentType !== 'application/json')
    return [
      ...lines,
      ...differences(
        { ...fields, status: answer.status },
        { status: expected.status, message: expected.text },
        ['status', 'message'],
      ),
    ];
  const wanted = JSON.parse(expected.text ?? '') as Fields;
  const message = [wanted['message'], expected.raised && `Error: ${expected.raised}`]
    .filter(Boolean)
    .join(' ');
  return [
    ...lines,
    ...differences({ ...fields, status: answer.status }, { ...wanted, status: expected.status }, [
      'status',
      'error_code',
      'sqlstate',
      'error_class',
    ]),
    ...messageDifference(fields['message'], String(wanted['message']), message),
  ];
}

/** MLflow's own message may stand alone where what was raised is in it already, or was raised by MLflow. */
function messageDifference(given: string, alone: string, whole: string): string[] {
  if (given.trim() === whole || given === alone) return [];
  return [`message ${given}`, `not     ${whole}`];
}

function failure(status: number, fields: Fields): string[] {
  if (status >= 400 && status < 500) return [];
  if (status === 500 && String(fields['message']).startsWith("The model's answer cannot be written"))
    return [];
  return [`status ${status} where MLflow fails`];
}

function differences(given: Fields, wanted: Fields, keys: readonly string[]): string[] {
  return keys
    .filter((key) => given[key] !== wanted[key])
    .map((key) => `${key} ${JSON.stringify(given[key])}, not ${JSON.stringify(wanted[key])}`);
}
