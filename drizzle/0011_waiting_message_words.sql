-- What carriers' messages are about, for those that were told before the columns were there.
ALTER TABLE carrier_messages NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE carrier_messages SET order_number = raw->>'orderNumber', tracking_number = raw->>'trackingNumber'
WHERE status = 'parked';
--> statement-breakpoint
ALTER TABLE carrier_messages FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON COLUMN carrier_messages.order_number IS 'The order it is about, as told';
--> statement-breakpoint
COMMENT ON COLUMN carrier_messages.tracking_number IS 'The parcel it is about, as told';
--> statement-breakpoint
COMMENT ON COLUMN couriers.unusual IS 'How far he stands above the others, with enough cases; counted by a job';
--> statement-breakpoint
GRANT UPDATE (unusual) ON couriers TO obratno_app;
