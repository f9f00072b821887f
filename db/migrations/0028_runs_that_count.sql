-- Which of several runs of one revision counts is told by when they were asked for: what is written down may say another.
INSERT INTO "due_facts" ("review_id", "mark")
SELECT DISTINCT "review_id", 1 FROM "check_runs" GROUP BY "review_id", "revision" HAVING count(*) > 1
ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
