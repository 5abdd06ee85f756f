-- Whose couriers may stand out, or are said to: the only thing the worker may ask of all shops together about them.
CREATE FUNCTION merchants_with_couriers_to_judge(p_since date)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT m.id FROM merchants m
  WHERE EXISTS (SELECT FROM courier_days d WHERE d.merchant_id = m.id AND d.day >= p_since)
    OR EXISTS (SELECT FROM couriers k WHERE k.merchant_id = m.id AND k.unusual IS NOT NULL)
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO obratno_resolver;
--> statement-breakpoint
ALTER FUNCTION merchants_with_couriers_to_judge(date) OWNER TO obratno_resolver;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM obratno_resolver;
--> statement-breakpoint
REVOKE ALL ON FUNCTION merchants_with_couriers_to_judge(date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION merchants_with_couriers_to_judge(date) TO obratno_app;
--> statement-breakpoint
GRANT SELECT (merchant_id, day) ON courier_days TO obratno_resolver;
--> statement-breakpoint
GRANT SELECT (merchant_id, unusual) ON couriers TO obratno_resolver;
--> statement-breakpoint
CREATE POLICY resolver ON courier_days FOR SELECT TO obratno_resolver USING (true);
--> statement-breakpoint
CREATE POLICY resolver ON couriers FOR SELECT TO obratno_resolver USING (true);
