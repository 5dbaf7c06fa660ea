import type { Signature } from '../scorers/model-file/signature.ts';
import type { Scorer } from '../scorers/scorer.ts';

/** A loaded model, under the name by which it is asked for. */
export interface ServedModel {
  readonly name: string;
  /** Its version under that name, where it has one. */
  readonly version: string | undefined;
  readonly signature: Signature | undefined;
  readonly scorer: Pick<Scorer, 'kind' | 'score'>;
}
