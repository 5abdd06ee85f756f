-- Return policies: the walls between merchants, what the application may do, and what never changes.

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['policy_versions', 'verdicts', 'notices', 'policy_replays', 'policy_replay_changes'] LOOP
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
GRANT SELECT, INSERT ON policy_versions, verdicts, notices, policy_replays, policy_replay_changes TO obratno_app;
--> statement-breakpoint
GRANT UPDATE ON policy_versions TO obratno_app;
--> statement-breakpoint
GRANT UPDATE (status, total, judged, changed, cursor_at, cursor_id, transitions, finished_at) ON policy_replays TO obratno_app;
--> statement-breakpoint
GRANT DELETE ON policy_versions, policy_replays, policy_replay_changes TO obratno_app;
--> statement-breakpoint

-- A published version is never changed and never deleted, not even by the owner; a draft may be.
CREATE FUNCTION keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'version % is published and never changes', OLD.number USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER policy_versions_published BEFORE UPDATE OR DELETE ON policy_versions
  FOR EACH ROW EXECUTE FUNCTION keep_published();
--> statement-breakpoint
CREATE TRIGGER verdicts_append_only BEFORE UPDATE OR DELETE ON verdicts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER notices_append_only BEFORE UPDATE OR DELETE ON notices
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Whose clocks have something to do: the one question about deadlines that no merchant asks.
CREATE FUNCTION merchants_with_due_clocks(p_now timestamptz)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT m.id FROM merchants m
  WHERE EXISTS (SELECT FROM cases c WHERE c.merchant_id = m.id AND c.next_clock_at <= p_now)
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO obratno_resolver;
--> statement-breakpoint
ALTER FUNCTION merchants_with_due_clocks(timestamptz) OWNER TO obratno_resolver;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM obratno_resolver;
--> statement-breakpoint
REVOKE ALL ON FUNCTION merchants_with_due_clocks(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION merchants_with_due_clocks(timestamptz) TO obratno_app;
--> statement-breakpoint
GRANT SELECT (merchant_id, next_clock_at) ON cases TO obratno_resolver;
--> statement-breakpoint
CREATE POLICY resolver ON cases FOR SELECT TO obratno_resolver USING (true);
--> statement-breakpoint

-- What the new tables and columns mean.
DO $$
DECLARE
  entry record;
  tables jsonb := $words${
    "orders": {
      "ready_for_collection_at": "When it lay ready at the pick-up point; null when it went to a door, or is not known",
      "buyer": "consumer, with the rights of ЗоЗПП, or business, with those of the contract"
    },
    "cases": {
      "stage_since": "When the present stage began",
      "verdict_outcome": "The latest verdict: within, outside, not_returnable or review; null where none was given",
      "window_due_at": "End of the return window, while the goods are still with the customer",
      "money_due_at": "By when the customer must have the money, while they do not",
      "next_clock_at": "When the job of the clocks next has something to do with the case"
    },
    "policy_versions": {
      "": "The shop's return policy in numbered versions; published ones never change, at most one is a draft",
      "merchant_id": "Whose row it is: the tenant. First in every key", "id": "UUIDv7 made by the application",
      "number": "Number of the version; null while it is a draft",
      "revision": "Counts the saves of the draft; who saves or publishes names the one they saw",
      "terms": "The terms whole, in the shape of lib/policies/schemas policyTerms",
      "note": "Why it was changed, in the publisher's words",
      "created_by": "The member who began it", "created_at": "When it was begun",
      "updated_by": "The member who saved it last", "updated_at": "When it was saved last",
      "published_by": "The member who published it; null while it is a draft",
      "published_at": "When it was published; null while it is a draft",
      "effective_from": "The day, in the shop's zone, from which orders are judged by it",
      "effective_at": "The first instant of that day, as the zone was when it was published"
    },
    "verdicts": {
      "": "Answers of the policy; append-only, the latest of a case counts",
      "merchant_id": "Whose row it is: the tenant. First in every key", "id": "UUIDv7 made by the application",
      "case_id": "The return case", "policy_version_id": "The version that judged; null: the law alone",
      "law": "Which state of the law was applied", "outcome": "within, outside, not_returnable or review",
      "next": "What followed by itself: approve, decline, review, or wait for a person",
      "flag": "Why a person has to look", "ends_on": "Last day of the window, in the shop's zone; null: nothing ends it",
      "inputs": "Everything the answer depends on", "answer": "The answer with every condition that was looked at",
      "given_at": "When it was given"
    },
    "notices": {
      "": "What the shop was warned of, once each; append-only",
      "merchant_id": "Whose row it is: the tenant. First in every key", "id": "UUIDv7 made by the application",
      "case_id": "The return case", "kind": "window_ends, money_due, window_ended, money_overdue or last_attempt",
      "subject": "The end or the pickup task it is about; with case and kind the effect's key",
      "roles": "Whom it is for", "ends_at": "The end it warns of", "created_at": "When the row was made"
    },
    "policy_replays": {
      "": "Drafts judged over past returns before they are published",
      "merchant_id": "Whose row it is: the tenant. First in every key", "id": "UUIDv7 made by the application",
      "terms": "The draft's terms when it was started", "status": "queued, running, done, failed or cancelled",
      "since": "Returns demanded from here on", "until": "Returns demanded before this", "total": "Returns to judge",
      "judged": "Returns judged", "changed": "Of these, answered otherwise", "cursor_at": "Demand of the last case judged",
      "cursor_id": "The last case judged", "transitions": "How many went from which answer to which",
      "started_by": "The member who asked", "created_at": "When the row was made", "finished_at": "When it ended"
    },
    "policy_replay_changes": {
      "": "Returns that a replay would have answered otherwise",
      "merchant_id": "Whose row it is: the tenant. First in every key", "replay_id": "The replay",
      "case_id": "The return case", "before_outcome": "Answer of the version in force",
      "before_next": "What followed from it", "before_ends_on": "Its last day", "after_outcome": "Answer of the draft",
      "after_next": "What would have followed", "after_ends_on": "Its last day"
    }
  }$words$;
BEGIN
  FOR entry IN
    SELECT t.key AS name, c.key AS col, c.value AS words
    FROM jsonb_each(tables) t, jsonb_each_text(t.value) c
  LOOP
    IF entry.col = '' THEN
      EXECUTE format('COMMENT ON TABLE %I IS %L', entry.name, entry.words);
    ELSE
      EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', entry.name, entry.col, entry.words);
    END IF;
  END LOOP;
END $$;
