ALTER TABLE "check_waivers" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD COLUMN "ended_by_id" integer;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "waivers" ADD COLUMN "ended_by_id" integer;--> statement-breakpoint
ALTER TABLE "waivers" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_waivers_expires" ON "check_waivers" USING btree ("expires_on");--> statement-breakpoint
CREATE INDEX "waivers_expires" ON "waivers" USING btree ("expires_on");