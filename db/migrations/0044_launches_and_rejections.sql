-- A rejected review was over when it was rejected, and a change that was launched anew was launched before: what is written down says when the review was closed, and the last launch.
INSERT INTO "due_facts" ("review_id", "mark")
SELECT "review"."id", 1 FROM "reviews" "review"
WHERE "review"."first_submitted_at" IS NOT NULL
AND (("review"."state" = 'closed'
  AND (EXISTS (SELECT FROM "review_decisions" "decision" WHERE "decision"."review_id" = "review"."id" AND "decision"."outcome" = 'rejected')
  OR EXISTS (SELECT FROM "events" "closed" WHERE "closed"."subject_kind" = 'review' AND "closed"."subject_id" = "review"."id" AND "closed"."type" = 'review.closed'
    AND ("closed"."data" ->> 'from' = 'rejected' OR "closed"."data" @> '{"launchedOn": null, "dropped": false}'))))
OR EXISTS (SELECT FROM "events" "launched" WHERE "launched"."subject_kind" = 'review' AND "launched"."subject_id" = "review"."id"
  AND "launched"."type" IN ('review.launched', 'review.launched-by-break-glass') AND ("launched"."data" ->> 'launchedOn')::date <> "review"."launched_on"))
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
