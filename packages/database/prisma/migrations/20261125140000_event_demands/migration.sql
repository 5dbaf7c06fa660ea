-- AlterTable
ALTER TABLE "webhook_events" DROP CONSTRAINT "webhook_events_pkey",
ADD COLUMN     "condition" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("webhook_id", "entity", "action", "condition");

-- CreateTable
CREATE TABLE "metric_crossings" (
    "run_id" UUID NOT NULL,
    "demand_id" UUID NOT NULL,

    CONSTRAINT "metric_crossings_pkey" PRIMARY KEY ("run_id","demand_id")
);

-- CreateTable
CREATE TABLE "event_demands" (
    "demand_id" UUID NOT NULL,
    "owner" TEXT COLLATE "C" NOT NULL,
    "event" TEXT COLLATE "C" NOT NULL,
    "condition" TEXT COLLATE "C" NOT NULL,
    "active" BOOLEAN NOT NULL,

    CONSTRAINT "event_demands_pkey" PRIMARY KEY ("demand_id")
);

-- CreateIndex
CREATE INDEX "metric_crossings_demand_id_idx" ON "metric_crossings"("demand_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_demands_owner_event_condition_key" ON "event_demands"("owner", "event", "condition");

-- AddForeignKey
ALTER TABLE "metric_crossings" ADD CONSTRAINT "metric_crossings_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("run_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_crossings" ADD CONSTRAINT "metric_crossings_demand_id_fkey" FOREIGN KEY ("demand_id") REFERENCES "event_demands"("demand_id") ON DELETE CASCADE ON UPDATE CASCADE;
