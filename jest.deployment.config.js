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
  roots: ['<rootDir>/tests/cluster', '<rootDir>/tests/compose', '<rootDir>/tests/k8s'],
  transform,
  testMatch,
  extensionsToTreatAsEsm,
  testEnvironment,
  testEnvironmentOptions,
  testTimeout,
  maxWorkers,
};
