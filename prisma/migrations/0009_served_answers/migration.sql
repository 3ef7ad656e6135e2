-- What explainers behind HTTP answered when pages had them asked.
CREATE TABLE "ServedAnswer" (
    "sent" TEXT NOT NULL,
    "explainerId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ServedAnswer_pkey" PRIMARY KEY ("sent")
);

CREATE INDEX "ServedAnswer_askedAt_idx" ON "ServedAnswer"("askedAt");
