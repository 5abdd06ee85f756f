CREATE TABLE "notices" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"roles" text[] NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notices_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "notices_effect_key" UNIQUE("merchant_id","case_id","kind","subject"),
	CONSTRAINT "notices_kind_check" CHECK ("notices"."kind" in ('window_ends', 'money_due', 'window_ended', 'money_overdue', 'last_attempt'))
);
--> statement-breakpoint
CREATE TABLE "policy_replay_changes" (
	"merchant_id" uuid NOT NULL,
	"replay_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"before_outcome" text NOT NULL,
	"before_next" text NOT NULL,
	"before_ends_on" date,
	"after_outcome" text NOT NULL,
	"after_next" text NOT NULL,
	"after_ends_on" date,
	CONSTRAINT "policy_replay_changes_merchant_id_replay_id_case_id_pk" PRIMARY KEY("merchant_id","replay_id","case_id"),
	CONSTRAINT "policy_replay_changes_before_check" CHECK ("policy_replay_changes"."before_outcome" in ('within', 'outside', 'not_returnable', 'review')),
	CONSTRAINT "policy_replay_changes_after_check" CHECK ("policy_replay_changes"."after_outcome" in ('within', 'outside', 'not_returnable', 'review'))
);
--> statement-breakpoint
CREATE TABLE "policy_replays" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"terms" jsonb NOT NULL,
	"status" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"total" integer NOT NULL,
	"judged" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"cursor_at" timestamp (3) with time zone,
	"cursor_id" uuid,
	"transitions" jsonb NOT NULL,
	"started_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "policy_replays_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "policy_replays_status_check" CHECK ("policy_replays"."status" in ('queued', 'running', 'done', 'failed', 'cancelled')),
	CONSTRAINT "policy_replays_progress_check" CHECK ("policy_replays"."judged" between 0 and "policy_replays"."total" and "policy_replays"."changed" between 0 and "policy_replays"."judged")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer,
	"revision" integer NOT NULL,
	"terms" jsonb NOT NULL,
	"note" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"published_by" uuid,
	"published_at" timestamp (3) with time zone,
	"effective_from" date,
	"effective_at" timestamp (3) with time zone,
	CONSTRAINT "policy_versions_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "policy_versions_number_key" UNIQUE("merchant_id","number"),
	CONSTRAINT "policy_versions_revision_check" CHECK ("policy_versions"."revision" > 0 and "policy_versions"."number" > 0),
	CONSTRAINT "policy_versions_published_check" CHECK (num_nonnulls("policy_versions"."number", "policy_versions"."published_at", "policy_versions"."published_by", "policy_versions"."effective_from", "policy_versions"."effective_at") in (0, 5))
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"policy_version_id" uuid,
	"law" text NOT NULL,
	"outcome" text NOT NULL,
	"next" text NOT NULL,
	"flag" text,
	"ends_on" date,
	"inputs" jsonb NOT NULL,
	"answer" jsonb NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "verdicts_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "verdicts_outcome_check" CHECK ("verdicts"."outcome" in ('within', 'outside', 'not_returnable', 'review')),
	CONSTRAINT "verdicts_next_check" CHECK ("verdicts"."next" in ('approve', 'decline', 'review', 'wait')),
	CONSTRAINT "verdicts_flag_check" CHECK ("verdicts"."flag" in ('outside_window', 'not_returnable', 'needs_person', 'mixed'))
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "ready_for_collection_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "buyer" text DEFAULT 'consumer' NOT NULL;--> statement-breakpoint
-- A default that is the same for all rows writes none of them: how long the old ones have waited counts from here.
ALTER TABLE "cases" ADD COLUMN "stage_since" timestamp (3) with time zone NOT NULL DEFAULT now();--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "stage_since" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "verdict_outcome" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "window_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "money_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "next_clock_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_replay_changes" ADD CONSTRAINT "policy_replay_changes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_replay_changes" ADD CONSTRAINT "policy_replay_changes_replay_fk" FOREIGN KEY ("merchant_id","replay_id") REFERENCES "public"."policy_replays"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_replay_changes" ADD CONSTRAINT "policy_replay_changes_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_replays" ADD CONSTRAINT "policy_replays_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_replays" ADD CONSTRAINT "policy_replays_started_by_fk" FOREIGN KEY ("merchant_id","started_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_created_by_fk" FOREIGN KEY ("merchant_id","created_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_updated_by_fk" FOREIGN KEY ("merchant_id","updated_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_published_by_fk" FOREIGN KEY ("merchant_id","published_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_policy_fk" FOREIGN KEY ("merchant_id","policy_version_id") REFERENCES "public"."policy_versions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_created_idx" ON "notices" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "policy_replays_created_idx" ON "policy_replays" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_versions_draft_key" ON "policy_versions" USING btree ("merchant_id") WHERE published_at is null;--> statement-breakpoint
CREATE INDEX "policy_versions_effective_idx" ON "policy_versions" USING btree ("merchant_id","effective_at","number");--> statement-breakpoint
CREATE INDEX "verdicts_case_idx" ON "verdicts" USING btree ("merchant_id","case_id","given_at","id");--> statement-breakpoint
CREATE INDEX "products_category_idx" ON "products" USING btree ("merchant_id","category");--> statement-breakpoint
CREATE INDEX "cases_window_due_idx" ON "cases" USING btree ("merchant_id","window_due_at","id") WHERE window_due_at is not null;--> statement-breakpoint
CREATE INDEX "cases_money_due_idx" ON "cases" USING btree ("merchant_id","money_due_at","id") WHERE money_due_at is not null;--> statement-breakpoint
CREATE INDEX "cases_clock_idx" ON "cases" USING btree ("merchant_id","next_clock_at","id") WHERE next_clock_at is not null;--> statement-breakpoint
CREATE INDEX "cases_requested_idx" ON "cases" USING btree ("merchant_id","requested_at","id");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_buyer_check" CHECK ("orders"."buyer" in ('consumer', 'business'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_verdict_check" CHECK ("cases"."verdict_outcome" in ('within', 'outside', 'not_returnable', 'review'));