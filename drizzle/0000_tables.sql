CREATE TABLE "api_keys" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "command_results" (
	"merchant_id" uuid NOT NULL,
	"command_id" uuid NOT NULL,
	"command" text NOT NULL,
	"result" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "command_results_merchant_id_command_id_pk" PRIMARY KEY("merchant_id","command_id")
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"city" text NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "locations_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "locations_code_key" UNIQUE("merchant_id","code"),
	CONSTRAINT "locations_kind_check" CHECK ("locations"."kind" in ('warehouse', 'fulfilment', 'supplier', 'storage', 'store', 'hub'))
);
--> statement-breakpoint
CREATE TABLE "members" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "members_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "members_user_key" UNIQUE("merchant_id","user_id"),
	CONSTRAINT "members_role_check" CHECK ("members"."role" in ('staff', 'support', 'manager', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "merchants_slug_unique" UNIQUE("slug"),
	CONSTRAINT "merchants_slug_check" CHECK ("merchants"."slug" ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
	CONSTRAINT "merchants_currency_check" CHECK ("merchants"."currency" ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
CREATE TABLE "number_counters" (
	"merchant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "number_counters_merchant_id_name_pk" PRIMARY KEY("merchant_id","name"),
	CONSTRAINT "number_counters_name_check" CHECK ("number_counters"."name" in ('case', 'pickup', 'import'))
);
--> statement-breakpoint
CREATE TABLE "reasons" (
	"merchant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"parent_code" text,
	"name_ru" text NOT NULL,
	"name_en" text NOT NULL,
	"position" integer NOT NULL,
	"hidden_at" timestamp (3) with time zone,
	CONSTRAINT "reasons_merchant_id_code_pk" PRIMARY KEY("merchant_id","code")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"locale" text DEFAULT 'ru' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_locale_check" CHECK ("users"."locale" in ('ru', 'en'))
);
--> statement-breakpoint
CREATE TABLE "addresses" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_name" text,
	"contact_phone" text,
	"city" text NOT NULL,
	"line" text NOT NULL,
	"region" text,
	"postal_code" text,
	"entrance" text,
	"floor" text,
	"apartment" text,
	"comment" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "addresses_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ref" text NOT NULL,
	"name" text,
	"phone" text,
	"email" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "customers_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "customers_ref_key" UNIQUE("merchant_id","ref")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notes_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "notes_body_check" CHECK (length("notes"."body") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price" bigint NOT NULL,
	"claimed_quantity" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "order_lines_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "order_lines_position_key" UNIQUE("merchant_id","order_id","position"),
	CONSTRAINT "order_lines_quantity_check" CHECK ("order_lines"."quantity" > 0),
	CONSTRAINT "order_lines_price_check" CHECK ("order_lines"."unit_price" >= 0),
	CONSTRAINT "order_lines_claimed_check" CHECK ("order_lines"."claimed_quantity" between 0 and "order_lines"."quantity")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"channel" text DEFAULT 'site' NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"handed_over_at" timestamp (3) with time zone,
	"return_terms_given_at" timestamp (3) with time zone,
	"payment" text,
	"currency" text NOT NULL,
	"customer_id" uuid,
	"address_id" uuid,
	"tracking_number" text,
	"content_hash" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "orders_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "orders_number_key" UNIQUE("merchant_id","number"),
	CONSTRAINT "orders_payment_check" CHECK ("orders"."payment" in ('prepaid', 'cod')),
	CONSTRAINT "orders_handover_check" CHECK ("orders"."handed_over_at" >= "orders"."placed_at")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"category" text,
	"supplier" text,
	"weight_grams" integer,
	"made_to_order" boolean DEFAULT false NOT NULL,
	"technically_complex" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "products_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "products_sku_key" UNIQUE("merchant_id","sku")
);
--> statement-breakpoint
CREATE TABLE "case_count_deltas" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"stage" text NOT NULL,
	"delta" integer NOT NULL,
	CONSTRAINT "case_count_deltas_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_counts" (
	"merchant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"stage" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "case_counts_merchant_id_kind_stage_pk" PRIMARY KEY("merchant_id","kind","stage"),
	CONSTRAINT "case_counts_kind_check" CHECK ("case_counts"."kind" in ('client_return', 'refusal')),
	CONSTRAINT "case_counts_stage_check" CHECK ("case_counts"."stage" in ('new', 'review', 'needs_pickup', 'awaiting_pickup', 'pickup_problem', 'needs_route', 'redelivery', 'in_transit', 'inspection', 'refund', 'closed', 'declined', 'cancelled', 'lost'))
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"data" jsonb NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "case_events_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "case_events_seq_key" UNIQUE("merchant_id","case_id","seq"),
	CONSTRAINT "case_events_type_check" CHECK ("case_events"."type" in ('case.created', 'verdict.given', 'decision.reviewed', 'decision.approved', 'decision.declined', 'decision.cancelled', 'case.assigned', 'case.noted', 'case.flagged', 'pickup.created', 'pickup.accepted', 'pickup.call_failed', 'pickup.agreed', 'pickup.rescheduled', 'pickup.on_way', 'pickup.attempt_failed', 'pickup.collected', 'pickup.failed', 'pickup.cancelled', 'delivery.refused', 'route.given', 'route.overridden', 'delivery.redelivery_scheduled', 'delivery.redelivered', 'parcel.at_hub', 'parcel.in_transit', 'parcel.lost', 'parcel.found', 'parcel.received', 'inspection.started', 'inspection.done', 'inspection.disputed', 'refund.due', 'refund.started', 'refund.paid', 'refund.failed', 'evidence.added', 'notice.sent')),
	CONSTRAINT "case_events_actor_check" CHECK ("case_events"."actor_kind" in ('member', 'api_key', 'carrier', 'system')),
	CONSTRAINT "case_events_actor_id_check" CHECK (("case_events"."actor_kind" = 'system') = ("case_events"."actor_id" is null))
);
--> statement-breakpoint
CREATE TABLE "case_items" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"collected_quantity" integer DEFAULT 0 NOT NULL,
	"received_quantity" integer DEFAULT 0 NOT NULL,
	"disposed_quantity" integer DEFAULT 0 NOT NULL,
	"customer_reason" text,
	"courier_reason" text,
	"warehouse_reason" text,
	"note_id" uuid,
	"disposition" text,
	"live" boolean DEFAULT true NOT NULL,
	CONSTRAINT "case_items_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "case_items_line_key" UNIQUE("merchant_id","case_id","order_line_id"),
	CONSTRAINT "case_items_disposition_check" CHECK ("case_items"."disposition" in ('restock', 'repack', 'refurbish', 'resell', 'supplier', 'recycle', 'write_off', 'return_to_customer')),
	CONSTRAINT "case_items_quantity_check" CHECK ("case_items"."quantity" > 0 and "case_items"."collected_quantity" between 0 and "case_items"."quantity" and "case_items"."received_quantity" between 0 and "case_items"."collected_quantity" and "case_items"."disposed_quantity" between 0 and "case_items"."received_quantity")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid,
	"channel" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"decision" text NOT NULL,
	"custody" text NOT NULL,
	"inspection" text NOT NULL,
	"money" text NOT NULL,
	"stage" text NOT NULL,
	"flagged" boolean DEFAULT false NOT NULL,
	"assignee_id" uuid,
	"location_id" uuid,
	"event_count" integer NOT NULL,
	"last_hash" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cases_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "cases_number_key" UNIQUE("merchant_id","number"),
	CONSTRAINT "cases_kind_check" CHECK ("cases"."kind" in ('client_return', 'refusal')),
	CONSTRAINT "cases_decision_check" CHECK ("cases"."decision" in ('pending', 'review', 'approved', 'declined', 'cancelled')),
	CONSTRAINT "cases_custody_check" CHECK ("cases"."custody" in ('customer', 'courier', 'hub', 'in_transit', 'received', 'lost')),
	CONSTRAINT "cases_inspection_check" CHECK ("cases"."inspection" in ('not_due', 'awaiting', 'done', 'disputed')),
	CONSTRAINT "cases_money_check" CHECK ("cases"."money" in ('not_due', 'due', 'in_progress', 'paid', 'failed', 'not_owed')),
	CONSTRAINT "cases_stage_check" CHECK ("cases"."stage" in ('new', 'review', 'needs_pickup', 'awaiting_pickup', 'pickup_problem', 'needs_route', 'redelivery', 'in_transit', 'inspection', 'refund', 'closed', 'declined', 'cancelled', 'lost')),
	CONSTRAINT "cases_event_count_check" CHECK ("cases"."event_count" > 0 and "cases"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "search_tokens" (
	"merchant_id" uuid NOT NULL,
	"entity" text NOT NULL,
	"token" text NOT NULL,
	"entity_id" uuid NOT NULL,
	CONSTRAINT "search_tokens_merchant_id_entity_token_entity_id_pk" PRIMARY KEY("merchant_id","entity","token","entity_id"),
	CONSTRAINT "search_tokens_entity_check" CHECK ("search_tokens"."entity" in ('case', 'order'))
);
--> statement-breakpoint
CREATE TABLE "carrier_messages" (
	"merchant_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"raw" jsonb NOT NULL,
	"status" text NOT NULL,
	"parked_reason" text,
	"case_id" uuid,
	CONSTRAINT "carrier_messages_merchant_id_carrier_id_event_id_pk" PRIMARY KEY("merchant_id","carrier_id","event_id"),
	CONSTRAINT "carrier_messages_status_check" CHECK ("carrier_messages"."status" in ('applied', 'parked')),
	CONSTRAINT "carrier_messages_reason_check" CHECK ("carrier_messages"."parked_reason" in ('unknown_type', 'unknown_pickup', 'unknown_item', 'too_many', 'future', 'incomplete')),
	CONSTRAINT "carrier_messages_parked_check" CHECK (("carrier_messages"."status" = 'parked') = ("carrier_messages"."parked_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "carrier_slots" (
	"merchant_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"date" date NOT NULL,
	"from" time NOT NULL,
	"to" time NOT NULL,
	"capacity" integer NOT NULL,
	"booked" integer NOT NULL,
	CONSTRAINT "carrier_slots_merchant_id_carrier_id_date_from_to_pk" PRIMARY KEY("merchant_id","carrier_id","date","from","to"),
	CONSTRAINT "carrier_slots_booked_check" CHECK ("carrier_slots"."booked" between 0 and "carrier_slots"."capacity")
);
--> statement-breakpoint
CREATE TABLE "carriers" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"secrets" text[] NOT NULL,
	"schedule" jsonb NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "carriers_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "carriers_code_key" UNIQUE("merchant_id","code"),
	CONSTRAINT "carriers_code_check" CHECK ("carriers"."code" ~ '^[a-z0-9][a-z0-9-]{0,40}$')
);
--> statement-breakpoint
CREATE TABLE "pickup_items" (
	"merchant_id" uuid NOT NULL,
	"pickup_id" uuid NOT NULL,
	"case_item_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"collected_quantity" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "pickup_items_merchant_id_pickup_id_case_item_id_pk" PRIMARY KEY("merchant_id","pickup_id","case_item_id"),
	CONSTRAINT "pickup_items_quantity_check" CHECK ("pickup_items"."quantity" > 0 and "pickup_items"."collected_quantity" between 0 and "pickup_items"."quantity")
);
--> statement-breakpoint
CREATE TABLE "pickup_tasks" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"status" text NOT NULL,
	"slot_date" date NOT NULL,
	"slot_from" time NOT NULL,
	"slot_to" time NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer DEFAULT 3 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"requirements" jsonb NOT NULL,
	"note_id" uuid,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pickup_tasks_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "pickup_tasks_number_key" UNIQUE("merchant_id","number"),
	CONSTRAINT "pickup_tasks_status_check" CHECK ("pickup_tasks"."status" in ('created', 'accepted', 'agreed', 'on_way', 'attempt_failed', 'collected', 'failed', 'cancelled')),
	CONSTRAINT "pickup_tasks_slot_check" CHECK ("pickup_tasks"."slot_from" < "pickup_tasks"."slot_to"),
	CONSTRAINT "pickup_tasks_attempts_check" CHECK ("pickup_tasks"."attempts" >= 0 and "pickup_tasks"."max_attempts" between 1 and 20 and "pickup_tasks"."calls" >= 0)
);
--> statement-breakpoint
CREATE TABLE "file_chunks" (
	"merchant_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_chunks_merchant_id_file_id_position_pk" PRIMARY KEY("merchant_id","file_id","position")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "files_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_lines" (
	"merchant_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"kind" text NOT NULL,
	"order_number" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price" bigint NOT NULL,
	"more" jsonb NOT NULL,
	CONSTRAINT "import_lines_merchant_id_import_id_line_pk" PRIMARY KEY("merchant_id","import_id","line"),
	CONSTRAINT "import_lines_quantity_check" CHECK ("import_lines"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "import_refusals" (
	"merchant_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"params" jsonb NOT NULL,
	"cells" text[] NOT NULL,
	CONSTRAINT "import_refusals_merchant_id_import_id_line_pk" PRIMARY KEY("merchant_id","import_id","line"),
	CONSTRAINT "import_refusals_kind_check" CHECK ("import_refusals"."kind" in ('refused', 'not_goods', 'unmatched'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"file_id" uuid NOT NULL,
	"status" text NOT NULL,
	"options" jsonb NOT NULL,
	"staged" integer DEFAULT 0 NOT NULL,
	"written" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"counts" jsonb NOT NULL,
	"error" jsonb,
	"created_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "imports_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "imports_number_key" UNIQUE("merchant_id","number"),
	CONSTRAINT "imports_status_check" CHECK ("imports"."status" in ('draft', 'queued', 'reading', 'writing', 'matching', 'done', 'failed', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "command_results" ADD CONSTRAINT "command_results_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_counters" ADD CONSTRAINT "number_counters_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reasons" ADD CONSTRAINT "reasons_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reasons" ADD CONSTRAINT "reasons_parent_fk" FOREIGN KEY ("merchant_id","parent_code") REFERENCES "public"."reasons"("merchant_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_fk" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_address_fk" FOREIGN KEY ("merchant_id","address_id") REFERENCES "public"."addresses"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_count_deltas" ADD CONSTRAINT "case_count_deltas_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_counts" ADD CONSTRAINT "case_counts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_items" ADD CONSTRAINT "case_items_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_items" ADD CONSTRAINT "case_items_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_items" ADD CONSTRAINT "case_items_line_fk" FOREIGN KEY ("merchant_id","order_line_id") REFERENCES "public"."order_lines"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_items" ADD CONSTRAINT "case_items_note_fk" FOREIGN KEY ("merchant_id","note_id") REFERENCES "public"."notes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_items" ADD CONSTRAINT "case_items_customer_reason_fk" FOREIGN KEY ("merchant_id","customer_reason") REFERENCES "public"."reasons"("merchant_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_items" ADD CONSTRAINT "case_items_courier_reason_fk" FOREIGN KEY ("merchant_id","courier_reason") REFERENCES "public"."reasons"("merchant_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_items" ADD CONSTRAINT "case_items_warehouse_reason_fk" FOREIGN KEY ("merchant_id","warehouse_reason") REFERENCES "public"."reasons"("merchant_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_customer_fk" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_assignee_fk" FOREIGN KEY ("merchant_id","assignee_id") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_location_fk" FOREIGN KEY ("merchant_id","location_id") REFERENCES "public"."locations"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_tokens" ADD CONSTRAINT "search_tokens_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carrier_messages" ADD CONSTRAINT "carrier_messages_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carrier_messages" ADD CONSTRAINT "carrier_messages_carrier_fk" FOREIGN KEY ("merchant_id","carrier_id") REFERENCES "public"."carriers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carrier_slots" ADD CONSTRAINT "carrier_slots_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carrier_slots" ADD CONSTRAINT "carrier_slots_carrier_fk" FOREIGN KEY ("merchant_id","carrier_id") REFERENCES "public"."carriers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carriers" ADD CONSTRAINT "carriers_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_items" ADD CONSTRAINT "pickup_items_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_items" ADD CONSTRAINT "pickup_items_pickup_fk" FOREIGN KEY ("merchant_id","pickup_id") REFERENCES "public"."pickup_tasks"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_items" ADD CONSTRAINT "pickup_items_item_fk" FOREIGN KEY ("merchant_id","case_item_id") REFERENCES "public"."case_items"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_tasks" ADD CONSTRAINT "pickup_tasks_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_tasks" ADD CONSTRAINT "pickup_tasks_case_fk" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_tasks" ADD CONSTRAINT "pickup_tasks_carrier_fk" FOREIGN KEY ("merchant_id","carrier_id") REFERENCES "public"."carriers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_tasks" ADD CONSTRAINT "pickup_tasks_address_fk" FOREIGN KEY ("merchant_id","address_id") REFERENCES "public"."addresses"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_tasks" ADD CONSTRAINT "pickup_tasks_note_fk" FOREIGN KEY ("merchant_id","note_id") REFERENCES "public"."notes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_file_fk" FOREIGN KEY ("merchant_id","file_id") REFERENCES "public"."files"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_lines" ADD CONSTRAINT "import_lines_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_lines" ADD CONSTRAINT "import_lines_import_fk" FOREIGN KEY ("merchant_id","import_id") REFERENCES "public"."imports"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_refusals" ADD CONSTRAINT "import_refusals_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_refusals" ADD CONSTRAINT "import_refusals_import_fk" FOREIGN KEY ("merchant_id","import_id") REFERENCES "public"."imports"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_file_fk" FOREIGN KEY ("merchant_id","file_id") REFERENCES "public"."files"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_member_fk" FOREIGN KEY ("merchant_id","created_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "command_results_age_idx" ON "command_results" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "locations_default_key" ON "locations" USING btree ("merchant_id") WHERE "locations"."is_default";--> statement-breakpoint
CREATE INDEX "members_by_user_idx" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_idx" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_subject_idx" ON "sign_in_attempts" USING btree ("subject","at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "order_lines_product_idx" ON "order_lines" USING btree ("merchant_id","product_id");--> statement-breakpoint
CREATE INDEX "orders_placed_idx" ON "orders" USING btree ("merchant_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_customer_idx" ON "orders" USING btree ("merchant_id","customer_id","placed_at");--> statement-breakpoint
CREATE INDEX "orders_tracking_idx" ON "orders" USING btree ("merchant_id","tracking_number");--> statement-breakpoint
CREATE INDEX "case_events_recorded_idx" ON "case_events" USING btree ("merchant_id","recorded_at","id");--> statement-breakpoint
CREATE INDEX "case_items_order_line_idx" ON "case_items" USING btree ("merchant_id","order_line_id");--> statement-breakpoint
CREATE INDEX "case_items_reason_idx" ON "case_items" USING btree ("merchant_id","customer_reason","case_id");--> statement-breakpoint
CREATE INDEX "cases_created_idx" ON "cases" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "cases_updated_idx" ON "cases" USING btree ("merchant_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "cases_stage_idx" ON "cases" USING btree ("merchant_id","stage","created_at","id");--> statement-breakpoint
CREATE INDEX "cases_kind_idx" ON "cases" USING btree ("merchant_id","kind","created_at","id");--> statement-breakpoint
CREATE INDEX "cases_location_idx" ON "cases" USING btree ("merchant_id","location_id","created_at","id");--> statement-breakpoint
CREATE INDEX "cases_order_idx" ON "cases" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "search_tokens_entity_idx" ON "search_tokens" USING btree ("merchant_id","entity","entity_id","token");--> statement-breakpoint
CREATE INDEX "carrier_messages_status_idx" ON "carrier_messages" USING btree ("merchant_id","status","received_at","event_id");--> statement-breakpoint
CREATE INDEX "carriers_by_code_idx" ON "carriers" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "carriers_default_key" ON "carriers" USING btree ("merchant_id") WHERE "carriers"."is_default";--> statement-breakpoint
CREATE INDEX "pickup_items_case_item_idx" ON "pickup_items" USING btree ("merchant_id","case_item_id");--> statement-breakpoint
CREATE INDEX "pickup_tasks_case_idx" ON "pickup_tasks" USING btree ("merchant_id","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pickup_tasks_open_key" ON "pickup_tasks" USING btree ("merchant_id","case_id") WHERE "pickup_tasks"."status" in ('created', 'accepted', 'agreed', 'on_way', 'attempt_failed');--> statement-breakpoint
CREATE INDEX "import_lines_order_idx" ON "import_lines" USING btree ("merchant_id","import_id","kind","order_number");--> statement-breakpoint
CREATE INDEX "imports_created_idx" ON "imports" USING btree ("merchant_id","created_at","id");