-- CreateTable
CREATE TABLE "saved_views" (
    "view_id" UUID NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "experiment_ids" INTEGER[],
    "content" TEXT COLLATE "C" NOT NULL,
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("view_id")
);

-- CreateIndex
CREATE INDEX "saved_views_experiment_ids_idx" ON "saved_views" USING GIN ("experiment_ids");
