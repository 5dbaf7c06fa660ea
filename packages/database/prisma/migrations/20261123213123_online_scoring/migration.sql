-- CreateTable
CREATE TABLE "online_scoring_configs" (
    "scorer_id" TEXT COLLATE "C" NOT NULL,
    "config_id" TEXT COLLATE "C" NOT NULL,
    "sample_rate" DOUBLE PRECISION NOT NULL,
    "filter_string" TEXT COLLATE "C",

    CONSTRAINT "online_scoring_configs_pkey" PRIMARY KEY ("scorer_id")
);

-- AddForeignKey
ALTER TABLE "online_scoring_configs" ADD CONSTRAINT "online_scoring_configs_scorer_id_fkey" FOREIGN KEY ("scorer_id") REFERENCES "scorers"("scorer_id") ON DELETE CASCADE ON UPDATE CASCADE;
