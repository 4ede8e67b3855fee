-- The days of facts as columns: dates are compared without leaking, so that row-level security leaves them their indexes; ranges
-- are not. Of what is known now: what lasts, by its first day, and what is over, by the day after its last.
ALTER TABLE membership_fact
  ADD COLUMN began date GENERATED ALWAYS AS (lower(valid)) STORED,
  ADD COLUMN ended date GENERATED ALWAYS AS (upper(valid)) STORED;
CREATE INDEX membership_fact_began ON membership_fact (county, began) WHERE known_to IS NULL AND ended IS NULL;
CREATE INDEX membership_fact_ended ON membership_fact (county, ended) WHERE known_to IS NULL AND ended IS NOT NULL;

ALTER TABLE state_fact
  ADD COLUMN began date GENERATED ALWAYS AS (lower(valid)) STORED,
  ADD COLUMN ended date GENERATED ALWAYS AS (upper(valid)) STORED;
CREATE INDEX state_fact_began ON state_fact (county, began) WHERE known_to IS NULL AND ended IS NULL;
CREATE INDEX state_fact_ended ON state_fact (county, ended) WHERE known_to IS NULL AND ended IS NOT NULL;

-- Exclusions again, over the member's id as an expression: with the plain column in it the planner takes the index of an exclusion
-- to find a member's facts, which reads all of it, for county and member say nothing of where to go down.
ALTER TABLE membership_fact
  DROP CONSTRAINT member_fact_overlap,
  ADD CONSTRAINT member_fact_overlap
    EXCLUDE USING gist (hashtextextended(member_id, 0) WITH =, valid WITH &&, county WITH =, (member_id || '') WITH =)
    WHERE (known_to IS NULL);

ALTER TABLE state_fact
  DROP CONSTRAINT state_fact_overlap,
  ADD CONSTRAINT state_fact_overlap
    EXCLUDE USING gist (hashtextextended(member_id, 0) WITH =, valid WITH &&, county WITH =, (member_id || '') WITH =)
    WHERE (known_to IS NULL);
