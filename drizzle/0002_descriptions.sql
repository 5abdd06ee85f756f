-- What every table and column means, for those who come to the shared schema from other systems.

DO $$
DECLARE
  col record;
  words jsonb := '{
    "merchant_id": "Whose row it is: the tenant. First in every key",
    "id": "UUIDv7 made by the application",
    "created_at": "When the row was made",
    "updated_at": "When the row was last changed",
    "version": "Counts changes; a writer names the version it saw",
    "number": "The number people say aloud, counted per merchant",
    "case_id": "The return case",
    "order_id": "The order",
    "customer_id": "Who bought; null when the source did not say",
    "import_id": "The import",
    "file_id": "The file",
    "carrier_id": "The carrier",
    "user_id": "The person",
    "note_id": "Free words, kept apart so that they can be erased",
    "currency": "ISO 4217"
  }';
BEGIN
  FOR col IN
    SELECT c.relname, a.attname
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  LOOP
    IF words ? col.attname THEN
      EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', col.relname, col.attname, words ->> col.attname);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  entry record;
  tables jsonb := '{
    "users": {"": "People who sign in; one may work in several merchants", "email": "Unique without regard to case", "name": "As colleagues see it", "password_hash": "argon2id", "locale": "Language of the interface: ru or en"},
    "sessions": {"": "Signed-in browsers", "token_hash": "SHA-256 of the cookie, hex; the cookie itself is nowhere", "expires_at": "From then on the session is nobody''s"},
    "sign_in_attempts": {"": "Failed sign-ins, for the limit", "subject": "Hash of the email or of the address they came from", "at": "When"},
    "merchants": {"": "Shops: legal entities, the operator''s clients, the tenants", "slug": "Name in the address of the cabinet", "name": "As people know the shop", "time_zone": "IANA zone in which its days begin and end"},
    "members": {"": "A person''s place in one merchant", "role": "staff, support, manager or admin", "revoked_at": "From then on the person has no access"},
    "api_keys": {"": "Keys of a shop''s own systems", "name": "What the key is for", "key_hash": "SHA-256 of the key, hex; the key is shown once", "scopes": "What it may do", "last_used_at": "Last successful request", "revoked_at": "From then on it is refused"},
    "number_counters": {"": "The last number given of each kind", "name": "case, pickup or import", "last": "The number given last"},
    "command_results": {"": "First answers of commands, so that a command sent twice is one", "command_id": "Made by who sends", "command": "Name of the command", "result": "The first answer, JSON"},
    "locations": {"": "Where goods may go", "code": "Short name used by carriers and systems", "kind": "warehouse, fulfilment, supplier, storage, store or hub", "name": "As people know it", "city": "City", "address": "Address within the city", "is_default": "Where goods go when nothing says otherwise", "closed_at": "From then on nothing is sent there"},
    "reasons": {"": "Why goods come back: a tree that a merchant may extend and rename", "code": "Stable code", "parent_code": "The group it belongs to", "name_ru": "Russian name", "name_en": "English name", "position": "Order in lists", "hidden_at": "From then on it is not offered"},
    "customers": {"": "Personal data: who bought", "ref": "What makes two orders one person''s: id:, tel:, mail: or order:", "name": "Full name", "phone": "E.164", "email": "Lower case"},
    "addresses": {"": "Personal data: where, and whom to meet there", "contact_name": "Whom to ask for", "contact_phone": "E.164", "city": "City", "line": "Street and house", "region": "Region", "postal_code": "Postal code", "entrance": "Entrance", "floor": "Floor", "apartment": "Apartment", "comment": "How to find it"},
    "products": {"": "Articles by SKU, as last told by an order", "sku": "Article", "name": "Name", "category": "Category", "supplier": "Supplier", "weight_grams": "Weight of one piece", "made_to_order": "Made for one person: cannot be returned for not fitting", "technically_complex": "On the government''s list of technically complex goods"},
    "orders": {"": "What was sold", "number": "The shop''s own number, unique in the shop", "channel": "Where it was ordered", "placed_at": "When it was ordered", "handed_over_at": "When the customer got it; null while unknown", "return_terms_given_at": "When the customer was given the written return terms", "payment": "prepaid or cod; null when the source did not say", "address_id": "Where it was delivered", "tracking_number": "The parcel''s number with its carrier", "content_hash": "Of all that came in; the same content again changes nothing"},
    "order_lines": {"": "Positions of an order", "position": "Place in the order, from 1", "product_id": "The article", "sku": "Article as ordered", "name": "Name as ordered", "quantity": "Pieces sold", "unit_price": "Minor units", "claimed_quantity": "Pieces asked back in live cases; kept by a trigger on case_items"},
    "notes": {"": "Personal data: free words about a case or person", "body": "The words"},
    "cases": {"": "Return cases; axes and stage are a cache of the fold over case_events", "kind": "client_return or refusal", "channel": "Where the demand was made", "requested_at": "When the customer demanded it", "decision": "First axis", "custody": "Second axis: who has the goods", "inspection": "Third axis", "money": "Fourth axis", "stage": "Derived from the axes, the pickup task and the route; for lists", "flagged": "Somebody must look at it", "assignee_id": "The member who works on it", "location_id": "Where the goods are or are meant to go", "event_count": "Length of the hash chain", "last_hash": "Head of the hash chain"},
    "case_items": {"": "What is asked back: an order line and a quantity", "order_line_id": "The order line", "quantity": "Pieces asked", "collected_quantity": "Pieces the courier took", "received_quantity": "Pieces that arrived", "disposed_quantity": "Pieces whose fate is decided", "customer_reason": "What the customer said; null: not given", "courier_reason": "What the courier said", "warehouse_reason": "What the warehouse found", "disposition": "What becomes of it", "live": "Counts against the order line"},
    "case_events": {"": "What happened; append-only", "seq": "Place in the case''s hash chain, from 1, in the order of recording", "type": "What happened", "occurred_at": "When it happened", "recorded_at": "When it was told", "actor_kind": "member, api_key, carrier or system", "actor_id": "Which of them; null for the system", "data": "What the type carries; no personal data", "hash": "SHA-256 over the previous hash and this event"},
    "case_counts": {"": "Cases by kind and stage, without the deltas not yet folded", "kind": "Kind of case", "stage": "Stage", "count": "Cases"},
    "case_count_deltas": {"": "Signed changes of the counts, written with every change of a case", "kind": "Kind of case", "stage": "Stage", "delta": "Cases more or fewer"},
    "search_tokens": {"": "What cases and orders are found by; searched by range", "entity": "case or order", "token": "Kind, colon, and the beginning that people type; collation C", "entity_id": "The case or order"},
    "carriers": {"": "Who fetches and brings for this merchant", "code": "Name in the address of the events door", "name": "As people know it", "secrets": "Standard Webhooks secrets valid now, newest first", "schedule": "Slots, cut-off, horizon", "is_default": "Gets new pickup tasks", "closed_at": "From then on it is not used"},
    "carrier_slots": {"": "How many pickups each slot has taken", "date": "Day in the merchant''s zone", "from": "Begin", "to": "End", "capacity": "How many the carrier takes", "booked": "How many it has"},
    "pickup_tasks": {"": "Jobs for a courier: these items, this address, this slot", "address_id": "Where, and whom to meet", "status": "A cache of the fold over case_events", "slot_date": "Day in the merchant''s zone", "slot_from": "Begin", "slot_to": "End", "attempts": "Failed visits", "max_attempts": "Visits before the task fails", "calls": "Failed calls", "requirements": "packagingCheck, photos, act"},
    "pickup_items": {"": "What the courier is to take", "pickup_id": "The task", "case_item_id": "The item", "quantity": "Pieces to take", "collected_quantity": "Pieces taken"},
    "carrier_messages": {"": "What carriers sent, word for word", "event_id": "The carrier''s own id; the same again is a duplicate", "received_at": "When it came", "raw": "The message", "status": "applied or parked", "parked_reason": "Why a person must look at it"},
    "files": {"": "Uploaded files", "name": "As the person named it", "size": "Bytes", "sha256": "Of the content, hex"},
    "file_chunks": {"": "Files in pieces", "position": "Place in the file, from 0", "bytes": "The piece"},
    "imports": {"": "Files of orders being taken in", "status": "Where the import is", "options": "What was recognised and what the person chose", "staged": "Lines of the file already staged", "written": "Orders already written", "total": "Orders there are", "counts": "How it ended", "error": "Why it failed", "created_by": "The member who began it", "started_at": "When work began", "finished_at": "When it ended"},
    "import_lines": {"": "Staging: lines of the file as understood, until written", "line": "Line in the file", "kind": "line or cancellation", "order_number": "The order", "placed_at": "When it was ordered or cancelled", "sku": "Article", "name": "Name", "quantity": "Pieces", "unit_price": "Minor units", "more": "Everything else that was understood"},
    "import_refusals": {"": "Lines that did not become an order, for the report", "line": "Line in the file", "kind": "refused, not_goods or unmatched", "code": "Why", "params": "What fills the sentence", "cells": "The line as it stands in the file"}
  }';
BEGIN
  FOR entry IN
    SELECT t.key AS name, c.key AS col, c.value AS words FROM jsonb_each(tables) t, jsonb_each_text(t.value) c
  LOOP
    IF entry.col = '' THEN
      EXECUTE format('COMMENT ON TABLE %I IS %L', entry.name, entry.words);
    ELSE
      EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', entry.name, entry.col, entry.words);
    END IF;
  END LOOP;
END $$;
