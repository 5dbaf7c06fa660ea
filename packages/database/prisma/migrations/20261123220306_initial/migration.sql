-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "experiments" (
    "experiment_id" SERIAL NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "artifact_location" TEXT COLLATE "C" NOT NULL,
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,
    "deleted_ms" BIGINT,

    CONSTRAINT "experiments_pkey" PRIMARY KEY ("experiment_id")
);

-- CreateTable
CREATE TABLE "experiment_tags" (
    "experiment_id" INTEGER NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "experiment_tags_pkey" PRIMARY KEY ("experiment_id","key")
);

-- CreateTable
CREATE TABLE "runs" (
    "run_id" UUID NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "start_ms" BIGINT,
    "end_ms" BIGINT,
    "deleted_ms" BIGINT,
    "artifact_uri" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "params" (
    "run_id" UUID NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "params_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "run_tags" (
    "run_id" UUID NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "run_tags_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "metric_series" (
    "series_id" BIGSERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "latest_value" DOUBLE PRECISION NOT NULL,
    "latest_step" BIGINT NOT NULL,
    "latest_timestamp_ms" BIGINT NOT NULL,

    CONSTRAINT "metric_series_pkey" PRIMARY KEY ("series_id")
);

-- CreateTable
CREATE TABLE "metric_points" (
    "series_id" BIGINT NOT NULL,
    "timestamp_ms" BIGINT NOT NULL,
    "step" BIGINT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "metric_points_pkey" PRIMARY KEY ("series_id","timestamp_ms","step","value")
);

-- CreateTable
CREATE TABLE "datasets" (
    "dataset_id" UUID NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "source_type" TEXT COLLATE "C" NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "schema" TEXT COLLATE "C",
    "profile" TEXT COLLATE "C",

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("dataset_id")
);

-- CreateTable
CREATE TABLE "run_inputs" (
    "input_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "run_inputs_pkey" PRIMARY KEY ("input_id")
);

-- CreateTable
CREATE TABLE "run_input_tags" (
    "input_id" UUID NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "run_input_tags_pkey" PRIMARY KEY ("input_id","key")
);

-- CreateTable
CREATE TABLE "run_model_inputs" (
    "run_id" UUID NOT NULL,
    "model_id" TEXT COLLATE "C" NOT NULL,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "run_model_inputs_pkey" PRIMARY KEY ("run_id","model_id")
);

-- CreateTable
CREATE TABLE "run_model_outputs" (
    "run_id" UUID NOT NULL,
    "model_id" TEXT COLLATE "C" NOT NULL,
    "step" BIGINT NOT NULL,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "run_model_outputs_pkey" PRIMARY KEY ("run_id","model_id")
);

-- CreateTable
CREATE TABLE "logged_models" (
    "model_id" TEXT COLLATE "C" NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "artifact_location" TEXT COLLATE "C" NOT NULL,
    "model_type" TEXT COLLATE "C",
    "source_run_id" TEXT COLLATE "C",
    "status" INTEGER NOT NULL,
    "status_message" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,
    "deleted_ms" BIGINT,

    CONSTRAINT "logged_models_pkey" PRIMARY KEY ("model_id")
);

-- CreateTable
CREATE TABLE "logged_model_params" (
    "model_id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "logged_model_params_pkey" PRIMARY KEY ("model_id","key")
);

-- CreateTable
CREATE TABLE "logged_model_tags" (
    "model_id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "logged_model_tags_pkey" PRIMARY KEY ("model_id","key")
);

-- CreateTable
CREATE TABLE "logged_model_metrics" (
    "model_id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "timestamp_ms" BIGINT NOT NULL,
    "step" BIGINT NOT NULL,
    "run_id" UUID NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "dataset_name" TEXT COLLATE "C",
    "dataset_digest" TEXT COLLATE "C",

    CONSTRAINT "logged_model_metrics_pkey" PRIMARY KEY ("model_id","key","timestamp_ms","step","run_id")
);

-- CreateTable
CREATE TABLE "traces" (
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "timestamp_ms" BIGINT NOT NULL,
    "execution_ms" BIGINT,
    "state" TEXT COLLATE "C" NOT NULL,
    "client_request_id" TEXT COLLATE "C",
    "request_preview" TEXT COLLATE "C",
    "response_preview" TEXT COLLATE "C",

    CONSTRAINT "traces_pkey" PRIMARY KEY ("trace_id")
);

-- CreateTable
CREATE TABLE "trace_tags" (
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "trace_tags_pkey" PRIMARY KEY ("trace_id","key")
);

-- CreateTable
CREATE TABLE "trace_metadata" (
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "trace_metadata_pkey" PRIMARY KEY ("trace_id","key")
);

-- CreateTable
CREATE TABLE "trace_runs" (
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "run_id" UUID NOT NULL,

    CONSTRAINT "trace_runs_pkey" PRIMARY KEY ("trace_id","run_id")
);

-- CreateTable
CREATE TABLE "trace_prompts" (
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "prompt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "trace_prompts_pkey" PRIMARY KEY ("trace_id","prompt")
);

-- CreateTable
CREATE TABLE "spans" (
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "span_id" TEXT COLLATE "C" NOT NULL,
    "parent_span_id" TEXT COLLATE "C",
    "name" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C",
    "status" TEXT COLLATE "C" NOT NULL,
    "start_ns" BIGINT NOT NULL,
    "end_ns" BIGINT,
    "content" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "spans_pkey" PRIMARY KEY ("trace_id","span_id")
);

-- CreateTable
CREATE TABLE "assessments" (
    "assessment_id" TEXT COLLATE "C" NOT NULL,
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C",
    "error" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,
    "source_type" TEXT COLLATE "C" NOT NULL,
    "source_id" TEXT COLLATE "C",
    "run_id" TEXT COLLATE "C",
    "span_id" TEXT COLLATE "C",
    "rationale" TEXT COLLATE "C",
    "metadata" TEXT COLLATE "C",
    "overrides" TEXT COLLATE "C",
    "valid" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("assessment_id")
);

-- CreateTable
CREATE TABLE "evaluation_datasets" (
    "dataset_id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "schema" TEXT COLLATE "C",
    "profile" TEXT COLLATE "C",
    "digest" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,
    "created_by" TEXT COLLATE "C",
    "updated_by" TEXT COLLATE "C",

    CONSTRAINT "evaluation_datasets_pkey" PRIMARY KEY ("dataset_id")
);

-- CreateTable
CREATE TABLE "evaluation_dataset_tags" (
    "dataset_id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C",
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "evaluation_dataset_tags_pkey" PRIMARY KEY ("dataset_id","key")
);

-- CreateTable
CREATE TABLE "evaluation_dataset_records" (
    "record_id" TEXT COLLATE "C" NOT NULL,
    "dataset_id" TEXT COLLATE "C" NOT NULL,
    "inputs" TEXT COLLATE "C" NOT NULL,
    "inputs_hash" TEXT COLLATE "C" NOT NULL,
    "outputs" TEXT COLLATE "C",
    "expectations" TEXT COLLATE "C",
    "tags" TEXT COLLATE "C",
    "source" TEXT COLLATE "C",
    "source_id" TEXT COLLATE "C",
    "source_type" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,
    "created_by" TEXT COLLATE "C",
    "updated_by" TEXT COLLATE "C",

    CONSTRAINT "evaluation_dataset_records_pkey" PRIMARY KEY ("record_id")
);

-- CreateTable
CREATE TABLE "evaluation_dataset_experiments" (
    "dataset_id" TEXT COLLATE "C" NOT NULL,
    "experiment_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "evaluation_dataset_experiments_pkey" PRIMARY KEY ("dataset_id","experiment_id")
);

-- CreateTable
CREATE TABLE "scorers" (
    "scorer_id" TEXT COLLATE "C" NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "scorers_pkey" PRIMARY KEY ("scorer_id")
);

-- CreateTable
CREATE TABLE "online_scoring_configs" (
    "scorer_id" TEXT COLLATE "C" NOT NULL,
    "config_id" TEXT COLLATE "C" NOT NULL,
    "sample_rate" DOUBLE PRECISION NOT NULL,
    "filter_string" TEXT COLLATE "C",

    CONSTRAINT "online_scoring_configs_pkey" PRIMARY KEY ("scorer_id")
);

-- CreateTable
CREATE TABLE "scorer_versions" (
    "scorer_id" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "serialized_scorer" TEXT COLLATE "C" NOT NULL,
    "created_ms" BIGINT NOT NULL,

    CONSTRAINT "scorer_versions_pkey" PRIMARY KEY ("scorer_id","version")
);

-- CreateTable
CREATE TABLE "registered_models" (
    "name" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,

    CONSTRAINT "registered_models_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "registered_model_tags" (
    "name" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "registered_model_tags_pkey" PRIMARY KEY ("name","key")
);

-- CreateTable
CREATE TABLE "registered_model_aliases" (
    "name" TEXT COLLATE "C" NOT NULL,
    "alias" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "registered_model_aliases_pkey" PRIMARY KEY ("name","alias")
);

-- CreateTable
CREATE TABLE "model_versions" (
    "name" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,
    "description" TEXT COLLATE "C",
    "user_id" TEXT COLLATE "C",
    "stage" TEXT COLLATE "C" NOT NULL,
    "source" TEXT COLLATE "C",
    "storage_location" TEXT COLLATE "C",
    "run_id" TEXT COLLATE "C",
    "run_link" TEXT COLLATE "C",
    "model_id" TEXT COLLATE "C",
    "status" TEXT COLLATE "C" NOT NULL,
    "status_message" TEXT COLLATE "C",

    CONSTRAINT "model_versions_pkey" PRIMARY KEY ("name","version")
);

-- CreateTable
CREATE TABLE "model_version_tags" (
    "name" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "model_version_tags_pkey" PRIMARY KEY ("name","version","key")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "webhook_id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C",
    "url" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "secret" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,
    "deleted_ms" BIGINT,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("webhook_id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "delivery_id" UUID NOT NULL,
    "webhook_id" TEXT COLLATE "C" NOT NULL,
    "event" TEXT COLLATE "C" NOT NULL,
    "body" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "response_status" INTEGER,
    "error" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateTable
CREATE TABLE "webhook_events" (
    "webhook_id" TEXT COLLATE "C" NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "action" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("webhook_id","entity","action")
);

-- CreateTable
CREATE TABLE "outbox_events" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ,

    CONSTRAINT "outbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "experiments_name_key" ON "experiments"("name");

-- CreateIndex
CREATE INDEX "experiments_created_ms_experiment_id_idx" ON "experiments"("created_ms" DESC, "experiment_id" DESC);

-- CreateIndex
CREATE INDEX "runs_experiment_id_start_ms_run_id_idx" ON "runs"("experiment_id", "start_ms" DESC, "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "metric_series_run_id_key_key" ON "metric_series"("run_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "datasets_experiment_id_name_digest_key" ON "datasets"("experiment_id", "name", "digest");

-- CreateIndex
CREATE INDEX "run_inputs_dataset_id_idx" ON "run_inputs"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_inputs_run_id_dataset_id_key" ON "run_inputs"("run_id", "dataset_id");

-- CreateIndex
CREATE INDEX "run_model_inputs_model_id_idx" ON "run_model_inputs"("model_id");

-- CreateIndex
CREATE INDEX "run_model_outputs_model_id_idx" ON "run_model_outputs"("model_id");

-- CreateIndex
CREATE INDEX "logged_models_experiment_id_created_ms_idx" ON "logged_models"("experiment_id", "created_ms" DESC);

-- CreateIndex
CREATE INDEX "logged_models_source_run_id_idx" ON "logged_models"("source_run_id");

-- CreateIndex
CREATE INDEX "logged_model_metrics_run_id_idx" ON "logged_model_metrics"("run_id");

-- CreateIndex
CREATE INDEX "traces_experiment_id_timestamp_ms_trace_id_idx" ON "traces"("experiment_id", "timestamp_ms" DESC, "trace_id");

-- CreateIndex
CREATE INDEX "trace_runs_run_id_idx" ON "trace_runs"("run_id");

-- CreateIndex
CREATE INDEX "trace_prompts_prompt_idx" ON "trace_prompts"("prompt");

-- CreateIndex
CREATE INDEX "assessments_trace_id_created_ms_idx" ON "assessments"("trace_id", "created_ms");

-- CreateIndex
CREATE INDEX "evaluation_datasets_created_ms_dataset_id_idx" ON "evaluation_datasets"("created_ms" DESC, "dataset_id");

-- CreateIndex
CREATE INDEX "evaluation_dataset_records_dataset_id_created_ms_idx" ON "evaluation_dataset_records"("dataset_id", "created_ms");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_dataset_records_dataset_id_inputs_hash_key" ON "evaluation_dataset_records"("dataset_id", "inputs_hash");

-- CreateIndex
CREATE INDEX "evaluation_dataset_experiments_experiment_id_idx" ON "evaluation_dataset_experiments"("experiment_id");

-- CreateIndex
CREATE UNIQUE INDEX "scorers_experiment_id_name_key" ON "scorers"("experiment_id", "name");

-- CreateIndex
CREATE INDEX "registered_models_updated_ms_name_idx" ON "registered_models"("updated_ms" DESC, "name");

-- CreateIndex
CREATE INDEX "registered_model_aliases_name_version_idx" ON "registered_model_aliases"("name", "version");

-- CreateIndex
CREATE INDEX "model_versions_run_id_idx" ON "model_versions"("run_id");

-- CreateIndex
CREATE INDEX "model_versions_updated_ms_idx" ON "model_versions"("updated_ms" DESC);

-- CreateIndex
CREATE INDEX "webhooks_created_ms_idx" ON "webhooks"("created_ms" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_created_ms_delivery_id_idx" ON "webhook_deliveries"("webhook_id", "created_ms" DESC, "delivery_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_created_ms_idx" ON "webhook_deliveries"("created_ms");

-- CreateIndex
CREATE INDEX "webhook_events_entity_action_idx" ON "webhook_events"("entity", "action");

-- AddForeignKey
ALTER TABLE "experiment_tags" ADD CONSTRAINT "experiment_tags_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiments"("experiment_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiments"("experiment_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "params" ADD CONSTRAINT "params_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_tags" ADD CONSTRAINT "run_tags_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_series" ADD CONSTRAINT "metric_series_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_inputs" ADD CONSTRAINT "run_inputs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_inputs" ADD CONSTRAINT "run_inputs_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("dataset_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_input_tags" ADD CONSTRAINT "run_input_tags_input_id_fkey" FOREIGN KEY ("input_id") REFERENCES "run_inputs"("input_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_model_inputs" ADD CONSTRAINT "run_model_inputs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_model_outputs" ADD CONSTRAINT "run_model_outputs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logged_model_params" ADD CONSTRAINT "logged_model_params_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "logged_models"("model_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logged_model_tags" ADD CONSTRAINT "logged_model_tags_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "logged_models"("model_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logged_model_metrics" ADD CONSTRAINT "logged_model_metrics_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "logged_models"("model_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trace_tags" ADD CONSTRAINT "trace_tags_trace_id_fkey" FOREIGN KEY ("trace_id") REFERENCES "traces"("trace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trace_metadata" ADD CONSTRAINT "trace_metadata_trace_id_fkey" FOREIGN KEY ("trace_id") REFERENCES "traces"("trace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trace_runs" ADD CONSTRAINT "trace_runs_trace_id_fkey" FOREIGN KEY ("trace_id") REFERENCES "traces"("trace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trace_prompts" ADD CONSTRAINT "trace_prompts_trace_id_fkey" FOREIGN KEY ("trace_id") REFERENCES "traces"("trace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spans" ADD CONSTRAINT "spans_trace_id_fkey" FOREIGN KEY ("trace_id") REFERENCES "traces"("trace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_trace_id_fkey" FOREIGN KEY ("trace_id") REFERENCES "traces"("trace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_dataset_tags" ADD CONSTRAINT "evaluation_dataset_tags_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "evaluation_datasets"("dataset_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_dataset_records" ADD CONSTRAINT "evaluation_dataset_records_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "evaluation_datasets"("dataset_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_dataset_experiments" ADD CONSTRAINT "evaluation_dataset_experiments_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "evaluation_datasets"("dataset_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "online_scoring_configs" ADD CONSTRAINT "online_scoring_configs_scorer_id_fkey" FOREIGN KEY ("scorer_id") REFERENCES "scorers"("scorer_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scorer_versions" ADD CONSTRAINT "scorer_versions_scorer_id_fkey" FOREIGN KEY ("scorer_id") REFERENCES "scorers"("scorer_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registered_model_tags" ADD CONSTRAINT "registered_model_tags_name_fkey" FOREIGN KEY ("name") REFERENCES "registered_models"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registered_model_aliases" ADD CONSTRAINT "registered_model_aliases_name_fkey" FOREIGN KEY ("name") REFERENCES "registered_models"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_name_fkey" FOREIGN KEY ("name") REFERENCES "registered_models"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version_tags" ADD CONSTRAINT "model_version_tags_name_version_fkey" FOREIGN KEY ("name", "version") REFERENCES "model_versions"("name", "version") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("webhook_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("webhook_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is to be published, in order, and what is old enough to be pruned.
CREATE INDEX "outbox_events_unpublished" ON "outbox_events" ("id") WHERE "published_at" IS NULL;
CREATE INDEX "outbox_events_published_at" ON "outbox_events" ("published_at") WHERE "published_at" IS NOT NULL;

-- The experiment that runs belong to when a client names none.
INSERT INTO "experiments" ("experiment_id", "name", "artifact_location", "created_ms", "updated_ms")
VALUES (0, 'Default', 'mlflow-artifacts:/0', floor(extract(epoch FROM now()) * 1000), floor(extract(epoch FROM now()) * 1000));
