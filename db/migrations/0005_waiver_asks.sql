CREATE TABLE "waiver_asks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "waiver_asks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"gate" text,
	"document_name" text,
	"fingerprint" text,
	"reason" text NOT NULL,
	"asked_by_id" integer NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"given_at" timestamp (3) with time zone,
	CONSTRAINT "waiver_asks_about" CHECK ((gate is null) = (fingerprint is not null) and (document_name is null) = (fingerprint is null))
);
--> statement-breakpoint
ALTER TABLE "program" ADD COLUMN "waiver_days" integer DEFAULT 90 NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "break_glass_reason" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "break_glass_by_id" integer;--> statement-breakpoint
ALTER TABLE "waiver_asks" ADD CONSTRAINT "waiver_asks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver_asks" ADD CONSTRAINT "waiver_asks_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "waiver_asks_review" ON "waiver_asks" USING btree ("review_id");--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_break_glass_by_id_people_id_fk" FOREIGN KEY ("break_glass_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;