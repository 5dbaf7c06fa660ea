CREATE TABLE outbox_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);

CREATE INDEX outbox_events_unpublished ON outbox_events (id) WHERE published_at IS NULL;
CREATE INDEX outbox_events_published_at ON outbox_events (published_at) WHERE published_at IS NOT NULL;

CREATE TABLE event_demands (
  demand_id uuid PRIMARY KEY,
  owner text NOT NULL,
  event text NOT NULL,
  condition text NOT NULL,
  active boolean NOT NULL,
  UNIQUE (owner, event, condition)
);
