ALTER TABLE "findings" ADD COLUMN "advised_by_id" integer;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "recommended_by_id" integer;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "recommended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "recommended_until" date;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "recommend_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "declined_by_id" integer;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "declined_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "decline_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_advised_by_id_people_id_fk" FOREIGN KEY ("advised_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_recommended_by_id_people_id_fk" FOREIGN KEY ("recommended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_declined_by_id_people_id_fk" FOREIGN KEY ("declined_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "findings_recommended" ON "findings" USING btree ("review_id") WHERE recommended_until is not null;