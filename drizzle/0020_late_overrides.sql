-- A person may send a refused parcel elsewhere until it has left the hub: whatever was asked, what is written holds to it.
CREATE FUNCTION keep_override_in_time() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM cases c
    WHERE c.merchant_id = NEW.merchant_id AND c.id = NEW.case_id AND c.custody IN ('courier', 'hub')
  ) THEN
    RAISE EXCEPTION 'the goods have left the hub: their route cannot be chosen any more' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER routes_override_in_time BEFORE INSERT ON routes
  FOR EACH ROW WHEN (NEW.by = 'person') EXECUTE FUNCTION keep_override_in_time();
