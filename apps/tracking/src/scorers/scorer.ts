import { dumpPythonJson, parsePythonJson } from '@millrace/contracts/wire/python-json';

/** One version of a scorer of an experiment. */
export interface ScorerVersion {
  readonly scorer_id: string;
  readonly experiment_id: number;
  readonly name: string;
  readonly version: number;
  readonly serialized_scorer: string;
  readonly created_ms: number;
}

/** A version as MLflow's JSON; the experiment is a number there, unlike everywhere else. */
export function renderScorer(scorer: ScorerVersion): object {
  return {
    experiment_id: scorer.experiment_id,
    scorer_name: scorer.name,
    scorer_version: scorer.version,
    serialized_scorer: scorer.serialized_scorer,
    creation_time: scorer.created_ms,
    scorer_id: scorer.scorer_id,
  };
}

/** As `renderScorer`, for lists, where MLflow writes the scorer's JSON anew. */
export function renderListedScorer(scorer: ScorerVersion): object {
  const serialized = dumpPythonJson(parsePythonJson(scorer.serialized_scorer));
  return renderScorer({ ...scorer, serialized_scorer: serialized });
}
