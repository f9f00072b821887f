CREATE TABLE "break_glass_launches" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "break_glass_launches_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"launched_on" date NOT NULL,
	"reason" text NOT NULL,
	"past" jsonb NOT NULL,
	"by_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
INSERT INTO "break_glass_launches" ("review_id", "launched_on", "reason", "past", "by_id", "at")
	SELECT "id", "launched_on", "break_glass_reason", '["What it was has not been recorded."]'::jsonb, "break_glass_by_id", "updated_at"
	FROM "reviews" WHERE "break_glass_reason" IS NOT NULL AND "break_glass_by_id" IS NOT NULL AND "launched_on" IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "reviews" DROP CONSTRAINT "reviews_break_glass_by_id_people_id_fk";
--> statement-breakpoint
ALTER TABLE "break_glass_launches" ADD CONSTRAINT "break_glass_launches_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass_launches" ADD CONSTRAINT "break_glass_launches_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "break_glass_launches_review" ON "break_glass_launches" USING btree ("review_id");--> statement-breakpoint
ALTER TABLE "reviews" DROP COLUMN "break_glass_reason";--> statement-breakpoint
ALTER TABLE "reviews" DROP COLUMN "break_glass_by_id";