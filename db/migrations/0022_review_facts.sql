CREATE TABLE "due_facts" (
	"review_id" integer PRIMARY KEY NOT NULL,
	"mark" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_facts" (
	"review_id" integer PRIMARY KEY NOT NULL,
	"team_id" integer,
	"tier" text,
	"imported" boolean NOT NULL,
	"imported_findings" integer,
	"guardian_id" integer,
	"guardian_at_submit_id" integer,
	"reviewer_id" integer,
	"first_submitted_at" timestamp (3) with time zone NOT NULL,
	"own_submitted_at" timestamp (3) with time zone NOT NULL,
	"first_response_at" timestamp (3) with time zone,
	"first_decided_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"over_at" timestamp (3) with time zone,
	"open_elsewhere_at" timestamp (3) with time zone,
	"requested_launch_on" date,
	"launched_on" date,
	"engineer" integer NOT NULL,
	"guardian" integer NOT NULL,
	"tool" integer NOT NULL,
	"blocking" integer NOT NULL,
	"involved" boolean NOT NULL,
	"feedback_given" boolean NOT NULL,
	"feedback_declined" boolean NOT NULL,
	"first_outcome" text,
	"had_documents" boolean NOT NULL,
	"first_checks" text,
	"approved_at" timestamp (3) with time zone,
	"approval_checks" text,
	"asked" integer NOT NULL,
	"reviewer_wait" bigint,
	"requester_wait" bigint,
	"nobody_wait" bigint,
	"reviewer_since" timestamp (3) with time zone,
	"reason_waits" jsonb,
	"holds" jsonb
);
--> statement-breakpoint
ALTER TABLE "due_facts" ADD CONSTRAINT "due_facts_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_facts" ADD CONSTRAINT "review_facts_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_facts_submitted" ON "review_facts" USING btree ("first_submitted_at");--> statement-breakpoint
CREATE INDEX "review_facts_decided" ON "review_facts" USING btree ("first_decided_at");--> statement-breakpoint
CREATE FUNCTION review_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "due_facts" ("review_id", "mark") SELECT "id", 1 FROM "written"
	ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE FUNCTION check_run_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "due_facts" ("review_id", "mark") SELECT DISTINCT "review_id", 1 FROM "written"
	ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER facts_are_due_of_new AFTER INSERT ON "reviews" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION review_written();--> statement-breakpoint
CREATE TRIGGER facts_are_due AFTER UPDATE ON "reviews" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION review_written();--> statement-breakpoint
CREATE TRIGGER facts_are_due_of_new AFTER INSERT ON "check_runs" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION check_run_written();--> statement-breakpoint
CREATE TRIGGER facts_are_due AFTER UPDATE ON "check_runs" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION check_run_written();--> statement-breakpoint
INSERT INTO "due_facts" ("review_id", "mark") SELECT "id", 1 FROM "reviews";
