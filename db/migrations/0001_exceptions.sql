CREATE TABLE "exceptions" (
	"kind" text NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "exceptions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"gate" text,
	"document_name" text,
	"fingerprint" text,
	"finding_id" integer,
	"reason" text NOT NULL,
	"asked_by_id" integer,
	"approved_by_id" integer NOT NULL,
	"approved_at" timestamp (3) with time zone NOT NULL,
	"expires_on" date NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by_id" integer,
	"end_reason" text,
	CONSTRAINT "exceptions_kind_id_pk" PRIMARY KEY("kind","id"),
	CONSTRAINT "exceptions_subject" CHECK ((kind = 'gate') = (gate is not null) and (kind = 'result') = (document_name is not null)
        and (kind = 'result') = (fingerprint is not null) and (kind = 'finding') = (finding_id is not null))
);
--> statement-breakpoint
INSERT INTO "exceptions" ("kind", "id", "review_id", "gate", "reason", "asked_by_id", "approved_by_id", "approved_at", "expires_on", "ended_at", "ended_by_id", "end_reason")
OVERRIDING SYSTEM VALUE
SELECT 'gate', "id", "review_id", "gate", "reason", "asked_by_id", "approved_by_id", "approved_at", "expires_on", "ended_at", "ended_by_id", "end_reason" FROM "waivers";--> statement-breakpoint
INSERT INTO "exceptions" ("kind", "id", "review_id", "document_name", "fingerprint", "reason", "asked_by_id", "approved_by_id", "approved_at", "expires_on", "ended_at", "ended_by_id", "end_reason")
OVERRIDING SYSTEM VALUE
SELECT 'result', "id", "review_id", "document_name", "fingerprint", "reason", "asked_by_id", "approved_by_id", "approved_at", "expires_on", "ended_at", "ended_by_id", "end_reason" FROM "check_waivers";--> statement-breakpoint
SELECT setval('exceptions_id_seq', greatest((SELECT max("id") FROM "exceptions"), 1), (SELECT count(*) > 0 FROM "exceptions"));--> statement-breakpoint
INSERT INTO "exceptions" ("kind", "review_id", "finding_id", "reason", "asked_by_id", "approved_by_id", "approved_at", "expires_on")
SELECT 'finding', "review_id", "id", "settle_reason", "advised_by_id", "settled_by_id", coalesce("settled_at", "updated_at"), "accepted_until"
FROM "findings" WHERE "state" = 'accepted' AND "accepted_until" IS NOT NULL AND "settled_by_id" IS NOT NULL ORDER BY "settled_at", "id";--> statement-breakpoint
UPDATE "findings" SET "settle_reason" = '' WHERE "id" IN (SELECT "finding_id" FROM "exceptions");--> statement-breakpoint
DROP TABLE "check_waivers" CASCADE;--> statement-breakpoint
DROP TABLE "waivers" CASCADE;--> statement-breakpoint
ALTER TABLE "findings" DROP CONSTRAINT "findings_advised_by_id_people_id_fk";
--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_approved_by_id_people_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exceptions_review" ON "exceptions" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "exceptions_expires" ON "exceptions" USING btree ("expires_on");--> statement-breakpoint
CREATE INDEX "exceptions_finding" ON "exceptions" USING btree ("finding_id") WHERE finding_id is not null;--> statement-breakpoint
ALTER TABLE "findings" DROP COLUMN "accepted_until";--> statement-breakpoint
ALTER TABLE "findings" DROP COLUMN "advised_by_id";