ALTER TABLE "carrier_messages" ADD COLUMN "order_number" text;--> statement-breakpoint
ALTER TABLE "carrier_messages" ADD COLUMN "tracking_number" text;--> statement-breakpoint
ALTER TABLE "couriers" ADD COLUMN "unusual" jsonb;--> statement-breakpoint
CREATE INDEX "carrier_messages_order_idx" ON "carrier_messages" USING btree ("merchant_id","order_number") WHERE status = 'parked';--> statement-breakpoint
CREATE INDEX "carrier_messages_tracking_idx" ON "carrier_messages" USING btree ("merchant_id","tracking_number") WHERE status = 'parked';