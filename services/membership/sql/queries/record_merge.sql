-- Remembers a merge with all that undoes it.
INSERT INTO member_merge (county, org_path, kept_id, merged_id, reason, membership_facts, state_facts, filled)
VALUES (:county, :org_path, :id, :merged_id, :reason, :membership_facts, :state_facts, :filled)
