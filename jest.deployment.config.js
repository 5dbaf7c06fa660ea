import config from './jest.config.js';

const { testPathIgnorePatterns: _, globalSetup: __, globalTeardown: ___, ...shared } = config;

/**
 * What needs an engine or a cluster, and takes minutes: projects and models that run there, and the stacks of compose and
 * Kubernetes, brought up for real.
 */
export default {
  ...shared,
  roots: ['<rootDir>/apps/project-runner/src/executors', '<rootDir>/tests'],
};
