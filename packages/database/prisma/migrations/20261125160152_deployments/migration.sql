-- CreateTable
CREATE TABLE "deployments" (
    "deployment_id" UUID NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "model_uri" TEXT COLLATE "C" NOT NULL,
    "followed" TEXT COLLATE "C" NOT NULL,
    "env_manager" TEXT COLLATE "C" NOT NULL,
    "workers" INTEGER NOT NULL,
    "max_batch" INTEGER NOT NULL,
    "max_delay_ms" INTEGER NOT NULL,
    "max_queue" INTEGER NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "memory_mb" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "revision" BIGINT NOT NULL DEFAULT 1,
    "reason" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("deployment_id")
);

-- CreateTable
CREATE TABLE "deployment_versions" (
    "deployment_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "model_uri" TEXT COLLATE "C" NOT NULL,
    "location" TEXT COLLATE "C" NOT NULL,
    "model_name" TEXT COLLATE "C",
    "model_version" INTEGER,
    "role" TEXT COLLATE "C" NOT NULL,
    "weight" INTEGER NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C",
    "created_ms" BIGINT NOT NULL,
    "updated_ms" BIGINT NOT NULL,

    CONSTRAINT "deployment_versions_pkey" PRIMARY KEY ("deployment_id","number")
);

-- CreateTable
CREATE TABLE "deployment_loads" (
    "deployment_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "replica" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C",
    "seen_ms" BIGINT NOT NULL,

    CONSTRAINT "deployment_loads_pkey" PRIMARY KEY ("deployment_id","number","replica")
);

-- CreateIndex
CREATE UNIQUE INDEX "deployments_name_key" ON "deployments"("name");

-- AddForeignKey
ALTER TABLE "deployment_versions" ADD CONSTRAINT "deployment_versions_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("deployment_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_loads" ADD CONSTRAINT "deployment_loads_deployment_id_number_fkey" FOREIGN KEY ("deployment_id", "number") REFERENCES "deployment_versions"("deployment_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;
