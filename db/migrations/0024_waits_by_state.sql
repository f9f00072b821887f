ALTER TABLE "review_facts" ADD COLUMN "submitted_wait" bigint;
--> statement-breakpoint
INSERT INTO "due_facts" ("review_id", "mark") SELECT "id", 1 FROM "reviews"
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
