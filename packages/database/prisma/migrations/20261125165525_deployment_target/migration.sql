-- AlterTable
ALTER TABLE "deployments" ADD COLUMN     "replicas" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "target" TEXT NOT NULL DEFAULT 'local';
