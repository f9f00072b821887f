ALTER TABLE "people" ADD COLUMN "inbox_seen_id" bigint;--> statement-breakpoint
-- What came until the last look was shown then.
UPDATE "people" SET "inbox_seen_id" = (SELECT max("id") FROM "events" WHERE "at" <= "inbox_seen_at") WHERE "inbox_seen_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "events_told" ON "events" USING gin (("data" -> 'toIds') jsonb_path_ops) WHERE data ? 'toIds';--> statement-breakpoint
ALTER TABLE "people" DROP COLUMN "inbox_seen_at";