import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { STORY_MS, tellStory } from './tell-story.ts';

let millrace: Millrace;
beforeAll(async () => {
  millrace = await startMillrace();
}, 120_000);
afterAll(() => millrace.stop());

it(
  'the story of the MLflow client passes against what npm start runs',
  async () => expect(await tellStory(millrace.url)).toMatch(/\d+ passed/),
  STORY_MS,
);
