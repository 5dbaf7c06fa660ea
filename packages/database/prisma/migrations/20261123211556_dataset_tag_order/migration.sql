-- AlterTable
ALTER TABLE "evaluation_dataset_tags" ADD COLUMN     "position" BIGSERIAL NOT NULL,
ALTER COLUMN "value" DROP NOT NULL;
