import config from './jest.config.js';

const { transform, testMatch, extensionsToTreatAsEsm, testEnvironment, testEnvironmentOptions } = config;

/** The stacks of compose and Kubernetes, brought up for real: minutes each, and an engine or a cluster is needed. */
export default {
  roots: ['<rootDir>/tests/compose', '<rootDir>/tests/k8s'],
  transform,
  testMatch,
  extensionsToTreatAsEsm,
  testEnvironment,
  testEnvironmentOptions,
  maxWorkers: 1,
};
