CREATE TABLE "counted_quarters" (
	"scope" text NOT NULL,
	"name" text NOT NULL,
	"quarter" text NOT NULL,
	"day" date NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	"after" integer NOT NULL,
	"seen" integer[] NOT NULL,
	"value" jsonb,
	CONSTRAINT "counted_quarters_scope_name_quarter_pk" PRIMARY KEY("scope","name","quarter")
);
--> statement-breakpoint
CREATE INDEX "counted_quarters_day" ON "counted_quarters" USING btree ("day");