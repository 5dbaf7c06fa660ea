/** Tags that MLflow's client sets on runs: what they are called, and what they mean. */
export const RUN_TAGS = {
  parent: 'mlflow.parentRunId',
  sourceName: 'mlflow.source.name',
  sourceType: 'mlflow.source.type',
  commit: 'mlflow.source.git.commit',
  repository: 'mlflow.source.git.repoURL',
  branch: 'mlflow.source.git.branch',
  projectRepository: 'mlflow.gitRepoURL',
  projectBranch: 'mlflow.gitBranch',
  entryPoint: 'mlflow.project.entryPoint',
  projectBackend: 'mlflow.project.backend',
  /** On the run above the runs of a sweep. */
  sweep: 'millrace.project.sweep',
  user: 'mlflow.user',
  loggedImages: 'mlflow.loggedImages',
  modelHistory: 'mlflow.log-model.history',
  datasetContext: 'mlflow.data.context',
} as const;
