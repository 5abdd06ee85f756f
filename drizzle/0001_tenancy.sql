-- Who may see and change what. Tables come from 0000; here are the roles, the walls between merchants,
-- and what must hold whoever writes.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'obratno_app') THEN
    CREATE ROLE obratno_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'obratno_resolver') THEN
    CREATE ROLE obratno_resolver NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- Another database of this cluster was quicker.
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT obratno_app, obratno_resolver TO %I', current_user);
END $$;
--> statement-breakpoint
ALTER TABLE search_tokens ALTER COLUMN token TYPE text COLLATE "C";
--> statement-breakpoint

-- The walls: every table with merchant_id, from the catalogue, so that none is forgotten.
DO $$
DECLARE
  t text;
BEGIN
  FOR t IN
    SELECT c.relname
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'merchant_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY merchant ON %I TO obratno_app
         USING (merchant_id = (SELECT nullif(current_setting(''app.merchant_id'', true), '''')::uuid))
         WITH CHECK (merchant_id = (SELECT nullif(current_setting(''app.merchant_id'', true), '''')::uuid))',
      t
    );
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE merchants ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE merchants FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- For all commands, though the application may only read: the owner seeds through the same wall.
CREATE POLICY merchant ON merchants TO obratno_app
  USING (id = (SELECT nullif(current_setting('app.merchant_id', true), '')::uuid));
--> statement-breakpoint

-- The application's grants: what is not here it cannot do.
GRANT USAGE ON SCHEMA public TO obratno_app;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO obratno_app;
--> statement-breakpoint
GRANT INSERT ON
  sessions, sign_in_attempts, number_counters, command_results, locations, reasons, customers, addresses, products, orders,
  order_lines, notes, cases, case_items, case_events, case_count_deltas, search_tokens, carriers, carrier_slots,
  pickup_tasks, pickup_items, carrier_messages, files, file_chunks, imports, import_lines, import_refusals
TO obratno_app;
--> statement-breakpoint
GRANT UPDATE ON
  sessions, number_counters, customers, addresses, products, orders, order_lines, cases, case_items, carrier_slots,
  pickup_tasks, pickup_items, imports
TO obratno_app;
--> statement-breakpoint
GRANT UPDATE (locale, password_hash) ON users TO obratno_app;
--> statement-breakpoint
GRANT UPDATE (last_used_at, revoked_at) ON api_keys TO obratno_app;
--> statement-breakpoint
GRANT UPDATE (status, parked_reason, case_id) ON carrier_messages TO obratno_app;
--> statement-breakpoint
GRANT DELETE ON
  sessions, sign_in_attempts, command_results, order_lines, search_tokens, files, file_chunks, import_lines, import_refusals
TO obratno_app;
--> statement-breakpoint

-- No line is promised back more often than it was sold: order_lines_claimed_check on a sum that the database keeps.
CREATE FUNCTION keep_claimed_quantity() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE order_lines l SET claimed_quantity = l.claimed_quantity + d.delta
    FROM (
      SELECT merchant_id, order_line_id, sum(quantity)::int AS delta FROM new_rows WHERE live GROUP BY 1, 2
    ) d
    WHERE l.merchant_id = d.merchant_id AND l.id = d.order_line_id;
  ELSE
    UPDATE order_lines l SET claimed_quantity = l.claimed_quantity + d.delta
    FROM (
      SELECT merchant_id, order_line_id, sum(delta)::int AS delta
      FROM (
        SELECT merchant_id, order_line_id, quantity AS delta FROM new_rows WHERE live
        UNION ALL
        SELECT merchant_id, order_line_id, -quantity FROM old_rows WHERE live
      ) changes
      GROUP BY 1, 2
      HAVING sum(delta) <> 0
    ) d
    WHERE l.merchant_id = d.merchant_id AND l.id = d.order_line_id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER case_items_claim_insert AFTER INSERT ON case_items
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_claimed_quantity();
--> statement-breakpoint
CREATE TRIGGER case_items_claim_update AFTER UPDATE ON case_items
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_claimed_quantity();
--> statement-breakpoint

-- Events are never changed and never deleted, not even by the owner.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER case_events_append_only BEFORE UPDATE OR DELETE ON case_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Exact counts: every change of a case leaves a signed delta in its own transaction, whoever writes.
CREATE FUNCTION note_case_counts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO case_count_deltas (merchant_id, id, kind, stage, delta)
    SELECT merchant_id, gen_random_uuid(), kind, stage, count(*)::int FROM new_rows GROUP BY merchant_id, kind, stage;
  ELSE
    INSERT INTO case_count_deltas (merchant_id, id, kind, stage, delta)
    SELECT merchant_id, gen_random_uuid(), kind, stage, sum(delta)::int
    FROM (
      SELECT merchant_id, kind, stage, 1 AS delta FROM new_rows
      UNION ALL
      SELECT merchant_id, kind, stage, -1 FROM old_rows
    ) changes
    GROUP BY merchant_id, kind, stage
    HAVING sum(delta) <> 0;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cases_count_insert AFTER INSERT ON cases
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_case_counts();
--> statement-breakpoint
CREATE TRIGGER cases_count_update AFTER UPDATE ON cases
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_case_counts();
--> statement-breakpoint

-- What has to be found before the merchant is known: a narrow role owns these functions, sees four tables, and
-- answers one question each.
GRANT USAGE, CREATE ON SCHEMA public TO obratno_resolver;
--> statement-breakpoint
GRANT SELECT ON users, sessions, merchants, members, api_keys, carriers TO obratno_resolver;
--> statement-breakpoint
GRANT SELECT, DELETE ON case_count_deltas TO obratno_resolver;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON case_counts TO obratno_resolver;
--> statement-breakpoint
CREATE POLICY resolver ON merchants TO obratno_resolver USING (true);
--> statement-breakpoint
CREATE POLICY resolver ON members TO obratno_resolver USING (true);
--> statement-breakpoint
CREATE POLICY resolver ON api_keys TO obratno_resolver USING (true);
--> statement-breakpoint
CREATE POLICY resolver ON carriers TO obratno_resolver USING (true);
--> statement-breakpoint
CREATE POLICY resolver ON case_count_deltas TO obratno_resolver USING (true);
--> statement-breakpoint
CREATE POLICY resolver ON case_counts TO obratno_resolver USING (true) WITH CHECK (true);
--> statement-breakpoint

CREATE FUNCTION resolve_session(p_token_hash text)
RETURNS TABLE (user_id uuid, email text, name text, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.id, u.email, u.name, u.locale
  FROM sessions s JOIN users u ON u.id = s.user_id
  WHERE s.token_hash = p_token_hash AND s.expires_at > now()
$$;
--> statement-breakpoint
CREATE FUNCTION resolve_memberships(p_token_hash text)
RETURNS TABLE (
  user_id uuid, email text, user_name text, locale text, member_id uuid, role text,
  merchant_id uuid, slug text, merchant_name text, time_zone text, currency text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.id, u.email, u.name, u.locale, m.id, m.role, c.id, c.slug, c.name, c.time_zone, c.currency
  FROM sessions s
  JOIN users u ON u.id = s.user_id
  JOIN members m ON m.user_id = u.id AND m.revoked_at IS NULL
  JOIN merchants c ON c.id = m.merchant_id
  WHERE s.token_hash = p_token_hash AND s.expires_at > now()
  ORDER BY c.name, c.id
$$;
--> statement-breakpoint
CREATE FUNCTION resolve_api_key(p_key_hash text)
RETURNS TABLE (merchant_id uuid, key_id uuid, scopes text[], slug text, time_zone text, currency text, last_used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT k.merchant_id, k.id, k.scopes, c.slug, c.time_zone, c.currency, k.last_used_at
  FROM api_keys k JOIN merchants c ON c.id = k.merchant_id
  WHERE k.key_hash = p_key_hash AND k.revoked_at IS NULL
$$;
--> statement-breakpoint
CREATE FUNCTION resolve_carrier(p_code text)
RETURNS TABLE (merchant_id uuid, carrier_id uuid, secrets text[], slug text, time_zone text, currency text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT k.merchant_id, k.id, k.secrets, c.slug, c.time_zone, c.currency
  FROM carriers k JOIN merchants c ON c.id = k.merchant_id
  WHERE k.code = p_code AND k.closed_at IS NULL
$$;
--> statement-breakpoint
-- Folds the deltas into the rollup, one at a time.
CREATE FUNCTION fold_case_counts(p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  folded int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('fold_case_counts'));
  WITH taken AS (
    DELETE FROM case_count_deltas d
    USING (SELECT merchant_id, id FROM case_count_deltas LIMIT p_limit) one
    WHERE d.merchant_id = one.merchant_id AND d.id = one.id
    RETURNING d.merchant_id, d.kind, d.stage, d.delta
  ), summed AS (
    INSERT INTO case_counts AS c (merchant_id, kind, stage, count)
    SELECT merchant_id, kind, stage, sum(delta)::int FROM taken GROUP BY 1, 2, 3
    ON CONFLICT (merchant_id, kind, stage) DO UPDATE SET count = c.count + excluded.count
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY ARRAY[
    'resolve_session(text)', 'resolve_memberships(text)', 'resolve_api_key(text)', 'resolve_carrier(text)', 'fold_case_counts(int)'
  ] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO obratno_resolver', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO obratno_app', f);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM obratno_resolver;
--> statement-breakpoint

-- Jobs are enqueued in the transaction that needs them; the application cannot see the queue itself.
CREATE FUNCTION enqueue_job(p_task text, p_payload json, p_job_key text DEFAULT NULL, p_run_at timestamptz DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM graphile_worker.add_job(
    identifier => p_task, payload => p_payload, job_key => p_job_key, run_at => p_run_at
  );
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue_job(text, json, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, text, timestamptz) TO obratno_app;
