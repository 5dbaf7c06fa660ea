import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError, messageOf } from '../../api/api-error.ts';
import { describeProject, type EntryPoint, type ProjectDescription } from '../../api/projects.ts';
import { checkDraft, type FieldErrors } from './check-draft.ts';
import { readRefusal, type Refusal } from './refusal.ts';
import { entryPointOf, type RunDraft } from './run-draft.ts';

export interface RunForm {
  readonly draft: RunDraft;
  readonly change: (part: Partial<RunDraft>) => void;
  /** Undefined until the project has been read. */
  readonly project: ProjectDescription | undefined;
  readonly isReading: boolean;
  /** Has the project read that the draft names now. */
  readonly read: (source?: Pick<RunDraft, 'uri' | 'version'>) => void;
  /** The project could not be read for now; `retry` asks again. */
  readonly canRetry: boolean;
  readonly retry: () => void;
  /** Undefined where the project does not say what it takes. */
  readonly point: EntryPoint | undefined;
  /** What is wrong, by field. */
  readonly errors: FieldErrors;
  /** What is wrong and belongs to no field. */
  readonly failure: string | undefined;
  readonly isBusy: boolean;
  /** Carries out `work` unless something is wrong. What the server refuses stands beside its field. */
  readonly send: (work: () => Promise<unknown>) => Promise<void>;
}

export interface RunFormOptions {
  /** Parameters that have fields elsewhere. */
  readonly skip?: ReadonlySet<string>;
  /** What is wrong with fields beside those of the run. */
  readonly others?: (point: EntryPoint | undefined) => FieldErrors;
}

const NONE: ReadonlySet<string> = new Set();

/** The state of a form in which a run is described. */
export function useRunForm(start: RunDraft, { skip = NONE, others }: RunFormOptions = {}): RunForm {
  const [draft, setDraft] = useState(start);
  const [asked, setAsked] = useState<Pick<RunDraft, 'uri' | 'version'>>(start);
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [isBusy, setBusy] = useState(false);
  const uri = asked.uri.trim();
  const version = asked.version.trim();
  const description = useQuery({
    queryKey: ['project-description', uri, version],
    queryFn: ({ signal }) => describeProject(uri, version, { signal }),
    enabled: uri !== '',
    staleTime: 60_000,
    retry: false,
  });
  const isCurrent = draft.uri.trim() === uri && draft.version.trim() === version;
  const project = isCurrent ? description.data : undefined;
  const point = entryPointOf(draft, project);
  useEffect(() => {
    if (project) setDraft((now) => ({ ...now, ...choicesWithin(project, now) }));
  }, [project]);

  const wrong = { ...others?.(point), ...checkDraft(draft, point, skip) };
  const unread = isCurrent && description.error ? messageOf(description.error) : undefined;
  const shown: FieldErrors = {
    ...(unread !== undefined && { [ofVersion(unread, version) ? 'version' : 'uri']: unread }),
    ...Object.fromEntries(Object.entries(wrong).filter(([name]) => isTried || isTyped(name, draft))),
    ...refusal?.fields,
  };
  return {
    draft,
    change(part) {
      setDraft((now) => ({ ...now, ...part }));
      setRefusal(undefined);
    },
    project,
    isReading: isCurrent && description.isFetching,
    canRetry: isCurrent && description.error instanceof ApiError && isPassing(description.error),
    retry: () => void description.refetch(),
    read: (source = draft) => setAsked({ uri: source.uri, version: source.version }),
    point,
    errors: shown,
    failure: refusal?.rest,
    isBusy,
    async send(work) {
      setTried(true);
      setRefusal(undefined);
      if (Object.keys(wrong).length > 0) return;
      setBusy(true);
      try {
        await work();
      } catch (error) {
        setRefusal(readRefusal(messageOf(error), (name) => /^(executor_config|sweep)\b/.test(name)));
      } finally {
        setBusy(false);
      }
    },
  };
}

/** It may be well the next time: nobody answered, or the server is at fault. */
const isPassing = (error: ApiError): boolean => error.isPassing || error.status >= 500;

/** The entry point and the executor that were chosen, where the project has them; otherwise those that it has first. */
function choicesWithin(
  { entryPoints, executors }: ProjectDescription,
  { entryPoint, executor }: RunDraft,
): Pick<RunDraft, 'entryPoint' | 'executor'> {
  const names = entryPoints.map(({ name }) => name);
  const usual = names.includes('main') ? 'main' : (names[0] ?? entryPoint);
  return {
    entryPoint: names.includes(entryPoint) || isScript(entryPoint) ? entryPoint : usual,
    executor: executors.includes(executor) ? executor : (executors[0] ?? executor),
  };
}

const isScript = (entryPoint: string): boolean => /\.(py|sh|R)$/.test(entryPoint);

/** What was typed is judged at once; what is still to be filled in is not, until the form is sent. */
function isTyped(name: string, draft: RunDraft): boolean {
  if (name.startsWith('parameters.')) return draft.values[name.slice('parameters.'.length)] !== undefined;
  return name !== 'uri' && name !== 'entry_point' && name !== 'name' && !name.startsWith('sweep');
}

const ofVersion = (message: string, version: string): boolean => version !== '' && message.includes(version);
