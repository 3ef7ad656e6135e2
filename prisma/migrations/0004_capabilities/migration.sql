-- What a target can do, measured before anything was trained on it; empty where that was not measured.
ALTER TABLE "Model" ADD COLUMN "capabilities" JSONB NOT NULL DEFAULT '[]';
