import config from './jest.config.js';

const {
  transform,
  testMatch,
  extensionsToTreatAsEsm,
  testEnvironment,
  testEnvironmentOptions,
  testTimeout,
  maxWorkers,
} = config;

/**
 * What needs an engine or a cluster, and takes minutes: projects and models that run there, and the stacks of compose and
 * Kubernetes, brought up for real.
 */
export default {
  roots: ['<rootDir>/apps/project-runner/src/executors', '<rootDir>/tests'],
  transform,
  testMatch,
  extensionsToTreatAsEsm,
  testEnvironment,
  testEnvironmentOptions,
  testTimeout,
  maxWorkers,
};
