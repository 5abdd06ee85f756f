CREATE TABLE "carrier_codes" (
	"merchant_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"meaning" text NOT NULL,
	"mapped_by" uuid NOT NULL,
	"mapped_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "carrier_codes_merchant_id_carrier_id_kind_code_pk" PRIMARY KEY("merchant_id","carrier_id","kind","code"),
	CONSTRAINT "carrier_codes_kind_check" CHECK ("carrier_codes"."kind" in ('reason', 'type'))
);
--> statement-breakpoint
CREATE TABLE "courier_days" (
	"merchant_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"courier_code" text NOT NULL,
	"day" date NOT NULL,
	"delivered" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "courier_days_merchant_id_carrier_id_courier_code_day_pk" PRIMARY KEY("merchant_id","carrier_id","courier_code","day"),
	CONSTRAINT "courier_days_check" CHECK ("courier_days"."delivered" >= 0 and "courier_days"."refused" >= 0)
);
--> statement-breakpoint
CREATE TABLE "couriers" (
	"merchant_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "couriers_merchant_id_carrier_id_code_pk" PRIMARY KEY("merchant_id","carrier_id","code")
);
--> statement-breakpoint
CREATE TABLE "refusals" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"refused_at" timestamp (3) with time zone NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"extent" text NOT NULL,
	"packaging" text NOT NULL,
	"reason_code" text,
	"reason" text,
	"courier_code" text,
	"hub_code" text,
	"hub_location_id" uuid,
	"note_id" uuid,
	"items" jsonb NOT NULL,
	"evidence" jsonb NOT NULL,
	"visit" jsonb,
	"confirmed_at" timestamp (3) with time zone,
	"confirmed_items" jsonb,
	"confirmed_packaging" text,
	"confirmed_reason" text,
	"facts" jsonb NOT NULL,
	"signs" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"disputed_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"settled_by" uuid,
	"settled_as" text,
	"settled_note_id" uuid,
	"redelivery_date" date,
	"redelivery_from" time,
	"redelivery_to" time,
	"redelivery_carrier_id" uuid,
	CONSTRAINT "refusals_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "refusals_attempt_key" UNIQUE("merchant_id","case_id","attempt"),
	CONSTRAINT "refusals_extent_check" CHECK ("refusals"."extent" in ('whole', 'partial')),
	CONSTRAINT "refusals_packaging_check" CHECK ("refusals"."packaging" in ('intact', 'opened', 'damaged', 'unknown')),
	CONSTRAINT "refusals_confirmed_packaging_check" CHECK ("refusals"."confirmed_packaging" in ('intact', 'opened', 'damaged', 'unknown')),
	CONSTRAINT "refusals_settled_check" CHECK ("refusals"."settled_as" in ('customer_refused', 'not_refused', 'unclear')),
	CONSTRAINT "refusals_attempt_check" CHECK ("refusals"."attempt" between 1 and 20),
	CONSTRAINT "refusals_settlement_check" CHECK (num_nonnulls("refusals"."settled_at", "refusals"."settled_by", "refusals"."settled_as") in (0, 3) and ("refusals"."settled_at" is null or "refusals"."disputed_at" is not null)),
	CONSTRAINT "refusals_redelivery_check" CHECK (num_nonnulls("refusals"."redelivery_date", "refusals"."redelivery_from", "refusals"."redelivery_to", "refusals"."redelivery_carrier_id") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "routes" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"refusal_id" uuid NOT NULL,
	"by" text NOT NULL,
	"cause" text NOT NULL,
	"rule_set_id" uuid,
	"rule_id" uuid,
	"action" text NOT NULL,
	"location_id" uuid,
	"actions" jsonb NOT NULL,
	"answer" jsonb,
	"facts" jsonb NOT NULL,
	"note_id" uuid,
	"member_id" uuid,
	"given_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "routes_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "routes_by_check" CHECK ("routes"."by" in ('rule', 'default', 'person')),
	CONSTRAINT "routes_cause_check" CHECK ("routes"."cause" in ('refused', 'confirmed', 'destination_closed', 'person')),
	CONSTRAINT "routes_action_check" CHECK ("routes"."action" in ('deliver', 'redeliver', 'ask')),
	CONSTRAINT "routes_location_check" CHECK (("routes"."action" = 'deliver') = ("routes"."location_id" is not null)),
	CONSTRAINT "routes_author_check" CHECK (case "routes"."by" when 'person' then num_nonnulls("routes"."member_id", "routes"."note_id") = 2 and "routes"."rule_set_id" is null and "routes"."answer" is null
        else "routes"."member_id" is null and num_nonnulls("routes"."rule_set_id", "routes"."answer") = 2 and ("routes"."by" = 'rule') = ("routes"."rule_id" is not null) end)
);
--> statement-breakpoint
CREATE TABLE "routing_replay_changes" (
	"merchant_id" uuid NOT NULL,
	"replay_id" uuid NOT NULL,
	"refusal_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"refused_at" timestamp (3) with time zone NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"by_person" boolean NOT NULL,
	"rule_id" uuid,
	"before_cost" bigint,
	"after_cost" bigint,
	CONSTRAINT "routing_replay_changes_merchant_id_replay_id_refusal_id_pk" PRIMARY KEY("merchant_id","replay_id","refusal_id")
);
--> statement-breakpoint
CREATE TABLE "routing_replays" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"prices" jsonb NOT NULL,
	"status" text NOT NULL,
	"days" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"total" integer NOT NULL,
	"judged" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"cursor_at" timestamp (3) with time zone,
	"cursor_id" uuid,
	"flows" jsonb NOT NULL,
	"hits" jsonb NOT NULL,
	"totals" jsonb NOT NULL,
	"started_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "routing_replays_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "routing_replays_status_check" CHECK ("routing_replays"."status" in ('queued', 'running', 'done', 'failed', 'cancelled')),
	CONSTRAINT "routing_replays_progress_check" CHECK ("routing_replays"."judged" between 0 and "routing_replays"."total" and "routing_replays"."changed" between 0 and "routing_replays"."judged")
);
--> statement-breakpoint
CREATE TABLE "routing_settings" (
	"merchant_id" uuid PRIMARY KEY NOT NULL,
	"redelivery_cost" bigint NOT NULL,
	"sorting_cost" bigint NOT NULL,
	"repack_cost" bigint NOT NULL,
	"storage_days" integer NOT NULL,
	"version" integer NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "routing_settings_check" CHECK ("routing_settings"."redelivery_cost" >= 0 and "routing_settings"."sorting_cost" >= 0 and "routing_settings"."repack_cost" >= 0 and "routing_settings"."storage_days" between 1 and 90 and "routing_settings"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer,
	"revision" integer NOT NULL,
	"content" jsonb NOT NULL,
	"note" text,
	"copy_of" integer,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"published_by" uuid,
	"published_at" timestamp (3) with time zone,
	"effective_at" timestamp (3) with time zone,
	CONSTRAINT "rule_sets_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "rule_sets_number_key" UNIQUE("merchant_id","number"),
	CONSTRAINT "rule_sets_revision_check" CHECK ("rule_sets"."revision" > 0 and "rule_sets"."number" > 0),
	CONSTRAINT "rule_sets_published_check" CHECK (num_nonnulls("rule_sets"."number", "rule_sets"."published_at", "rule_sets"."published_by", "rule_sets"."effective_at") in (0, 4)),
	CONSTRAINT "rule_sets_effective_check" CHECK ("rule_sets"."effective_at" >= "rule_sets"."published_at")
);
--> statement-breakpoint
CREATE TABLE "webhook_attempts" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"status_code" integer,
	"error" text,
	"response" text,
	"by_hand" boolean DEFAULT false NOT NULL,
	CONSTRAINT "webhook_attempts_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "webhook_attempts_answer_check" CHECK (("webhook_attempts"."status_code" is null) = ("webhook_attempts"."error" is not null))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"name" text NOT NULL,
	"event_types" text[] NOT NULL,
	"secret" text NOT NULL,
	"previous_secret" text,
	"previous_until" timestamp (3) with time zone,
	"off_at" timestamp (3) with time zone,
	"off_reason" text,
	"version" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_endpoints_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "webhook_endpoints_off_reason_check" CHECK ("webhook_endpoints"."off_reason" in ('person', 'gone')),
	CONSTRAINT "webhook_endpoints_off_check" CHECK (("webhook_endpoints"."off_at" is null) = ("webhook_endpoints"."off_reason" is null)),
	CONSTRAINT "webhook_endpoints_secret_check" CHECK (("webhook_endpoints"."previous_secret" is null) = ("webhook_endpoints"."previous_until" is null) and "webhook_endpoints"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "webhook_messages" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"event_seq" integer NOT NULL,
	"type" text NOT NULL,
	"body" text,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_messages_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "webhook_messages_event_key" UNIQUE("merchant_id","endpoint_id","event_id"),
	CONSTRAINT "webhook_messages_status_check" CHECK ("webhook_messages"."status" in ('pending', 'delivered', 'failed')),
	CONSTRAINT "webhook_messages_next_check" CHECK (("webhook_messages"."status" = 'pending') = ("webhook_messages"."next_attempt_at" is not null) and "webhook_messages"."attempts" >= 0)
);
--> statement-breakpoint
ALTER TABLE "number_counters" DROP CONSTRAINT "number_counters_name_check";--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_type_check";--> statement-breakpoint
ALTER TABLE "carrier_messages" DROP CONSTRAINT "carrier_messages_reason_check";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind_check";--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "supplier" text;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "hours" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "closures" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "parcel_cost" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "storage_day_cost" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "stocked_at_fulfilment" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "flags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "storage_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "carriers" ADD COLUMN "code_scheme" text DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE "carrier_codes" ADD CONSTRAINT "carrier_codes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carrier_codes" ADD CONSTRAINT "carrier_codes_carrier_fk" FOREIGN KEY ("merchant_id","carrier_id") REFERENCES "public"."carriers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carrier_codes" ADD CONSTRAINT "carrier_codes_mapped_by_fk" FOREIGN KEY ("merchant_id","mapped_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courier_days" ADD CONSTRAINT "courier_days_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courier_days" ADD CONSTRAINT "courier_days_courier_fk" FOREIGN KEY ("merchant_id","carrier_id","courier_code") REFERENCES "public"."couriers"("merchant_id","carrier_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "couriers" ADD CONSTRAINT "couriers_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "couriers" ADD CONSTRAINT "couriers_carrier_fk" FOREIGN KEY ("merchant_id","carrier_id") REFERENCES "public"."carriers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_carrier_fk" FOREIGN KEY ("merchant_id","carrier_id") REFERENCES "public"."carriers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_courier_fk" FOREIGN KEY ("merchant_id","carrier_id","courier_code") REFERENCES "public"."couriers"("merchant_id","carrier_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_reason_fk" FOREIGN KEY ("merchant_id","reason") REFERENCES "public"."reasons"("merchant_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_confirmed_reason_fk" FOREIGN KEY ("merchant_id","confirmed_reason") REFERENCES "public"."reasons"("merchant_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_hub_fk" FOREIGN KEY ("merchant_id","hub_location_id") REFERENCES "public"."locations"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_note_fk" FOREIGN KEY ("merchant_id","note_id") REFERENCES "public"."notes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_settled_note_fk" FOREIGN KEY ("merchant_id","settled_note_id") REFERENCES "public"."notes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_settled_by_fk" FOREIGN KEY ("merchant_id","settled_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_redelivery_carrier_fk" FOREIGN KEY ("merchant_id","redelivery_carrier_id") REFERENCES "public"."carriers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_refusal_fk" FOREIGN KEY ("merchant_id","refusal_id") REFERENCES "public"."refusals"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_rule_set_fk" FOREIGN KEY ("merchant_id","rule_set_id") REFERENCES "public"."rule_sets"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_location_fk" FOREIGN KEY ("merchant_id","location_id") REFERENCES "public"."locations"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_note_fk" FOREIGN KEY ("merchant_id","note_id") REFERENCES "public"."notes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_member_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_replay_changes" ADD CONSTRAINT "routing_replay_changes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_replay_changes" ADD CONSTRAINT "routing_replay_changes_replay_fk" FOREIGN KEY ("merchant_id","replay_id") REFERENCES "public"."routing_replays"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_replay_changes" ADD CONSTRAINT "routing_replay_changes_refusal_fk" FOREIGN KEY ("merchant_id","refusal_id") REFERENCES "public"."refusals"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_replay_changes" ADD CONSTRAINT "routing_replay_changes_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_replays" ADD CONSTRAINT "routing_replays_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_replays" ADD CONSTRAINT "routing_replays_started_by_fk" FOREIGN KEY ("merchant_id","started_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_settings" ADD CONSTRAINT "routing_settings_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_settings" ADD CONSTRAINT "routing_settings_updated_by_fk" FOREIGN KEY ("merchant_id","updated_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_created_by_fk" FOREIGN KEY ("merchant_id","created_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_updated_by_fk" FOREIGN KEY ("merchant_id","updated_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_published_by_fk" FOREIGN KEY ("merchant_id","published_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_copy_of_fk" FOREIGN KEY ("merchant_id","copy_of") REFERENCES "public"."rule_sets"("merchant_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_message_fk" FOREIGN KEY ("merchant_id","message_id") REFERENCES "public"."webhook_messages"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_created_by_fk" FOREIGN KEY ("merchant_id","created_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_endpoint_fk" FOREIGN KEY ("merchant_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_event_fk" FOREIGN KEY ("merchant_id","event_id") REFERENCES "public"."case_events"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "courier_days_day_idx" ON "courier_days" USING btree ("merchant_id","day");--> statement-breakpoint
CREATE INDEX "refusals_refused_idx" ON "refusals" USING btree ("merchant_id","refused_at","id");--> statement-breakpoint
CREATE INDEX "refusals_courier_idx" ON "refusals" USING btree ("merchant_id","carrier_id","courier_code","refused_at");--> statement-breakpoint
CREATE INDEX "refusals_disputed_idx" ON "refusals" USING btree ("merchant_id","disputed_at","id") WHERE disputed_at is not null and settled_at is null;--> statement-breakpoint
CREATE INDEX "refusals_redelivery_idx" ON "refusals" USING btree ("merchant_id","redelivery_date","id") WHERE redelivery_date is not null;--> statement-breakpoint
CREATE INDEX "routes_case_idx" ON "routes" USING btree ("merchant_id","case_id","given_at","id");--> statement-breakpoint
CREATE INDEX "routes_refusal_idx" ON "routes" USING btree ("merchant_id","refusal_id","given_at","id");--> statement-breakpoint
CREATE INDEX "routes_rule_idx" ON "routes" USING btree ("merchant_id","rule_set_id","rule_id","given_at");--> statement-breakpoint
CREATE INDEX "routing_replay_changes_listed_idx" ON "routing_replay_changes" USING btree ("merchant_id","replay_id","refused_at","refusal_id");--> statement-breakpoint
CREATE INDEX "routing_replays_created_idx" ON "routing_replays" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_sets_draft_key" ON "rule_sets" USING btree ("merchant_id") WHERE published_at is null;--> statement-breakpoint
CREATE INDEX "rule_sets_effective_idx" ON "rule_sets" USING btree ("merchant_id","effective_at","number");--> statement-breakpoint
CREATE INDEX "webhook_attempts_message_idx" ON "webhook_attempts" USING btree ("merchant_id","message_id","number");--> statement-breakpoint
CREATE INDEX "webhook_messages_due_idx" ON "webhook_messages" USING btree ("merchant_id","endpoint_id","next_attempt_at","id") WHERE next_attempt_at is not null;--> statement-breakpoint
CREATE INDEX "webhook_messages_case_idx" ON "webhook_messages" USING btree ("merchant_id","endpoint_id","case_id","event_seq");--> statement-breakpoint
CREATE INDEX "webhook_messages_listed_idx" ON "webhook_messages" USING btree ("merchant_id","endpoint_id","created_at","id");--> statement-breakpoint
CREATE INDEX "products_supplier_idx" ON "products" USING btree ("merchant_id","supplier");--> statement-breakpoint
CREATE INDEX "cases_storage_due_idx" ON "cases" USING btree ("merchant_id","storage_due_at","id") WHERE storage_due_at is not null;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_numbers_check" CHECK ("locations"."parcel_cost" >= 0 and "locations"."storage_day_cost" >= 0 and "locations"."capacity" > 0 and "locations"."version" > 0);--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_supplier_check" CHECK ("locations"."supplier" is null or "locations"."kind" = 'supplier');--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_default_open_check" CHECK (not ("locations"."is_default" and "locations"."closed_at" is not null));--> statement-breakpoint
ALTER TABLE "number_counters" ADD CONSTRAINT "number_counters_name_check" CHECK ("number_counters"."name" in ('case', 'pickup', 'import', 'draft', 'rule_draft'));--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_type_check" CHECK ("case_events"."type" in ('case.created', 'verdict.given', 'decision.reviewed', 'decision.approved', 'decision.declined', 'decision.cancelled', 'case.assigned', 'case.noted', 'case.flagged', 'pickup.created', 'pickup.accepted', 'pickup.call_failed', 'pickup.agreed', 'pickup.rescheduled', 'pickup.on_way', 'pickup.attempt_failed', 'pickup.collected', 'pickup.failed', 'pickup.cancelled', 'delivery.refused', 'route.given', 'route.overridden', 'delivery.redelivery_scheduled', 'delivery.redelivered', 'delivery.refusal_settled', 'parcel.at_hub', 'parcel.in_transit', 'parcel.lost', 'parcel.found', 'parcel.received', 'inspection.started', 'inspection.done', 'inspection.disputed', 'refund.due', 'refund.started', 'refund.paid', 'refund.failed', 'evidence.added', 'notice.sent'));--> statement-breakpoint
ALTER TABLE "carrier_messages" ADD CONSTRAINT "carrier_messages_reason_check" CHECK ("carrier_messages"."parked_reason" in ('unknown_type', 'unknown_code', 'unknown_pickup', 'unknown_item', 'too_many', 'future', 'incomplete'));--> statement-breakpoint
ALTER TABLE "carriers" ADD CONSTRAINT "carriers_code_scheme_check" CHECK ("carriers"."code_scheme" in ('own', 'cdek', 'apiship'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind_check" CHECK ("notices"."kind" in ('window_ends', 'money_due', 'window_ended', 'money_overdue', 'last_attempt', 'storage_ends', 'storage_ended'));