CREATE TABLE "check_waivers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "check_waivers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"document_name" text NOT NULL,
	"fingerprint" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by_id" integer,
	"approved_by_id" integer NOT NULL,
	"approved_at" timestamp (3) with time zone NOT NULL,
	"expires_on" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "check_runs" ADD COLUMN "approved" jsonb;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_approved_by_id_people_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_waivers_review" ON "check_waivers" USING btree ("review_id");