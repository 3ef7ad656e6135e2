-- The first tables. Trigrams index the search inside words; the extension is part of every PostgreSQL with contrib.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "Model" (
    "id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "parameters" BIGINT NOT NULL,
    "layers" INTEGER NOT NULL,
    "dModel" INTEGER NOT NULL,
    "vocab" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "recall" JSONB NOT NULL,
    "runId" TEXT NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "Model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "config" JSONB NOT NULL,
    "dataHash" TEXT NOT NULL,
    "codeVersion" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "metrics" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunPoint" (
    "runId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "RunPoint_pkey" PRIMARY KEY ("runId","name","step")
);

-- CreateTable
CREATE TABLE "Explainer" (
    "id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "targetId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "baseId" TEXT,
    "trainExamples" INTEGER,
    "path" TEXT,
    "contentHash" TEXT,
    "runId" TEXT,
    "headline" BOOLEAN NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "Explainer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Question" (
    "id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "split" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "pairType" TEXT NOT NULL,
    "positionType" TEXT NOT NULL,
    "layers" INTEGER[],
    "position" INTEGER NOT NULL,
    "sourcePosition" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "sourceSubject" TEXT NOT NULL,
    "tokens" TEXT[],
    "sourceTokens" TEXT[],
    "bundle" TEXT,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Truth" (
    "questionId" TEXT NOT NULL,
    "original" JSONB NOT NULL,
    "patched" JSONB NOT NULL,
    "changed" BOOLEAN NOT NULL,
    "effect" DOUBLE PRECISION NOT NULL,
    "truthHash" TEXT NOT NULL,
    "sweep" JSONB NOT NULL,
    "bundle" TEXT,

    CONSTRAINT "Truth_pkey" PRIMARY KEY ("questionId")
);

-- CreateTable
CREATE TABLE "Explanation" (
    "questionId" TEXT NOT NULL,
    "explainerId" TEXT NOT NULL,
    "settingsHash" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "logProbability" DOUBLE PRECISION,
    "bundle" TEXT,

    CONSTRAINT "Explanation_pkey" PRIMARY KEY ("questionId","explainerId","settingsHash")
);

-- CreateTable
CREATE TABLE "Evaluation" (
    "explainerId" TEXT NOT NULL,
    "againstId" TEXT NOT NULL DEFAULT '',
    "split" TEXT NOT NULL,
    "slice" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "standardError" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "bundle" TEXT,

    CONSTRAINT "Evaluation_pkey" PRIMARY KEY ("explainerId","againstId","split","slice","metric")
);

-- CreateTable
CREATE TABLE "Permalink" (
    "slug" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "note" TEXT,
    "live" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Permalink_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "Meta" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Meta_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Run_createdAt_id_idx" ON "Run"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Run_subjectId_idx" ON "Run"("subjectId");

-- CreateIndex
CREATE INDEX "Explainer_targetId_headline_role_idx" ON "Explainer"("targetId", "headline", "role");

-- CreateIndex
CREATE INDEX "Question_targetId_ordinal_id_idx" ON "Question"("targetId", "ordinal", "id");

-- CreateIndex
CREATE INDEX "Question_targetId_split_ordinal_id_idx" ON "Question"("targetId", "split", "ordinal", "id");

-- CreateIndex
CREATE INDEX "Question_targetId_relation_ordinal_id_idx" ON "Question"("targetId", "relation", "ordinal", "id");

-- CreateIndex
CREATE INDEX "Question_targetId_positionType_ordinal_id_idx" ON "Question"("targetId", "positionType", "ordinal", "id");

-- CreateIndex
CREATE INDEX "Question_targetId_pairType_ordinal_id_idx" ON "Question"("targetId", "pairType", "ordinal", "id");

-- CreateIndex
CREATE INDEX "Question_layers_idx" ON "Question" USING GIN ("layers");

-- CreateIndex
CREATE INDEX "Question_text_idx" ON "Question" USING GIN ("text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Question_source_idx" ON "Question" USING GIN ("source" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Explanation_explainerId_verdict_questionId_idx" ON "Explanation"("explainerId", "verdict", "questionId");

-- CreateIndex
CREATE INDEX "Evaluation_explainerId_split_slice_metric_idx" ON "Evaluation"("explainerId", "split", "slice", "metric");

-- AddForeignKey
ALTER TABLE "RunPoint" ADD CONSTRAINT "RunPoint_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Explainer" ADD CONSTRAINT "Explainer_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Truth" ADD CONSTRAINT "Truth_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Explanation" ADD CONSTRAINT "Explanation_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Explanation" ADD CONSTRAINT "Explanation_explainerId_fkey" FOREIGN KEY ("explainerId") REFERENCES "Explainer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_explainerId_fkey" FOREIGN KEY ("explainerId") REFERENCES "Explainer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
