CREATE TABLE "program_review_attendances" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "program_review_attendances_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"program_review_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"said" text DEFAULT '' NOT NULL,
	"recorded_by_id" integer,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "program_review_attendances_once" UNIQUE("program_review_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "program_review_decisions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "program_review_decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"program_review_id" integer NOT NULL,
	"text" text NOT NULL,
	"goal_id" integer,
	"owner_id" integer,
	"due_on" date,
	"recorded_by_id" integer,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"settled_as" text,
	"settled_by_id" integer,
	"settled_at" timestamp (3) with time zone,
	"settle_reason" text,
	CONSTRAINT "program_review_decisions_owned_until" CHECK (("program_review_decisions"."owner_id" is null) = ("program_review_decisions"."due_on" is null))
);
--> statement-breakpoint
CREATE TABLE "program_reviews" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "program_reviews_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"quarter" text NOT NULL,
	"held_on" date NOT NULL,
	"snapshot" jsonb NOT NULL,
	"snapshot_digest" text NOT NULL,
	"opened_by_id" integer,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_by_id" integer,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "program_reviews_once" UNIQUE("quarter")
);
--> statement-breakpoint
ALTER TABLE "program_review_attendances" ADD CONSTRAINT "program_review_attendances_program_review_id_program_reviews_id_fk" FOREIGN KEY ("program_review_id") REFERENCES "public"."program_reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_review_attendances" ADD CONSTRAINT "program_review_attendances_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_review_attendances" ADD CONSTRAINT "program_review_attendances_recorded_by_id_people_id_fk" FOREIGN KEY ("recorded_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_review_decisions" ADD CONSTRAINT "program_review_decisions_program_review_id_program_reviews_id_fk" FOREIGN KEY ("program_review_id") REFERENCES "public"."program_reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_review_decisions" ADD CONSTRAINT "program_review_decisions_goal_id_goals_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."goals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_review_decisions" ADD CONSTRAINT "program_review_decisions_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_review_decisions" ADD CONSTRAINT "program_review_decisions_recorded_by_id_people_id_fk" FOREIGN KEY ("recorded_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_review_decisions" ADD CONSTRAINT "program_review_decisions_settled_by_id_people_id_fk" FOREIGN KEY ("settled_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_reviews" ADD CONSTRAINT "program_reviews_opened_by_id_people_id_fk" FOREIGN KEY ("opened_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_reviews" ADD CONSTRAINT "program_reviews_closed_by_id_people_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "program_review_attendances_person" ON "program_review_attendances" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "program_review_decisions_review" ON "program_review_decisions" USING btree ("program_review_id");--> statement-breakpoint
CREATE INDEX "program_review_decisions_owner" ON "program_review_decisions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "program_review_decisions_goal" ON "program_review_decisions" USING btree ("goal_id");