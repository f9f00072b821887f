CREATE TABLE "rate_counts" (
	"name" text NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"who" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_counts_name_window_start_who_pk" PRIMARY KEY("name","window_start","who")
);
