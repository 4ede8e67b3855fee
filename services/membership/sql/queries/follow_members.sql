-- Open transfers of members whose branch was reorganized start from the branch that has them now. Served by
-- member_transfer_open.
UPDATE transfer
SET org_path = :org_path,
  source = :source
WHERE county = :county AND member_id = ANY(:ids::text[]) AND state IN ('STARTED', 'APPROVED')
