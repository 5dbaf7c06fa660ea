/** How the runs of experiments are looked at, kept for others: under `/api/millrace/views`. */
import { message, repeated, string, struct } from '../wire/field.ts';

export const CreateSavedView = message('CreateSavedView', {
  name: string,
  experiment_ids: repeated(string),
  content: struct,
});

export const ListSavedViews = message('ListSavedViews', { experiment_id: string });

export const UpdateSavedView = message('UpdateSavedView', { name: string, content: struct });
