import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Services, startServices } from '../support/services.ts';
import { STORY_MS, tellStory } from './tell-story.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 120_000);
afterAll(() => services.stop());

it(
  'the story of the MLflow client passes against three services behind the gateway',
  async () => expect(await tellStory(services.url)).toMatch(/\d+ passed/),
  STORY_MS,
);
