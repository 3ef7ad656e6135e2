-- What a link takes, so that all of them together can be bounded, and until when its live values are kept.
ALTER TABLE "Permalink" ADD COLUMN "bytes" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Permalink" ADD COLUMN "liveUntil" TIMESTAMPTZ(3);

UPDATE "Permalink" SET
    "bytes" = octet_length("view") + coalesce(octet_length("note"), 0) + coalesce(octet_length("live"::text), 0),
    "liveUntil" = CASE WHEN "live" IS NULL THEN NULL ELSE "createdAt" + INTERVAL '180 days' END;

-- CreateIndex
CREATE INDEX "Permalink_liveUntil_idx" ON "Permalink"("liveUntil");
