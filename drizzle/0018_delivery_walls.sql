-- Parcels handed over: the walls between merchants, what the application may do, and what the new columns mean.
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE deliveries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY merchant ON deliveries TO obratno_app
  USING (merchant_id = (SELECT nullif(current_setting('app.merchant_id', true), '')::uuid))
  WITH CHECK (merchant_id = (SELECT nullif(current_setting('app.merchant_id', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT ON deliveries TO obratno_app;
--> statement-breakpoint
COMMENT ON TABLE deliveries IS 'Parcels that a courier says he handed over, each once; the first telling counts';
--> statement-breakpoint
COMMENT ON COLUMN deliveries.merchant_id IS 'Whose row it is: the tenant. First in every key';
--> statement-breakpoint
COMMENT ON COLUMN deliveries.order_id IS 'The order';
--> statement-breakpoint
COMMENT ON COLUMN deliveries.carrier_id IS 'Who told';
--> statement-breakpoint
COMMENT ON COLUMN deliveries.courier_code IS 'The courier';
--> statement-breakpoint
COMMENT ON COLUMN deliveries.delivered_at IS 'When, by the courier''s clock';
--> statement-breakpoint
COMMENT ON COLUMN locations.updated_by IS 'The member who changed it last; null: nobody has since it was made';
--> statement-breakpoint
COMMENT ON COLUMN locations.updated_at IS 'When it was changed last';
--> statement-breakpoint
COMMENT ON COLUMN webhook_endpoints.updated_by IS 'The member who changed it last; null: nobody has since it was made';
