import { Controller, Param } from '@nestjs/common';
import { CreateSavedView, ListSavedViews, UpdateSavedView } from '@millrace/contracts/tracking/saved-views';
import { isArray, isDict, isString, isStringArray, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { SavedViewHead, SavedViewRow } from './saved-views.repository.ts';
import { SavedViewsService } from './saved-views.service.ts';

const ROUTE = '/api/millrace/views';

@Controller()
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  @Endpoint('POST', ROUTE, allow('update', 'experiment'), {
    creates: 'in-transaction',
    summary: 'Keeps a view, so that others can open it by its id. Without a name it is in no list.',
  })
  async create(
    @Wire(CreateSavedView, {
      name: [isString],
      experiment_ids: [required, isArray, isStringArray],
      content: [required, isDict],
    })
    request: MessageOf<typeof CreateSavedView>,
  ): Promise<object> {
    const { name = '', experiment_ids, content = {} } = request;
    return { view: whole(await this.views.create(name, experiment_ids, content)) };
  }

  @Endpoint('GET', ROUTE, allow('read', 'experiment'), { summary: 'The named views of an experiment.' })
  async list(
    @Wire(ListSavedViews, { experiment_id: [required, isString] })
    { experiment_id = '' }: MessageOf<typeof ListSavedViews>,
  ): Promise<object> {
    return { views: (await this.views.list(experiment_id)).map(head) };
  }

  @Endpoint('GET', `${ROUTE}/:view_id`, allow('read', 'experiment'), { summary: 'A view with its content.' })
  async get(@Param('view_id') viewId: string): Promise<object> {
    return { view: whole(await this.views.get(viewId)) };
  }

  @Endpoint('PATCH', `${ROUTE}/:view_id`, allow('update', 'experiment'), {
    summary: 'Changes the name or the content of a view.',
  })
  async update(
    @Param('view_id') viewId: string,
    @Wire(UpdateSavedView, { name: [isString], content: [] })
    { name, content }: MessageOf<typeof UpdateSavedView>,
  ): Promise<object> {
    return { view: whole(await this.views.update(viewId, name, content)) };
  }

  @Endpoint('DELETE', `${ROUTE}/:view_id`, allow('update', 'experiment'), { summary: 'Deletes a view.' })
  async delete(@Param('view_id') viewId: string): Promise<object> {
    await this.views.delete(viewId);
    return {};
  }
}

function head(view: SavedViewHead): object {
  return {
    view_id: view.view_id,
    name: view.name,
    experiment_ids: view.experiment_ids.map(String),
    creation_time: view.created_ms,
    last_update_time: view.updated_ms,
  };
}

function whole(view: SavedViewRow): object {
  return { ...head(view), content: JSON.parse(view.content) as object };
}
