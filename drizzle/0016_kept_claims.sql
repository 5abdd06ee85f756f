-- What the customer kept of a refused parcel after all is not claimed any more, so that it may be asked back another time.

COMMENT ON COLUMN case_items.kept_quantity IS 'Of a refused parcel: what the customer took after all; not claimed any more';
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_claimed_quantity() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE order_lines l SET claimed_quantity = l.claimed_quantity + d.delta
    FROM (
      SELECT merchant_id, order_line_id, sum(quantity - kept_quantity)::int AS delta FROM new_rows WHERE live GROUP BY 1, 2
    ) d
    WHERE l.merchant_id = d.merchant_id AND l.id = d.order_line_id;
  ELSE
    UPDATE order_lines l SET claimed_quantity = l.claimed_quantity + d.delta
    FROM (
      SELECT merchant_id, order_line_id, sum(delta)::int AS delta
      FROM (
        SELECT merchant_id, order_line_id, quantity - kept_quantity AS delta FROM new_rows WHERE live
        UNION ALL
        SELECT merchant_id, order_line_id, kept_quantity - quantity FROM old_rows WHERE live
      ) changes
      GROUP BY 1, 2
      HAVING sum(delta) <> 0
    ) d
    WHERE l.merchant_id = d.merchant_id AND l.id = d.order_line_id;
  END IF;
  RETURN NULL;
END $$;
