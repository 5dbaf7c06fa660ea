import { isScalar } from 'yaml';
import type { EntryPoint, Parameter, Project, ProjectEnvironment } from './project.ts';
import { readDockerEnvironment } from './read-docker-environment.ts';
import { isNothing, YamlFile } from './yaml-node.ts';

export const MAX_MLPROJECT_BYTES = 1024 * 1024;
const ENVIRONMENT_FIELDS = ['python_env', 'conda_env', 'docker_env'] as const;

/** Reads the text of an MLproject file; `none` stands for no environment in it. Throws ProjectError, with line and column. */
export function readMlproject(content: string, name = 'MLproject'): Project {
  const file = new YamlFile(name, content);
  const root = file.root();
  const points = file.entries(root.get('entry_points'), 'entry_points must be a mapping');
  return {
    name: file.text(root.get('name'), 'name must be a text'),
    entryPoints: new Map([...points].map(([each, node]) => [each, readEntryPoint(file, each, node)])),
    environment: readEnvironment(file, root),
  };
}

export const EMPTY_PROJECT: Project = {
  name: undefined,
  entryPoints: new Map(),
  environment: { kind: 'none' },
};

function readEntryPoint(file: YamlFile, name: string, node: unknown): EntryPoint {
  const what = `entry point ${name}`;
  const fields = file.entries(node, `${what} must be a mapping`);
  const command = file.text(fields.get('command'), `the command of ${what} must be a text`);
  if (command === undefined) throw file.wrong(node, `${what} has no command`);
  const parameters = file.entries(fields.get('parameters'), `the parameters of ${what} must be a mapping`);
  return {
    name,
    command,
    parameters: new Map([...parameters].map(([each, about]) => [each, readParameter(file, each, about)])),
  };
}

/** `alpha: float`, or `alpha: {type: float, default: 0.1}`. */
function readParameter(file: YamlFile, name: string, node: unknown): Parameter {
  const rule = `parameter ${name} must be a type (string, float, path or uri), or a mapping with type and default`;
  if (isNothing(node)) throw file.wrong(node, rule);
  if (isScalar(file.resolve(node)))
    return { name, type: file.text(node, rule) ?? 'string', default: undefined };
  const fields = file.entries(node, rule);
  return {
    name,
    type: file.text(fields.get('type'), `the type of parameter ${name} must be a text`) ?? 'string',
    default: file.text(fields.get('default'), `the default of parameter ${name} must be a text or a number`),
  };
}

function readEnvironment(file: YamlFile, root: ReadonlyMap<string, unknown>): ProjectEnvironment {
  const given = ENVIRONMENT_FIELDS.filter((field) => root.has(field));
  if (given.length > 1)
    throw file.wrong(root.get(given[1] as string), `give one environment, not both ${given.join(' and ')}`);
  const [field] = given;
  const node = field && root.get(field);
  if (field === undefined || isNothing(node)) return { kind: 'none' };
  if (field === 'docker_env') return readDockerEnvironment(file, node);
  const path = file.text(node, `${field} must be the path of a file in the project`) ?? '';
  if (path.startsWith('/') || path.split('/').includes('..'))
    throw file.wrong(node, `${field} must be the path of a file in the project, not ${path}`);
  return { kind: field === 'python_env' ? 'python' : 'conda', file: path };
}
