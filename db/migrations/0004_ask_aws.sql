CREATE TABLE "analyzer_answers" (
	"digest" text PRIMARY KEY NOT NULL,
	"answer" jsonb NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analyzer_requests" (
	"day" date PRIMARY KEY NOT NULL,
	"requests" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "check_results" ADD COLUMN "answered_by" text DEFAULT 'engine' NOT NULL;--> statement-breakpoint
ALTER TABLE "check_results" ADD COLUMN "other_answer" jsonb;--> statement-breakpoint
ALTER TABLE "program" ADD COLUMN "analyzer_budget" integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
CREATE INDEX "check_results_contradicted" ON "check_results" USING btree ("id") WHERE "check_results"."verdict" = 'fail' and "check_results"."other_answer" ->> 'verdict' = 'pass';