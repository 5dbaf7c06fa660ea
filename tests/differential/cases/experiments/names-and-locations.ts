import { scenario } from '../../harness/scenario.ts';
import { experiment, getExperiment } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const names = [
  '/slashes/in/it',
  ' spaces ',
  'naïve ☃ 漢字 😀',
  '../dots',
  'quote\'s "double"',
  'tab\tnewline\n',
  '%20',
  'a'.repeat(490),
  'a'.repeat(491),
  '☃'.repeat(490),
  '😀'.repeat(490),
];
const locations = [
  's3://bucket/path',
  'gs://bucket/path',
  'file:///srv/artifacts',
  '/srv/artifacts',
  'relative/path',
  './x',
  'mlflow-artifacts:/custom',
  'mlflow-artifacts://host:5000/custom',
  'http://host/api/2.0/mlflow-artifacts/artifacts/x',
  'runs:/abc/x',
  'models:/m/1',
  'dbfs:/x',
  's3://bucket/path?query=1',
  's3://bucket/path#fragment',
  's3://bucket/../x',
  's3://bucket/a/../../x',
  's3://bucket/a/%2e%2e/x',
  'file://host/path',
  'nonsense://x',
  's3://bucket/path/',
  ' s3://bucket/x',
  'mlflow-artifacts:/custom/',
  'sqlite:///x',
  'mlflow-artifacts:/a/../b',
  'http://host/x?y=1',
  'x'.repeat(257),
  's3://b/' + 'x'.repeat(2041),
  's3://b/' + 'x'.repeat(2042),
];

// MLflow takes these as below the folder that its server was started in.
const isRelative = (location: string): boolean => !/^\/|:/.test(location);

export default [
  scenario(
    'experiment names',
    names.flatMap((name, index) => [
      post(
        'experiments/create',
        { name: `{{uid}}${name}` },
        { label: `name ${index}`, save: { [`e${index}`]: 'experiment_id' } },
      ),
      get('experiments/get-by-name', { experiment_name: `{{uid}}${name}` }, { label: `name ${index}` }),
    ]),
    post('experiments/create', { name: '{{uid}}CASE' }),
    post('experiments/create', { name: '{{uid}}case' }, { label: 'differs in case only' }),
    get('experiments/get-by-name', { experiment_name: '{{uid}}-none' }),
  ),
  scenario(
    'artifact locations',
    locations.flatMap((location, index) => [
      post(
        'experiments/create',
        { name: `{{uid}}-${index}`, artifact_location: location },
        { label: location.slice(0, 60), save: { [`e${index}`]: 'experiment_id' } },
      ),
      get(
        'experiments/get-by-name',
        { experiment_name: `{{uid}}-${index}` },
        { label: location.slice(0, 60), ...(isRelative(location) ? { pick: ['experiment.name'] } : {}) },
      ),
    ]),
  ),
  scenario(
    'artifact locations of runs',
    [
      's3://bucket/p',
      's3://bucket/p/',
      'mlflow-artifacts:/custom',
      'file:///srv/x',
      's3://bucket/p%20q',
    ].flatMap((location, index) => [
      experiment(`exp${index}`, { artifact_location: location }),
      getExperiment(`exp${index}`),
      post(
        'runs/create',
        { experiment_id: `{{exp${index}}}`, run_name: 'r' },
        { label: location, pick: ['run.info.artifact_uri'], save: { [`run${index}`]: 'run.info.run_id' } },
      ),
    ]),
  ),
];
