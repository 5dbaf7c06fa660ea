-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "revision" BIGINT NOT NULL DEFAULT 0;

-- AlterTable: the new columns are filled from the runs before they must not be null.
ALTER TABLE "params" ADD COLUMN     "experiment_id" INTEGER;
ALTER TABLE "run_tags" ADD COLUMN     "experiment_id" INTEGER;
ALTER TABLE "metric_series" ADD COLUMN     "experiment_id" INTEGER;
UPDATE "params" p SET "experiment_id" = r."experiment_id" FROM "runs" r WHERE r."run_id" = p."run_id";
UPDATE "run_tags" t SET "experiment_id" = r."experiment_id" FROM "runs" r WHERE r."run_id" = t."run_id";
UPDATE "metric_series" s SET "experiment_id" = r."experiment_id" FROM "runs" r WHERE r."run_id" = s."run_id";
ALTER TABLE "params" ALTER COLUMN "experiment_id" SET NOT NULL;
ALTER TABLE "run_tags" ALTER COLUMN "experiment_id" SET NOT NULL;
ALTER TABLE "metric_series" ALTER COLUMN "experiment_id" SET NOT NULL;

-- CreateIndex
CREATE INDEX "metric_series_experiment_id_key_idx" ON "metric_series"("experiment_id", "key");

-- What an experiment has of a parameter or tag, and which runs have a value. Values may be longer than an index entry, so only their
-- start is in it.
CREATE INDEX "params_experiment_id_key_value_start" ON "params" ("experiment_id", "key", left("value", 40));
CREATE INDEX "run_tags_experiment_id_key_value_start" ON "run_tags" ("experiment_id", "key", left("value", 40));

-- Room on each page for new versions of its rows: these two are changed all the time, and a version on the same page leaves the
-- indexes alone.
ALTER TABLE "runs" SET (fillfactor = 85);
ALTER TABLE "metric_series" SET (fillfactor = 85);
