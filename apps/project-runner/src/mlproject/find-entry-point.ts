import { extname } from 'node:path';
import type { EntryPoint, Project } from './project.ts';
import { ProjectError } from './project-error.ts';
import { shellQuote } from './shell-quote.ts';

/** Files that run without an MLproject file, and how: `{}` stands for the quoted path. */
const SCRIPTS: Readonly<Record<string, string>> = {
  '.py': 'python {}',
  '.sh': 'bash {}',
  '.R': `Rscript -e "mlflow::mlflow_source('{}')" --args`,
};

/** What the names of files end in that can be run without being an entry point. */
export const SCRIPT_TYPES = Object.keys(SCRIPTS);

/** The entry point of that name, or one that runs the script of that name. Throws ProjectError, listing those there are. */
export function findEntryPoint(project: Project, name: string): EntryPoint {
  const found = project.entryPoints.get(name);
  if (found) return found;
  const script = SCRIPTS[extname(name)];
  if (script === undefined) throw unknown(project, name);
  if (name.startsWith('/') || name.startsWith('-') || name.split('/').includes('..'))
    throw new ProjectError(`The entry point ${name} must be the path of a script in the project.`);
  // The path is in two layers of quotes there, which nothing can be put into safely.
  if (script.includes('"') && shellQuote(name) !== name)
    throw new ProjectError(
      `The entry point ${name} must have only letters, digits and ./_- in its name, since it is an R script.`,
    );
  const command = script.replace('{}', () => shellQuote(name).replaceAll('{', '{{').replaceAll('}', '}}'));
  return { name, parameters: new Map(), command };
}

function unknown({ entryPoints }: Project, name: string): ProjectError {
  const known = [...entryPoints.keys()];
  const those = known.length === 0 ? 'It has none' : `It has ${known.join(', ')}`;
  return new ProjectError(
    `The project has no entry point ${name}. ${those}; a script of it that ends in .py, .sh or .R can be run as well.`,
  );
}
