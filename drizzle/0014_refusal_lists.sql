CREATE INDEX "addresses_city_idx" ON "addresses" USING btree ("merchant_id","city");--> statement-breakpoint
CREATE INDEX "addresses_region_idx" ON "addresses" USING btree ("merchant_id","region");--> statement-breakpoint
CREATE INDEX "cases_refusals_idx" ON "cases" USING btree ("merchant_id","stage","stage_since","id") WHERE kind = 'refusal';