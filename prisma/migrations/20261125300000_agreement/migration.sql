-- CreateTable
CREATE TABLE "reliability_fits" (
    "project_id" UUID NOT NULL,
    "stage" "Stage" NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "fitted_at" TIMESTAMPTZ(3),
    "votes" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,

    CONSTRAINT "reliability_fits_pkey" PRIMARY KEY ("project_id","stage")
);

-- AddForeignKey
ALTER TABLE "reliability_fits" ADD CONSTRAINT "reliability_fits_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What the schema file cannot say ───────────────────────────────────────

-- A result says when it was made, and of how many votes.
ALTER TABLE "reliability_fits" ADD CONSTRAINT "reliability_fits_fitted" CHECK (("result" IS NULL) = ("fitted_at" IS NULL));
