ALTER TABLE "review_comments" ADD COLUMN "answered_at" timestamp (3) with time zone;
--> statement-breakpoint
-- A message asks as long as changes are waited for: one that was asked before the review last went back was answered by that.
UPDATE "review_comments" SET "answered_at" = coalesce(
  (SELECT "answer"."created_at" FROM "review_comments" "answer" WHERE "answer"."id" = "review_comments"."answered_by_id"),
  (SELECT max("at") FROM "events" WHERE "subject_kind" = 'review' AND "subject_id" = "review_comments"."review_id"
    AND "type" = 'review.resubmitted' AND "at" >= "review_comments"."created_at"))
WHERE "ask";
