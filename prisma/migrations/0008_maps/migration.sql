-- What an explainer said at every place of a question, such as each cell of its map.
CREATE TABLE "ExplanationMap" (
    "questionId" TEXT NOT NULL,
    "explainerId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "said" TEXT[],
    "at" INTEGER[],
    "logProbability" DOUBLE PRECISION[],
    "bundle" TEXT,

    CONSTRAINT "ExplanationMap_pkey" PRIMARY KEY ("questionId", "explainerId")
);

CREATE INDEX "ExplanationMap_explainerId_idx" ON "ExplanationMap"("explainerId");

ALTER TABLE "ExplanationMap" ADD CONSTRAINT "ExplanationMap_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ExplanationMap" ADD CONSTRAINT "ExplanationMap_explainerId_fkey" FOREIGN KEY ("explainerId") REFERENCES "Explainer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
