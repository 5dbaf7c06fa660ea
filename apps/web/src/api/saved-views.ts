import { get, millrace, patch, post, remove, type RequestOptions } from './request.ts';

export interface SavedViewHead {
  readonly id: string;
  readonly name: string;
  readonly updatedMs: number;
}

export interface SavedView extends SavedViewHead {
  readonly content: unknown;
}

interface WireView {
  readonly view_id: string;
  readonly name: string;
  readonly last_update_time: number;
  readonly content?: unknown;
}

const viewOf = ({ view_id, name, last_update_time, content }: WireView): SavedView => ({
  id: view_id,
  name,
  updatedMs: last_update_time,
  content,
});

/** The views of an experiment that have a name. */
export async function listViews(experimentId: string, options?: RequestOptions): Promise<SavedViewHead[]> {
  const reply = await get<{ views: WireView[] }>(millrace('views'), { experiment_id: experimentId }, options);
  return reply.views.map(viewOf);
}

export async function getView(id: string, options?: RequestOptions): Promise<SavedView> {
  const reply = await get<{ view: WireView }>(millrace(`views/${encodeURIComponent(id)}`), {}, options);
  return viewOf(reply.view);
}

/** Without a name the view is in no list, only behind its link. */
export async function createView(
  experimentIds: readonly string[],
  name: string,
  content: object,
): Promise<SavedView> {
  const body = { experiment_ids: experimentIds, name, content };
  return viewOf((await post<{ view: WireView }>(millrace('views'), body)).view);
}

export const updateView = (id: string, change: { name?: string; content?: object }): Promise<object> =>
  patch(millrace(`views/${id}`), change);

export const deleteView = (id: string): Promise<object> => remove(millrace(`views/${id}`));
