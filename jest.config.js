export default {
  roots: ['<rootDir>/apps', '<rootDir>/packages', '<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  // What needs a container engine or a cluster has commands of its own: npm run test:cluster, test:compose and test:k8s.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/tests/(cluster|compose|k8s)/',
    '/(docker|kubernetes)-executor\\.test\\.ts$',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  testEnvironment: 'node',
  // Workspace packages are tested from their sources: no build is needed before a test.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  globalSetup: '<rootDir>/packages/database/test/global-setup.ts',
  globalTeardown: '<rootDir>/packages/database/test/global-teardown.ts',
  testTimeout: 30_000,
  maxWorkers: 2,
};
