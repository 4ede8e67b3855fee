-- Dispatch as a saga: what tells membership and training of a placement, and what they had against it; what is to be known
-- of a placement that recusal does not forbid.
ALTER TABLE placement
  ADD COLUMN dispatch_error text NOT NULL DEFAULT '',
  ADD COLUMN operation_id text,
  ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]';

-- Plans published in parts, and solved again while the solution before stays. `next` is the Plan, serialized, with the
-- problem that is being solved; NULL: that of the row.
ALTER TABLE plan
  ADD COLUMN next bytea,
  ADD COLUMN published_count integer NOT NULL DEFAULT 0,
  ALTER COLUMN placement_ids SET DEFAULT '{}';
-- From a list of ids to the id of each candidate's placement.
UPDATE plan
SET placement_ids = coalesce((
  SELECT jsonb_object_agg(placement.candidate_id, placement.id)
  FROM placement
  WHERE placement.county = plan.county AND plan.placement_ids ? placement.id), '{}');
UPDATE plan SET published_count = (SELECT count(*) FROM jsonb_object_keys(placement_ids));
