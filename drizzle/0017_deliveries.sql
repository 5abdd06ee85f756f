CREATE TABLE "deliveries" (
	"merchant_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"carrier_id" uuid NOT NULL,
	"courier_code" text NOT NULL,
	"delivered_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deliveries_merchant_id_order_id_pk" PRIMARY KEY("merchant_id","order_id")
);
--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "updated_by" uuid;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "updated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD COLUMN "updated_by" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_courier_fk" FOREIGN KEY ("merchant_id","carrier_id","courier_code") REFERENCES "public"."couriers"("merchant_id","carrier_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_updated_by_fk" FOREIGN KEY ("merchant_id","updated_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_updated_by_fk" FOREIGN KEY ("merchant_id","updated_by") REFERENCES "public"."members"("merchant_id","id") ON DELETE no action ON UPDATE no action;