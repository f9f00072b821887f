ALTER TABLE "review_conditions" ADD COLUMN "kept_by_id" integer;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD COLUMN "kept_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD COLUMN "kept_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD CONSTRAINT "review_conditions_kept_by_id_people_id_fk" FOREIGN KEY ("kept_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_conditions_to_be_verified" ON "review_conditions" USING btree ("review_id") WHERE verified_at is null;