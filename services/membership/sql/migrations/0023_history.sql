-- Members whose name is no more: merged into another record, or gone to another county under another name. Their rows and
-- facts stay, because reports have counted them.
ALTER TABLE member ADD COLUMN merged_into text NOT NULL DEFAULT '';
-- First day in this county of a member who came from another one; his facts here do not reach back to his joining.
ALTER TABLE member ADD COLUMN arrived_date date;
ALTER TABLE member DROP CONSTRAINT member_id_number_taken;
CREATE UNIQUE INDEX member_id_number_taken ON member (county, id_number_index) WHERE merged_into = '';
-- A person's facts of all counties.
CREATE INDEX member_uid ON member (uid);

ALTER TABLE state_fact ADD COLUMN ground text;
-- Number of the document that approved an exception from the thresholds of size.
ALTER TABLE organization ADD COLUMN approval_document text NOT NULL DEFAULT '';

-- Merges of duplicate records. facts has the ids of the facts that the merge closed, filled the fields that it filled.
CREATE TABLE member_merge (
  county        text        NOT NULL,
  merge_id      bigint      GENERATED ALWAYS AS IDENTITY,
  org_path      text COLLATE "C" NOT NULL,
  kept_id       text        NOT NULL,
  merged_id     text        NOT NULL,
  reason        text        NOT NULL,
  unmerge_reason text       NOT NULL DEFAULT '',
  membership_facts bigint[] NOT NULL,
  state_facts   bigint[]    NOT NULL,
  filled        text[]      NOT NULL,
  merge_time    timestamptz NOT NULL DEFAULT now(),
  unmerge_time  timestamptz,
  PRIMARY KEY (county, merge_id),
  FOREIGN KEY (county, kept_id) REFERENCES member (county, id),
  FOREIGN KEY (county, merged_id) REFERENCES member (county, id)
);
CREATE UNIQUE INDEX member_merge_standing ON member_merge (county, merged_id) WHERE unmerge_time IS NULL;
CREATE INDEX member_merge_kept ON member_merge (county, kept_id);
SELECT protect('member_merge');
