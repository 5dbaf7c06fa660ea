import { cases as boosted } from './cases/boosted.ts';
import { cases as counting } from './cases/counting.ts';
import { cases as forest } from './cases/forest.ts';
import { cases as forestOnnx } from './cases/forest-onnx.ts';
import { cases as namedOnnx } from './cases/named-onnx.ts';
import { others } from './cases/others.ts';
import { cases as people } from './cases/people.ts';
import { cases as tableOnnx } from './cases/table-onnx.ts';
import { cases as types } from './cases/types.ts';
import type { ScoringCase } from './scoring-case.ts';

/** The requests, by the model that they are sent to. */
export const allCases: Readonly<Record<string, readonly ScoringCase[]>> = {
  forest,
  people,
  boosted,
  'forest-onnx': forestOnnx,
  'table-onnx': tableOnnx,
  'named-onnx': namedOnnx,
  counting,
  types,
  ...others,
};

for (const [model, cases] of Object.entries(allCases))
  if (new Set(cases.map(({ name }) => name)).size !== cases.length)
    throw new Error(`Two cases of ${model} have one name.`);
