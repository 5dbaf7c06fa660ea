-- CreateTable
CREATE TABLE "project_runs" (
    "run_id" UUID NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "uri" TEXT COLLATE "C" NOT NULL,
    "version" TEXT COLLATE "C",
    "entry_point" TEXT COLLATE "C" NOT NULL,
    "parameters" JSONB NOT NULL,
    "executor" TEXT COLLATE "C" NOT NULL,
    "executor_config" JSONB NOT NULL,
    "env_manager" TEXT COLLATE "C",
    "priority" INTEGER NOT NULL,
    "max_retries" INTEGER NOT NULL,
    "timeout_seconds" INTEGER,
    "state" TEXT COLLATE "C" NOT NULL DEFAULT 'queued',
    "outcome" TEXT COLLATE "C",
    "reason" TEXT COLLATE "C",
    "exit_code" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "cancelled" BOOLEAN NOT NULL DEFAULT false,
    "not_before_ms" BIGINT NOT NULL DEFAULT 0,
    "lease_owner" UUID,
    "lease_until_ms" BIGINT,
    "created_ms" BIGINT NOT NULL,
    "started_ms" BIGINT,
    "ended_ms" BIGINT,

    CONSTRAINT "project_runs_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "project_run_logs" (
    "run_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "project_run_logs_pkey" PRIMARY KEY ("run_id","number")
);

-- CreateIndex
CREATE INDEX "project_runs_state_priority_created_ms_idx" ON "project_runs"("state", "priority", "created_ms");

-- CreateIndex
CREATE INDEX "project_runs_created_ms_run_id_idx" ON "project_runs"("created_ms", "run_id");

-- AddForeignKey
ALTER TABLE "project_run_logs" ADD CONSTRAINT "project_run_logs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "project_runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;
