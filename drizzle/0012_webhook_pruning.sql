-- Which shops have webhook messages that may be old enough to be thrown away: the only thing the worker may ask of all
-- shops together.
CREATE FUNCTION merchants_with_old_webhooks(p_before timestamptz)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT m.id FROM merchants m
  WHERE EXISTS (
    SELECT FROM webhook_endpoints e
    WHERE e.merchant_id = m.id AND EXISTS (
      SELECT FROM webhook_messages w
      WHERE w.merchant_id = m.id AND w.endpoint_id = e.id AND w.created_at < p_before
    )
  )
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO obratno_resolver;
--> statement-breakpoint
ALTER FUNCTION merchants_with_old_webhooks(timestamptz) OWNER TO obratno_resolver;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM obratno_resolver;
--> statement-breakpoint
REVOKE ALL ON FUNCTION merchants_with_old_webhooks(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION merchants_with_old_webhooks(timestamptz) TO obratno_app;
--> statement-breakpoint
GRANT SELECT (merchant_id, id) ON webhook_endpoints TO obratno_resolver;
--> statement-breakpoint
GRANT SELECT (merchant_id, endpoint_id, created_at) ON webhook_messages TO obratno_resolver;
--> statement-breakpoint
CREATE POLICY resolver ON webhook_endpoints FOR SELECT TO obratno_resolver USING (true);
--> statement-breakpoint
CREATE POLICY resolver ON webhook_messages FOR SELECT TO obratno_resolver USING (true);
