import { describe, expect, it } from '@jest/globals';
import { checkScorer } from './check-scorer.ts';

const check =
  (scorer: unknown): (() => void) =>
  () =>
    checkScorer(JSON.stringify(scorer));

describe('a scorer', () => {
  it('must not bring Python code, however deep it is hidden', () => {
    const code = { call_source: 'import os' };
    expect(check(code)).toThrow('Custom scorer registration');
    expect(check({ ensemble_scorer_data: { scorers: [[{ inner: code }]] } })).toThrow('Custom scorer');
    expect(check({ call_source: null })).not.toThrow();
  });

  it('must not say where requests go, in any form that Python would take', () => {
    const thirdParty = (kwargs: unknown) => ({ outer: [{ third_party_scorer_data: { kwargs } }] });
    expect(check(thirdParty({ api_base: 'https://evil.example' }))).toThrow("'api_base'");
    expect(check(thirdParty({ completion: { options: [['base_url', 'x']] } }))).toThrow("'base_url'");
    expect(check(thirdParty([]))).toThrow('must be a JSON object, got list');
    expect(check(thirdParty({ threshold: 0.5 }))).not.toThrow();
  });

  it('must name a model that can be asked', () => {
    const judge = (model: unknown) => ({ instructions_judge_pydantic_data: { instructions: 'ok?', model } });
    expect(check(judge('openai:/gpt'))).not.toThrow();
    expect(check(judge(' '))).toThrow('cannot be empty');
    expect(check(judge(1))).toThrow('must be a string, got int');
    expect(check(judge('gateway:/mine'))).toThrow('not found');
  });
});
