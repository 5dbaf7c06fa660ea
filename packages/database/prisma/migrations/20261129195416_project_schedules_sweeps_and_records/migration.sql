-- AlterTable
ALTER TABLE "project_runs" ADD COLUMN     "log_kept" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "log_pruned" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reproduces_run_id" UUID,
ADD COLUMN     "rerun_of_run_id" UUID,
ADD COLUMN     "schedule_id" UUID,
ADD COLUMN     "source_name" TEXT COLLATE "C",
ADD COLUMN     "sweep_id" UUID,
ADD COLUMN     "sweep_value" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "project_run_records" (
    "run_id" UUID NOT NULL,
    "record" TEXT COLLATE "C",
    "results" TEXT COLLATE "C",

    CONSTRAINT "project_run_records_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "project_runners" (
    "runner_id" UUID NOT NULL,
    "hostname" TEXT COLLATE "C" NOT NULL,
    "started_ms" BIGINT NOT NULL,
    "seen_ms" BIGINT NOT NULL,
    "executors" JSONB NOT NULL,

    CONSTRAINT "project_runners_pkey" PRIMARY KEY ("runner_id")
);

-- CreateTable
CREATE TABLE "project_schedules" (
    "schedule_id" UUID NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "cron" TEXT COLLATE "C" NOT NULL,
    "timezone" TEXT COLLATE "C" NOT NULL,
    "paused" BOOLEAN NOT NULL,
    "request" JSONB NOT NULL,
    "next_ms" BIGINT,
    "last_ms" BIGINT,
    "last_run_id" UUID,
    "last_error" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,

    CONSTRAINT "project_schedules_pkey" PRIMARY KEY ("schedule_id")
);

-- CreateTable
CREATE TABLE "project_sweeps" (
    "sweep_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "request" JSONB NOT NULL,
    "method" TEXT COLLATE "C" NOT NULL,
    "space" JSONB NOT NULL,
    "seed" INTEGER,
    "points" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "submitted" INTEGER NOT NULL DEFAULT 0,
    "concurrency" INTEGER NOT NULL,
    "metric_name" TEXT COLLATE "C",
    "metric_goal" TEXT COLLATE "C",
    "state" TEXT COLLATE "C" NOT NULL DEFAULT 'running',
    "cancelled" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "ended_ms" BIGINT,

    CONSTRAINT "project_sweeps_pkey" PRIMARY KEY ("sweep_id")
);

-- CreateTable
CREATE TABLE "project_uploads" (
    "upload_id" TEXT COLLATE "C" NOT NULL,
    "uploaded_ms" BIGINT NOT NULL,

    CONSTRAINT "project_uploads_pkey" PRIMARY KEY ("upload_id")
);

-- CreateIndex
CREATE INDEX "project_schedules_next_ms_idx" ON "project_schedules"("next_ms");

-- CreateIndex
CREATE INDEX "project_sweeps_state_idx" ON "project_sweeps"("state");

-- CreateIndex
CREATE INDEX "project_sweeps_created_ms_idx" ON "project_sweeps"("created_ms");

-- CreateIndex
CREATE INDEX "project_runs_sweep_id_idx" ON "project_runs"("sweep_id");

-- CreateIndex
CREATE INDEX "project_runs_schedule_id_idx" ON "project_runs"("schedule_id");

-- AddForeignKey
ALTER TABLE "project_run_records" ADD CONSTRAINT "project_run_records_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "project_runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;
