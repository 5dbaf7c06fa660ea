import { claudeCode } from './claude-code.ts';
import type { Convention } from './convention.ts';
import { geminiCli } from './gemini-cli.ts';
import { genAi } from './gen-ai.ts';
import { googleAdk } from './google-adk.ts';
import { laminar } from './laminar.ts';
import { langfuse } from './langfuse.ts';
import { liveKit } from './live-kit.ts';
import { openInference } from './open-inference.ts';
import { springAi } from './spring-ai.ts';
import { traceloop } from './traceloop.ts';
import { vercelAi } from './vercel-ai.ts';
import { voltAgent } from './volt-agent.ts';

/** In the order in which MLflow asks them: the first that has an answer is believed. */
export const CONVENTIONS: readonly Convention[] = [
  openInference,
  geminiCli,
  claudeCode,
  genAi,
  springAi,
  traceloop,
  googleAdk,
  vercelAi,
  voltAgent,
  liveKit,
  laminar,
  langfuse,
];

/** Those that tell of messages by events, in the order in which these are asked. */
export const CONVENTIONS_OF_EVENTS: readonly Convention[] = [springAi, liveKit, claudeCode];
