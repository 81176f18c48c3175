-- AlterTable
ALTER TABLE "evaluation_runs" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'INSPECT';

-- CreateTable
CREATE TABLE "evaluation_imports" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "asked" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "progress" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "result" JSONB,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_imports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evaluation_imports_project_id_created_at_idx" ON "evaluation_imports"("project_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "evaluation_imports" ADD CONSTRAINT "evaluation_imports_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What the schema file cannot say ───────────────────────────────────────

ALTER TABLE "evaluation_runs" ADD CONSTRAINT "evaluation_runs_kind" CHECK ("kind" IN ('INSPECT', 'REFUSALS'));
ALTER TABLE "evaluation_imports" ADD CONSTRAINT "evaluation_imports_status" CHECK (
  CASE "status"
    WHEN 'WAITING' THEN "ended_at" IS NULL AND "error" IS NULL AND "result" IS NULL
    WHEN 'READ' THEN "ended_at" IS NOT NULL AND "error" IS NULL AND "result" IS NOT NULL
    WHEN 'FAILED' THEN "ended_at" IS NOT NULL AND "error" IS NOT NULL AND "result" IS NULL
    ELSE false
  END);
