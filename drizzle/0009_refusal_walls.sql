-- Refusals, their routes and what the shop's systems are told: the walls between merchants, what the application may do,
-- and what never changes.

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['couriers', 'courier_days', 'refusals', 'carrier_codes', 'rule_sets', 'routing_settings', 'routes',
    'routing_replays', 'routing_replay_changes', 'webhook_endpoints', 'webhook_messages', 'webhook_attempts'] LOOP
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
GRANT SELECT, INSERT ON couriers, courier_days, refusals, carrier_codes, rule_sets, routing_settings, routes,
  routing_replays, routing_replay_changes, webhook_endpoints, webhook_messages, webhook_attempts TO obratno_app;
--> statement-breakpoint
GRANT INSERT, UPDATE ON locations TO obratno_app;
--> statement-breakpoint
GRANT UPDATE ON courier_days, carrier_codes, rule_sets, routing_settings, webhook_endpoints TO obratno_app;
--> statement-breakpoint
GRANT UPDATE (name, seen_at) ON couriers TO obratno_app;
--> statement-breakpoint
-- What the courier claimed stays as it was claimed.
GRANT UPDATE (confirmed_at, confirmed_items, confirmed_packaging, confirmed_reason, facts, signs, disputed_at, settled_at,
  settled_by, settled_as, settled_note_id, redelivery_date, redelivery_from, redelivery_to, redelivery_carrier_id)
  ON refusals TO obratno_app;
--> statement-breakpoint
GRANT UPDATE (status, total, judged, changed, cursor_at, cursor_id, flows, hits, totals, finished_at) ON routing_replays
  TO obratno_app;
--> statement-breakpoint
GRANT UPDATE (body, status, attempts, next_attempt_at, ended_at) ON webhook_messages TO obratno_app;
--> statement-breakpoint
GRANT DELETE ON rule_sets, routing_replays, routing_replay_changes, webhook_messages, webhook_attempts TO obratno_app;
--> statement-breakpoint
CREATE TRIGGER rule_sets_published BEFORE UPDATE OR DELETE ON rule_sets
  FOR EACH ROW EXECUTE FUNCTION keep_published();
--> statement-breakpoint
CREATE TRIGGER routes_append_only BEFORE UPDATE OR DELETE ON routes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER webhook_attempts_append_only BEFORE UPDATE ON webhook_attempts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Rules lie in one document; where they send goods must be a place of the same merchant all the same.
CREATE FUNCTION keep_rule_destinations() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  stray text;
BEGIN
  SELECT d.id INTO stray
  FROM (
    SELECT r->'then'->'to'->>'locationId' AS id FROM jsonb_array_elements(NEW.content->'rules') r
    UNION ALL SELECT NEW.content->'otherwise'->'to'->>'locationId'
  ) d
  WHERE d.id IS NOT NULL
    AND NOT EXISTS (SELECT FROM locations l WHERE l.merchant_id = NEW.merchant_id AND l.id = d.id::uuid)
  LIMIT 1;
  IF stray IS NOT NULL THEN
    RAISE EXCEPTION 'a rule sends to %, which is no place of this merchant', stray USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rule_sets_destinations BEFORE INSERT OR UPDATE OF content ON rule_sets
  FOR EACH ROW EXECUTE FUNCTION keep_rule_destinations();
--> statement-breakpoint

-- The flags that stand, for cases that were flagged before the column was there. An owner that is no superuser is bound by
-- the walls as well: for this one statement they do not bind it.
ALTER TABLE cases NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_events NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE cases c SET flags = f.flags
FROM (
  SELECT e.merchant_id, e.case_id, array_agg(DISTINCT e.data->>'flag') AS flags
  FROM case_events e
  WHERE e.type = 'case.flagged' AND (
    e.data->>'flag' <> ALL (ARRAY['outside_window', 'not_returnable', 'needs_person', 'mixed']) OR e.seq > (
      SELECT max(d.seq) FROM case_events d
      WHERE d.merchant_id = e.merchant_id AND d.case_id = e.case_id AND d.type IN ('verdict.given', 'decision.approved')))
  GROUP BY e.merchant_id, e.case_id
) f
WHERE c.merchant_id = f.merchant_id AND c.id = f.case_id AND c.flagged;
--> statement-breakpoint
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_events FORCE ROW LEVEL SECURITY;
--> statement-breakpoint

-- What the new tables and columns mean.
DO $$
DECLARE
  entry record;
  tables jsonb := $words${
    "locations": {
      "supplier": "Whose warehouse it is, by the supplier's name on the articles; only of kind supplier",
      "hours": "Opening hours in the shape of lib/locations/schemas openingHours, in the merchant's zone; empty: not known",
      "closures": "Days on which nothing is taken in: [{from, to, note}], both days included",
      "parcel_cost": "For taking in one parcel, minor units", "storage_day_cost": "For each day a parcel lies there, minor units",
      "capacity": "Parcels that may be on their way there or wait to be inspected; null: no limit is known",
      "version": "Counts the changes"
    },
    "products": { "stocked_at_fulfilment": "Kept at the operator's fulfilment" },
    "cases": {
      "flags": "Why a person has to look, as the fold of the events has it",
      "storage_due_at": "Until when a refused parcel may lie, while it does"
    },
    "carriers": { "code_scheme": "Whose list its reason codes are of: own, cdek or apiship" },
    "carrier_codes": {
      "": "What a person said that a carrier's own word means",
      "carrier_id": "Whose word", "kind": "reason, or type of an event", "code": "The word, normalised",
      "meaning": "A code of the shop's reasons, or a type that carriers report",
      "mapped_by": "The member who said so", "mapped_at": "When"
    },
    "couriers": {
      "": "A carrier's couriers by the code it gives them; personal", "carrier_id": "Whose courier",
      "code": "The carrier's code of the courier", "name": "As last told", "seen_at": "When last heard of"
    },
    "courier_days": {
      "": "How often a courier's deliveries ended how, by day: what a courier is compared by", "carrier_id": "Whose courier",
      "courier_code": "The carrier's code of the courier", "day": "In the merchant's zone",
      "delivered": "Parcels handed over", "refused": "Parcels refused"
    },
    "refusals": {
      "": "Refusals at the door: what the courier claimed, which never changes, and what the hub confirmed",
      "id": "That of its delivery.refused event", "case_id": "The return case", "carrier_id": "Who told",
      "attempt": "Which time the parcel was at the door", "refused_at": "When it happened, by the courier's clock",
      "reported_at": "When it was recorded", "extent": "whole or partial", "packaging": "As the courier saw it",
      "reason_code": "The carrier's word", "reason": "What it means: a reason of the shop",
      "courier_code": "The courier", "hub_code": "Code of the hub, as told", "hub_location_id": "The hub, when it is known here",
      "note_id": "The courier's comment", "items": "Articles refused: [{caseItemId, quantity}]",
      "evidence": "Photos, calls and papers by reference: [{kind, reference}]",
      "visit": "What was logged of the visit: {arrivedAt, leftAt, calls}",
      "confirmed_at": "When the hub looked", "confirmed_items": "What it found", "confirmed_packaging": "As the hub saw it",
      "confirmed_reason": "Its reason", "facts": "What the rules look at, by what is known now",
      "signs": "What speaks against the courier's word", "disputed_at": "When it was called into question",
      "settled_at": "When support settled it", "settled_by": "The member who did",
      "settled_as": "customer_refused, not_refused or unclear", "settled_note_id": "Why",
      "redelivery_date": "The day it goes to the door once more", "redelivery_from": "From", "redelivery_to": "To",
      "redelivery_carrier_id": "In whose slot"
    },
    "rule_sets": {
      "": "The shop's routing rules in numbered versions; published ones never change, at most one is a draft",
      "number": "Number of the version; null while it is a draft", "revision": "Counts the saves of drafts",
      "content": "The rules whole, in the shape of lib/routing/schemas ruleSetContent",
      "note": "Why it was changed, in the publisher's words", "copy_of": "The version whose content was published anew",
      "created_by": "The member who began it", "created_at": "When it was begun", "updated_by": "The member who saved it last",
      "updated_at": "When it was saved last", "published_by": "The member who published it; null while it is a draft",
      "published_at": "When it was published", "effective_at": "Refusals from this moment on are routed by it"
    },
    "routing_settings": {
      "": "What the steps of a route cost the shop, minor units", "redelivery_cost": "One more time to the door",
      "sorting_cost": "Looking through the goods on the way", "repack_cost": "Packing them anew",
      "storage_days": "How long a parcel may lie when its route does not say", "version": "Counts the changes",
      "updated_by": "The member who changed it last", "updated_at": "When"
    },
    "routes": {
      "": "Answers of the rules and overrides, append-only; the latest of a refusal counts",
      "case_id": "The return case", "refusal_id": "The refusal", "by": "rule, default or person",
      "cause": "refused, confirmed, destination_closed or person", "rule_set_id": "The version that answered",
      "rule_id": "The rule that fired; null: the default, or a person", "action": "deliver, redeliver or ask",
      "location_id": "Where to", "actions": "Everything that follows from it", "answer": "Why each rule above did not fire",
      "facts": "What the rules looked at", "note_id": "Why a person chose otherwise", "member_id": "The member who did",
      "given_at": "When it was given"
    },
    "routing_replays": {
      "": "Drafts of rules tried on past refusals before they are published", "content": "The draft when it was started",
      "prices": "Places and prices when it was started", "status": "queued, running, done, failed or cancelled",
      "days": "How far it looks back", "since": "Refusals from here on", "until": "Refusals before this",
      "total": "Refusals to judge", "judged": "Refusals judged", "changed": "Of these, sent elsewhere",
      "cursor_at": "The last refusal judged", "cursor_id": "The last refusal judged",
      "flows": "How many went from where to where", "hits": "How often each rule fired",
      "totals": "Costs and days before and after", "started_by": "The member who asked", "finished_at": "When it ended"
    },
    "routing_replay_changes": {
      "": "Refusals that a replay would have sent elsewhere", "replay_id": "The replay", "refusal_id": "The refusal",
      "case_id": "The return case", "refused_at": "When it happened", "before": "Where it went", "after": "Where it would go",
      "by_person": "A person had chosen the way it went", "rule_id": "The draft's rule; null: its default",
      "before_cost": "Minor units; null: not known", "after_cost": "Minor units; null: not known"
    },
    "webhook_endpoints": {
      "": "Addresses of the shop's own systems that are told what happens", "url": "Where to", "name": "What it is",
      "event_types": "What it wants to be told", "secret": "Standard Webhooks secret",
      "previous_secret": "The one before, while it is being rotated", "previous_until": "Until when that is valid",
      "off_at": "When it was switched off", "off_reason": "person, or gone: it answered 410", "version": "Counts the changes",
      "created_by": "The member who made it", "updated_at": "When it was last changed", "removed_at": "When it was taken away"
    },
    "webhook_messages": {
      "": "One event for one endpoint, written in the transaction of the event", "id": "The webhook-id",
      "endpoint_id": "Where to", "case_id": "The return case", "event_id": "The event",
      "event_seq": "Its place in the case: in this order they go out", "type": "Type of the event",
      "body": "As it is sent, byte for byte; null until it is first sent", "status": "pending, delivered or failed",
      "attempts": "How often it was sent", "next_attempt_at": "When it is to be sent next", "ended_at": "When it was delivered or given up"
    },
    "webhook_attempts": {
      "": "Every time a message was sent, and what was answered; append-only", "message_id": "The message",
      "number": "Which time", "at": "When", "duration_ms": "How long it took", "status_code": "The answer's status",
      "error": "Why there was no answer", "response": "The beginning of the answer", "by_hand": "Somebody pressed send again"
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
  -- The same everywhere.
  FOR entry IN
    SELECT c.relname AS name, a.attname AS col, w.words
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN (VALUES ('merchant_id', 'Whose row it is: the tenant. First in every key'), ('id', 'UUIDv7 made by the application'),
      ('created_at', 'When the row was made')) w(col, words) ON w.col = a.attname
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND col_description(c.oid, a.attnum) IS NULL
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', entry.name, entry.col, entry.words);
  END LOOP;
END $$;
