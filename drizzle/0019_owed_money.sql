ALTER TABLE "routes" DROP CONSTRAINT "routes_cause_check";--> statement-breakpoint
CREATE INDEX "case_items_courier_reason_idx" ON "case_items" USING btree ("merchant_id","courier_reason","case_id") WHERE courier_reason is not null;--> statement-breakpoint
CREATE INDEX "cases_owed_idx" ON "cases" USING btree ("merchant_id","money","stage","id") WHERE money in ('due', 'in_progress', 'failed');--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_cause_check" CHECK ("routes"."cause" in ('refused', 'confirmed', 'destination_closed', 'waited', 'person')) NOT VALID;