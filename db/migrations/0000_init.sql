CREATE TABLE "analyzer_answers" (
	"digest" text PRIMARY KEY NOT NULL,
	"answer" jsonb NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analyzer_requests" (
	"day" date PRIMARY KEY NOT NULL,
	"requests" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "anchors" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "anchors_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"seal_number" integer NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	"events" bigint NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"posted_at" timestamp (3) with time zone,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "event_seals" (
	"number" integer PRIMARY KEY NOT NULL,
	"event_id" bigint NOT NULL,
	"count" integer NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"type" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" integer,
	"subject_kind" text NOT NULL,
	"subject_id" integer NOT NULL,
	"data" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"rows" jsonb
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "findings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"severity" text NOT NULL,
	"first_severity" text NOT NULL,
	"severity_at_decision" text,
	"cwe" integer,
	"source" text NOT NULL,
	"finder" text NOT NULL,
	"phase" text NOT NULL,
	"blocking" boolean NOT NULL,
	"state" text NOT NULL,
	"identity" text,
	"revision" integer NOT NULL,
	"cycle" integer NOT NULL,
	"escape" boolean DEFAULT false NOT NULL,
	"raised_by_id" integer,
	"owner_id" integer,
	"due_on" date,
	"answer" text DEFAULT '' NOT NULL,
	"answered_by_id" integer,
	"answered_at" timestamp (3) with time zone,
	"fixed_by_id" integer,
	"fixed_at" timestamp (3) with time zone,
	"settled_by_id" integer,
	"settled_at" timestamp (3) with time zone,
	"invalid_reason" text,
	"settle_reason" text DEFAULT '' NOT NULL,
	"accepted_until" date,
	"advised_by_id" integer,
	"recommended_by_id" integer,
	"recommended_at" timestamp (3) with time zone,
	"recommended_until" date,
	"recommend_reason" text DEFAULT '' NOT NULL,
	"declined_by_id" integer,
	"declined_at" timestamp (3) with time zone,
	"decline_reason" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "belt_awards" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "belt_awards_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"belt" text NOT NULL,
	"criteria_version" integer NOT NULL,
	"evidence" jsonb NOT NULL,
	"note" text NOT NULL,
	"awarded_by_id" integer NOT NULL,
	"awarded_at" timestamp (3) with time zone NOT NULL,
	"revoked_by_id" integer,
	"revoked_at" timestamp (3) with time zone,
	"revoked_reason" text
);
--> statement-breakpoint
CREATE TABLE "belt_criteria" (
	"version" integer PRIMARY KEY NOT NULL,
	"criteria" jsonb NOT NULL,
	"published_by_id" integer,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guardian_moves" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "guardian_moves_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"guardianship_id" integer NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"by_id" integer,
	"at" timestamp (3) with time zone NOT NULL,
	"reason" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guardianships" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "guardianships_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"state" text NOT NULL,
	"rationale" text NOT NULL,
	"hours_per_month" real,
	"successor_id" integer,
	"leaving_reason" text,
	"nominated_by_id" integer,
	"nominated_at" timestamp (3) with time zone NOT NULL,
	"consented_at" timestamp (3) with time zone,
	"active_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_counts" (
	"name" text NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"who" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_counts_name_window_start_who_pk" PRIMARY KEY("name","window_start","who")
);
--> statement-breakpoint
CREATE TABLE "due_facts" (
	"review_id" integer PRIMARY KEY NOT NULL,
	"mark" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_facts" (
	"review_id" integer PRIMARY KEY NOT NULL,
	"team_id" integer,
	"tier" text,
	"imported" boolean NOT NULL,
	"imported_findings" integer,
	"guardian_id" integer,
	"guardian_at_submit_id" integer,
	"reviewer_id" integer,
	"first_submitted_at" timestamp (3) with time zone NOT NULL,
	"own_submitted_at" timestamp (3) with time zone NOT NULL,
	"first_response_at" timestamp (3) with time zone,
	"first_decided_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"over_at" timestamp (3) with time zone,
	"open_elsewhere_at" timestamp (3) with time zone,
	"requested_launch_on" date,
	"launched_on" date,
	"engineer" integer NOT NULL,
	"guardian" integer NOT NULL,
	"tool" integer NOT NULL,
	"blocking" integer NOT NULL,
	"involved" boolean NOT NULL,
	"feedback_given" boolean NOT NULL,
	"feedback_declined" boolean NOT NULL,
	"first_outcome" text,
	"had_documents" boolean NOT NULL,
	"first_checks" text,
	"approved_at" timestamp (3) with time zone,
	"approval_checks" text,
	"asked" integer NOT NULL,
	"reviewer_wait" bigint,
	"requester_wait" bigint,
	"nobody_wait" bigint,
	"submitted_wait" bigint,
	"reviewer_since" timestamp (3) with time zone,
	"reason_waits" jsonb,
	"holds" jsonb
);
--> statement-breakpoint
CREATE TABLE "newsletters" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "newsletters_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation_id" integer NOT NULL,
	"leader_id" integer,
	"quarter" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"snapshot" jsonb NOT NULL,
	"snapshot_digest" text NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"changed" text DEFAULT '' NOT NULL,
	"at_risk" text DEFAULT '' NOT NULL,
	"ask" text DEFAULT '' NOT NULL,
	"drafted_by_id" integer,
	"drafted_at" timestamp (3) with time zone NOT NULL,
	"edited_by_id" integer,
	"edited_at" timestamp (3) with time zone,
	CONSTRAINT "newsletters_once" UNIQUE("organisation_id","quarter","version")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "identities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"linked_by_id" integer,
	"pending_since" timestamp (3) with time zone,
	"holds_from" timestamp (3) with time zone,
	"confirmed_by_id" integer,
	CONSTRAINT "identities_issuer_subject" UNIQUE("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "memberships_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "people_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"email" text NOT NULL,
	"formerly" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"manager_id" integer,
	"organisation_id" integer,
	"demo" boolean DEFAULT false NOT NULL,
	"inbox_seen_id" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"deactivated_at" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "people_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "role_grants" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "role_grants_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"role" text NOT NULL,
	"organisation_id" integer,
	"granted_by_id" integer,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"pending_since" timestamp (3) with time zone,
	"confirmed_by_id" integer,
	"revoked_by_id" integer,
	"revoked_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"provider" text NOT NULL,
	"issuer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "check_profile_versions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "check_profile_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"profile_id" integer NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"published_by_id" integer,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "check_profile_versions_version" UNIQUE("profile_id","version")
);
--> statement-breakpoint
CREATE TABLE "check_profiles" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "check_profiles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"tiers" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "check_profiles_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "check_results" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "check_results_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"run_id" integer NOT NULL,
	"sha256" text NOT NULL,
	"document_name" text NOT NULL,
	"check" text NOT NULL,
	"logical_id" text NOT NULL,
	"policy_name" text,
	"policy_kind" text,
	"verdict" text NOT NULL,
	"blocking" boolean NOT NULL,
	"message" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"answered_by" text DEFAULT 'engine' NOT NULL,
	"other_answer" jsonb
);
--> statement-breakpoint
CREATE TABLE "check_runs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "check_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"revision" integer NOT NULL,
	"profile_version_id" integer NOT NULL,
	"documents_digest" text NOT NULL,
	"analyzer" text NOT NULL,
	"state" text NOT NULL,
	"verdict" text,
	"error" text,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"too_much_at" timestamp (3) with time zone,
	"approved" jsonb,
	CONSTRAINT "check_runs_once" UNIQUE("review_id","revision","profile_version_id","analyzer")
);
--> statement-breakpoint
CREATE TABLE "check_waivers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "check_waivers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"document_name" text NOT NULL,
	"fingerprint" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by_id" integer,
	"approved_by_id" integer NOT NULL,
	"approved_at" timestamp (3) with time zone NOT NULL,
	"expires_on" date NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by_id" integer,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "goals" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "goals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"business_goal" text NOT NULL,
	"outcome" text NOT NULL,
	"metric" text NOT NULL,
	"baseline" real,
	"target" real NOT NULL,
	"direction" text NOT NULL,
	"due_on" date NOT NULL,
	"owner_id" integer,
	"organisation_id" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by_id" integer,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "program" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"member_label" text NOT NULL,
	"vision" text NOT NULL,
	"mission" text NOT NULL,
	"sponsor" text DEFAULT '' NOT NULL,
	"time_zone" text NOT NULL,
	"calendar" jsonb NOT NULL,
	"sla" jsonb NOT NULL,
	"sla_before" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"analyzer_budget" integer DEFAULT 1000 NOT NULL,
	"waiver_days" integer DEFAULT 90 NOT NULL,
	"erase_after_days" integer,
	"tier_rules" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "blobs" (
	"sha256" text PRIMARY KEY NOT NULL,
	"content" text NOT NULL,
	"bytes" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "review_artefacts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_artefacts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"language" text NOT NULL,
	"sha256" text NOT NULL,
	"meaning" text,
	"policies" integer NOT NULL,
	"added_by_id" integer,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_by_id" integer,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "review_asks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_asks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"revision" integer NOT NULL,
	"document_name" text,
	"result_key" text,
	"threat_item_id" integer,
	"asked_by_id" integer NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by_id" integer,
	CONSTRAINT "review_asks_about" CHECK ((threat_item_id is null) = (result_key is not null) and (document_name is null) = (result_key is null))
);
--> statement-breakpoint
CREATE TABLE "review_claims" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_claims_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"conflict" text DEFAULT '' NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"released_at" timestamp (3) with time zone,
	"release_reason" text
);
--> statement-breakpoint
CREATE TABLE "review_comments" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_comments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"author_id" integer,
	"body" text NOT NULL,
	"ask" boolean DEFAULT false NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by_id" integer,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_conditions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_conditions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"decision_id" integer NOT NULL,
	"text" text NOT NULL,
	"when" text NOT NULL,
	"owner_id" integer NOT NULL,
	"due_on" date NOT NULL,
	"kept_by_id" integer,
	"kept_at" timestamp (3) with time zone,
	"kept_note" text DEFAULT '' NOT NULL,
	"verified_by_id" integer,
	"verified_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "review_decisions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"cycle" integer NOT NULL,
	"revision" integer NOT NULL,
	"outcome" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"digest" text NOT NULL,
	"seen" jsonb NOT NULL,
	"decided_by_id" integer,
	"decided_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_endorsements" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_endorsements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"revision" integer NOT NULL,
	"person_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_endorsements_once" UNIQUE("review_id","revision","person_id")
);
--> statement-breakpoint
CREATE TABLE "review_feedback" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_feedback_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"cycle" integer NOT NULL,
	"guardian_id" integer NOT NULL,
	"by_id" integer NOT NULL,
	"scope" integer,
	"threats" integer,
	"mitigations" integer,
	"validation" integer,
	"sentence" text DEFAULT '' NOT NULL,
	"declined_reason" text,
	"answer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_feedback_once" UNIQUE("review_id","cycle","guardian_id")
);
--> statement-breakpoint
CREATE TABLE "review_import_changes" (
	"import_id" integer NOT NULL,
	"review_id" integer NOT NULL,
	"open_elsewhere_at" timestamp (3) with time zone NOT NULL,
	"launched_on" date,
	"findings" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_import_changes_import_id_review_id_pk" PRIMARY KEY("import_id","review_id")
);
--> statement-breakpoint
CREATE TABLE "review_imports" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_imports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"rows" integer NOT NULL,
	"by_id" integer,
	"accepted_at" timestamp (3) with time zone NOT NULL,
	"undone_by_id" integer,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "review_mentions" (
	"review_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_mentions_once" UNIQUE("review_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "review_revisions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"number" integer NOT NULL,
	"digest" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"sealed_by_id" integer,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_revisions_number" UNIQUE("review_id","number")
);
--> statement-breakpoint
CREATE TABLE "review_states" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_states_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"state" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	"by_id" integer,
	"reason_code" text,
	"reason" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_tier_changes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_tier_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"from_tier" text NOT NULL,
	"to_tier" text NOT NULL,
	"reason" text NOT NULL,
	"by_id" integer,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reviews_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"type" text,
	"state" text NOT NULL,
	"sequence" integer DEFAULT 1 NOT NULL,
	"cycle" integer DEFAULT 1 NOT NULL,
	"service_id" integer,
	"team_id" integer,
	"requester_id" integer,
	"guardian_id" integer,
	"guardian_at_submit_id" integer,
	"reviewer_id" integer,
	"risk_owner_id" integer,
	"intake" jsonb NOT NULL,
	"tier" text,
	"tier_override" text,
	"threat_model_version_id" integer,
	"requested_launch_on" date,
	"launched_on" date,
	"previous_review_id" integer,
	"held_from" text,
	"resume_on" date,
	"current_revision" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"first_submitted_at" timestamp (3) with time zone,
	"first_response_at" timestamp (3) with time zone,
	"first_decided_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"import_id" integer,
	"import_key" text,
	"imported_findings" integer,
	"imported_with_guardian" boolean,
	"open_elsewhere_at" timestamp (3) with time zone,
	CONSTRAINT "reviews_service_unless_imported" CHECK (service_id is not null or import_id is not null)
);
--> statement-breakpoint
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
CREATE TABLE "waivers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "waivers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"review_id" integer NOT NULL,
	"gate" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by_id" integer,
	"approved_by_id" integer NOT NULL,
	"approved_at" timestamp (3) with time zone NOT NULL,
	"expires_on" date NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by_id" integer,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "organisations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"parent_id" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organisations_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "services_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"team_id" integer NOT NULL,
	"tier" text DEFAULT 'low' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "services_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "teams_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"organisation_id" integer NOT NULL,
	"developers" integer DEFAULT 0 NOT NULL,
	"eligible_from" date,
	"eligible_to" date,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "teams_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "threat_model_item_revisions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "threat_model_item_revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"version_id" integer NOT NULL,
	"item_id" integer NOT NULL,
	"position" integer NOT NULL,
	"numeric_id" integer,
	"text" text NOT NULL,
	"priority" text,
	"status" text,
	"documentation" text,
	"out_of_scope" boolean DEFAULT false NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "threat_model_item_revisions_once" UNIQUE("version_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "threat_model_items" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "threat_model_items_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"threat_model_id" integer NOT NULL,
	"kind" text NOT NULL,
	"external_id" text NOT NULL,
	CONSTRAINT "threat_model_items_identity" UNIQUE("threat_model_id","kind","external_id")
);
--> statement-breakpoint
CREATE TABLE "threat_model_links" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "threat_model_links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"version_id" integer NOT NULL,
	"kind" text NOT NULL,
	"from_external_id" text NOT NULL,
	"to_external_id" text NOT NULL,
	"from_item_id" integer,
	"to_item_id" integer
);
--> statement-breakpoint
CREATE TABLE "threat_model_versions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "threat_model_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"threat_model_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"format" text NOT NULL,
	"shape" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"content" text NOT NULL,
	"meaning" text,
	"items_meaning" text,
	"threats" integer NOT NULL,
	"mitigations" integer NOT NULL,
	"assumptions" integer NOT NULL,
	"undocumented" integer NOT NULL,
	"warnings" jsonb NOT NULL,
	"imported_by_id" integer,
	"author_id" integer,
	"author_role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "threat_model_versions_seq" UNIQUE("threat_model_id","seq"),
	CONSTRAINT "threat_model_versions_bytes" UNIQUE("threat_model_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "threat_models" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "threat_models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"service_id" integer NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "activities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"type" text NOT NULL,
	"minutes" integer NOT NULL,
	"on_date" date NOT NULL,
	"review_id" integer,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "completions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "completions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"course_id" integer NOT NULL,
	"completed_on" date NOT NULL,
	"expires_on" date,
	"evidence" text DEFAULT '' NOT NULL,
	"recorded_by_id" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "completions_once" UNIQUE("person_id","course_id","completed_on")
);
--> statement-breakpoint
CREATE TABLE "courses" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "courses_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"url" text,
	"minutes" integer NOT NULL,
	"valid_months" integer,
	"required" boolean DEFAULT false NOT NULL,
	"belt" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "courses_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_raised_by_id_people_id_fk" FOREIGN KEY ("raised_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_answered_by_id_people_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_fixed_by_id_people_id_fk" FOREIGN KEY ("fixed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_settled_by_id_people_id_fk" FOREIGN KEY ("settled_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_advised_by_id_people_id_fk" FOREIGN KEY ("advised_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_recommended_by_id_people_id_fk" FOREIGN KEY ("recommended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_declined_by_id_people_id_fk" FOREIGN KEY ("declined_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "belt_awards" ADD CONSTRAINT "belt_awards_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "belt_awards" ADD CONSTRAINT "belt_awards_criteria_version_belt_criteria_version_fk" FOREIGN KEY ("criteria_version") REFERENCES "public"."belt_criteria"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "belt_awards" ADD CONSTRAINT "belt_awards_awarded_by_id_people_id_fk" FOREIGN KEY ("awarded_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "belt_awards" ADD CONSTRAINT "belt_awards_revoked_by_id_people_id_fk" FOREIGN KEY ("revoked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "belt_criteria" ADD CONSTRAINT "belt_criteria_published_by_id_people_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardian_moves" ADD CONSTRAINT "guardian_moves_guardianship_id_guardianships_id_fk" FOREIGN KEY ("guardianship_id") REFERENCES "public"."guardianships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardian_moves" ADD CONSTRAINT "guardian_moves_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_successor_id_people_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_nominated_by_id_people_id_fk" FOREIGN KEY ("nominated_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_facts" ADD CONSTRAINT "due_facts_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_facts" ADD CONSTRAINT "review_facts_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "newsletters" ADD CONSTRAINT "newsletters_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "newsletters" ADD CONSTRAINT "newsletters_leader_id_people_id_fk" FOREIGN KEY ("leader_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "newsletters" ADD CONSTRAINT "newsletters_drafted_by_id_people_id_fk" FOREIGN KEY ("drafted_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "newsletters" ADD CONSTRAINT "newsletters_edited_by_id_people_id_fk" FOREIGN KEY ("edited_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_linked_by_id_people_id_fk" FOREIGN KEY ("linked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_confirmed_by_id_people_id_fk" FOREIGN KEY ("confirmed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_manager_id_people_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_granted_by_id_people_id_fk" FOREIGN KEY ("granted_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_confirmed_by_id_people_id_fk" FOREIGN KEY ("confirmed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_revoked_by_id_people_id_fk" FOREIGN KEY ("revoked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_profile_versions" ADD CONSTRAINT "check_profile_versions_profile_id_check_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."check_profiles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_profile_versions" ADD CONSTRAINT "check_profile_versions_published_by_id_people_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_results" ADD CONSTRAINT "check_results_run_id_check_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."check_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_results" ADD CONSTRAINT "check_results_sha256_blobs_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."blobs"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_runs" ADD CONSTRAINT "check_runs_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_runs" ADD CONSTRAINT "check_runs_profile_version_id_check_profile_versions_id_fk" FOREIGN KEY ("profile_version_id") REFERENCES "public"."check_profile_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_approved_by_id_people_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_waivers" ADD CONSTRAINT "check_waivers_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
ALTER TABLE "break_glass_launches" ADD CONSTRAINT "break_glass_launches_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass_launches" ADD CONSTRAINT "break_glass_launches_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_artefacts" ADD CONSTRAINT "review_artefacts_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_artefacts" ADD CONSTRAINT "review_artefacts_sha256_blobs_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."blobs"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_artefacts" ADD CONSTRAINT "review_artefacts_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_artefacts" ADD CONSTRAINT "review_artefacts_removed_by_id_people_id_fk" FOREIGN KEY ("removed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_threat_item_id_threat_model_items_id_fk" FOREIGN KEY ("threat_item_id") REFERENCES "public"."threat_model_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_asks" ADD CONSTRAINT "review_asks_answered_by_id_review_comments_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."review_comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_claims" ADD CONSTRAINT "review_claims_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_claims" ADD CONSTRAINT "review_claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_comments" ADD CONSTRAINT "review_comments_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_comments" ADD CONSTRAINT "review_comments_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_comments" ADD CONSTRAINT "review_comments_answered_by_id_review_comments_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."review_comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD CONSTRAINT "review_conditions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD CONSTRAINT "review_conditions_decision_id_review_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."review_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD CONSTRAINT "review_conditions_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD CONSTRAINT "review_conditions_kept_by_id_people_id_fk" FOREIGN KEY ("kept_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_conditions" ADD CONSTRAINT "review_conditions_verified_by_id_people_id_fk" FOREIGN KEY ("verified_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_decided_by_id_people_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_endorsements" ADD CONSTRAINT "review_endorsements_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_endorsements" ADD CONSTRAINT "review_endorsements_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_feedback" ADD CONSTRAINT "review_feedback_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_feedback" ADD CONSTRAINT "review_feedback_guardian_id_people_id_fk" FOREIGN KEY ("guardian_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_feedback" ADD CONSTRAINT "review_feedback_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_import_changes" ADD CONSTRAINT "review_import_changes_import_id_review_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."review_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_import_changes" ADD CONSTRAINT "review_import_changes_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_imports" ADD CONSTRAINT "review_imports_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_imports" ADD CONSTRAINT "review_imports_undone_by_id_people_id_fk" FOREIGN KEY ("undone_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_mentions" ADD CONSTRAINT "review_mentions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_mentions" ADD CONSTRAINT "review_mentions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_revisions" ADD CONSTRAINT "review_revisions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_revisions" ADD CONSTRAINT "review_revisions_sealed_by_id_people_id_fk" FOREIGN KEY ("sealed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_states" ADD CONSTRAINT "review_states_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_states" ADD CONSTRAINT "review_states_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_tier_changes" ADD CONSTRAINT "review_tier_changes_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_tier_changes" ADD CONSTRAINT "review_tier_changes_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_requester_id_people_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_guardian_id_people_id_fk" FOREIGN KEY ("guardian_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_guardian_at_submit_id_people_id_fk" FOREIGN KEY ("guardian_at_submit_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_id_people_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_risk_owner_id_people_id_fk" FOREIGN KEY ("risk_owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_threat_model_version_id_threat_model_versions_id_fk" FOREIGN KEY ("threat_model_version_id") REFERENCES "public"."threat_model_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_previous_review_id_reviews_id_fk" FOREIGN KEY ("previous_review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_import_id_review_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."review_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver_asks" ADD CONSTRAINT "waiver_asks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver_asks" ADD CONSTRAINT "waiver_asks_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_asked_by_id_people_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_approved_by_id_people_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_parent_id_organisations_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_item_revisions" ADD CONSTRAINT "threat_model_item_revisions_version_id_threat_model_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."threat_model_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_item_revisions" ADD CONSTRAINT "threat_model_item_revisions_item_id_threat_model_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."threat_model_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_items" ADD CONSTRAINT "threat_model_items_threat_model_id_threat_models_id_fk" FOREIGN KEY ("threat_model_id") REFERENCES "public"."threat_models"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_links" ADD CONSTRAINT "threat_model_links_version_id_threat_model_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."threat_model_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_links" ADD CONSTRAINT "threat_model_links_from_item_id_threat_model_items_id_fk" FOREIGN KEY ("from_item_id") REFERENCES "public"."threat_model_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_links" ADD CONSTRAINT "threat_model_links_to_item_id_threat_model_items_id_fk" FOREIGN KEY ("to_item_id") REFERENCES "public"."threat_model_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_versions" ADD CONSTRAINT "threat_model_versions_threat_model_id_threat_models_id_fk" FOREIGN KEY ("threat_model_id") REFERENCES "public"."threat_models"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_versions" ADD CONSTRAINT "threat_model_versions_imported_by_id_people_id_fk" FOREIGN KEY ("imported_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_model_versions" ADD CONSTRAINT "threat_model_versions_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threat_models" ADD CONSTRAINT "threat_models_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_recorded_by_id_people_id_fk" FOREIGN KEY ("recorded_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject_kind","subject_id","id");--> statement-breakpoint
CREATE INDEX "events_actor" ON "events" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "events_type" ON "events" USING btree ("type","at");--> statement-breakpoint
CREATE INDEX "events_told" ON "events" USING gin (("data" -> 'toIds') jsonb_path_ops) WHERE data ? 'toIds';--> statement-breakpoint
CREATE INDEX "events_answered" ON "events" USING btree ("actor_id","subject_id","at") WHERE type = 'finding.answered';--> statement-breakpoint
CREATE INDEX "events_attached" ON "events" USING btree (((data ->> 'versionId')::int),"at") WHERE type = 'review.threat-model-attached';--> statement-breakpoint
CREATE INDEX "findings_review" ON "findings" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "findings_owner" ON "findings" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "findings_to_be_seen_to" ON "findings" USING btree ("review_id") WHERE state in ('fixed', 'accepted');--> statement-breakpoint
CREATE INDEX "findings_recommended" ON "findings" USING btree ("review_id") WHERE recommended_until is not null;--> statement-breakpoint
CREATE INDEX "findings_settled_by" ON "findings" USING btree ("settled_by_id") WHERE settled_by_id is not null;--> statement-breakpoint
CREATE INDEX "findings_raised_by" ON "findings" USING btree ("raised_by_id","created_at");--> statement-breakpoint
CREATE INDEX "findings_created" ON "findings" USING brin ("created_at") WITH (autosummarize=true);--> statement-breakpoint
CREATE INDEX "findings_escapes" ON "findings" USING btree ("created_at") WHERE escape;--> statement-breakpoint
CREATE UNIQUE INDEX "findings_identity" ON "findings" USING btree ("review_id","identity") WHERE identity is not null;--> statement-breakpoint
CREATE INDEX "belt_awards_person" ON "belt_awards" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "guardian_moves_guardianship" ON "guardian_moves" USING btree ("guardianship_id");--> statement-breakpoint
CREATE INDEX "guardianships_team" ON "guardianships" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "guardianships_one_at_a_time" ON "guardianships" USING btree ("person_id") WHERE state <> 'alumni';--> statement-breakpoint
CREATE INDEX "review_facts_submitted" ON "review_facts" USING btree ("first_submitted_at");--> statement-breakpoint
CREATE INDEX "review_facts_decided" ON "review_facts" USING btree ("first_decided_at");--> statement-breakpoint
CREATE INDEX "memberships_person" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "memberships_team" ON "memberships" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "people_manager" ON "people" USING btree ("manager_id");--> statement-breakpoint
CREATE INDEX "people_organisation" ON "people" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "role_grants_person" ON "role_grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "check_results_run" ON "check_results" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "check_results_contradicted" ON "check_results" USING btree ("id") WHERE "check_results"."verdict" = 'fail' and "check_results"."other_answer" ->> 'verdict' = 'pass';--> statement-breakpoint
CREATE INDEX "check_waivers_review" ON "check_waivers" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "check_waivers_expires" ON "check_waivers" USING btree ("expires_on");--> statement-breakpoint
CREATE INDEX "program_review_attendances_person" ON "program_review_attendances" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "program_review_decisions_review" ON "program_review_decisions" USING btree ("program_review_id");--> statement-breakpoint
CREATE INDEX "program_review_decisions_owner" ON "program_review_decisions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "program_review_decisions_goal" ON "program_review_decisions" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "break_glass_launches_review" ON "break_glass_launches" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "review_artefacts_review" ON "review_artefacts" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "review_artefacts_added_by" ON "review_artefacts" USING btree ("added_by_id");--> statement-breakpoint
CREATE INDEX "review_artefacts_removed_by" ON "review_artefacts" USING btree ("removed_by_id") WHERE removed_by_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "review_artefacts_name" ON "review_artefacts" USING btree ("review_id","name") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "review_asks_review" ON "review_asks" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "review_claims_review" ON "review_claims" USING btree ("review_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_claims_exclusive" ON "review_claims" USING btree ("review_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "review_comments_review" ON "review_comments" USING btree ("review_id","created_at");--> statement-breakpoint
CREATE INDEX "review_conditions_review" ON "review_conditions" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "review_conditions_owner" ON "review_conditions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "review_conditions_to_be_verified" ON "review_conditions" USING btree ("review_id") WHERE verified_at is null;--> statement-breakpoint
CREATE INDEX "review_decisions_review" ON "review_decisions" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "review_decisions_at" ON "review_decisions" USING btree ("decided_at");--> statement-breakpoint
CREATE INDEX "review_feedback_guardian" ON "review_feedback" USING btree ("guardian_id");--> statement-breakpoint
CREATE INDEX "review_import_changes_review" ON "review_import_changes" USING btree ("review_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_imports_once" ON "review_imports" USING btree ("sha256") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "review_mentions_person" ON "review_mentions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_revisions_sealed_by" ON "review_revisions" USING btree ("sealed_by_id");--> statement-breakpoint
CREATE INDEX "review_states_review" ON "review_states" USING btree ("review_id","from_at");--> statement-breakpoint
CREATE UNIQUE INDEX "review_states_one_open" ON "review_states" USING btree ("review_id") WHERE to_at is null;--> statement-breakpoint
CREATE INDEX "review_tier_changes_review" ON "review_tier_changes" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "reviews_state" ON "reviews" USING btree ("state","updated_at");--> statement-breakpoint
CREATE INDEX "reviews_team" ON "reviews" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "reviews_service" ON "reviews" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "reviews_requester" ON "reviews" USING btree ("requester_id");--> statement-breakpoint
CREATE INDEX "reviews_guardian" ON "reviews" USING btree ("guardian_id");--> statement-breakpoint
CREATE INDEX "reviews_reviewer" ON "reviews" USING btree ("reviewer_id");--> statement-breakpoint
CREATE INDEX "reviews_risk_owner" ON "reviews" USING btree ("risk_owner_id");--> statement-breakpoint
CREATE INDEX "reviews_updated" ON "reviews" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "reviews_submitted" ON "reviews" USING btree ("first_submitted_at");--> statement-breakpoint
CREATE INDEX "reviews_decided" ON "reviews" USING btree ("first_decided_at");--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_import_key" ON "reviews" USING btree ("import_key");--> statement-breakpoint
CREATE INDEX "reviews_import" ON "reviews" USING btree ("import_id") WHERE import_id is not null;--> statement-breakpoint
CREATE INDEX "reviews_previous" ON "reviews" USING btree ("previous_review_id") WHERE previous_review_id is not null;--> statement-breakpoint
CREATE INDEX "waiver_asks_review" ON "waiver_asks" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "waiver_asks_asked_by" ON "waiver_asks" USING btree ("asked_by_id");--> statement-breakpoint
CREATE INDEX "waivers_review" ON "waivers" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "waivers_expires" ON "waivers" USING btree ("expires_on");--> statement-breakpoint
CREATE INDEX "services_team" ON "services" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "teams_organisation" ON "teams" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "threat_model_links_version" ON "threat_model_links" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "threat_model_versions_author" ON "threat_model_versions" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "threat_model_versions_items" ON "threat_model_versions" USING btree ("items_meaning");--> statement-breakpoint
CREATE INDEX "threat_models_service" ON "threat_models" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "activities_person_date" ON "activities" USING btree ("person_id","on_date");--> statement-breakpoint
CREATE INDEX "activities_review" ON "activities" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "completions_course" ON "completions" USING btree ("course_id");--> statement-breakpoint
CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are added, never changed or deleted';
END
$$;
--> statement-breakpoint
CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE ON "events" FOR EACH ROW EXECUTE FUNCTION refuse_event_change();--> statement-breakpoint
CREATE TRIGGER event_seals_are_kept BEFORE UPDATE OR DELETE ON "event_seals" FOR EACH ROW EXECUTE FUNCTION refuse_event_change();--> statement-breakpoint
CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON "events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();--> statement-breakpoint
CREATE TRIGGER event_seals_are_not_emptied BEFORE TRUNCATE ON "event_seals" FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();--> statement-breakpoint
CREATE FUNCTION review_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "due_facts" ("review_id", "mark") SELECT "id", 1 FROM "written"
	ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE FUNCTION check_run_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "due_facts" ("review_id", "mark") SELECT DISTINCT "review_id", 1 FROM "written"
	ON CONFLICT ("review_id") DO UPDATE SET "mark" = "due_facts"."mark" + 1;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER facts_are_due_of_new AFTER INSERT ON "reviews" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION review_written();--> statement-breakpoint
CREATE TRIGGER facts_are_due AFTER UPDATE ON "reviews" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION review_written();--> statement-breakpoint
CREATE TRIGGER facts_are_due_of_new AFTER INSERT ON "check_runs" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION check_run_written();--> statement-breakpoint
CREATE TRIGGER facts_are_due AFTER UPDATE ON "check_runs" REFERENCING NEW TABLE AS "written" FOR EACH STATEMENT EXECUTE FUNCTION check_run_written();
