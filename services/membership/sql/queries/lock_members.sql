-- The members that import rows may mean, by id or by ID number, locked until the end of the transaction. Served by
-- member_pkey and member_id_number_taken: joins, for a condition with both arrays under OR is compared with every member of
-- the county once the plan no longer knows the arrays.
WITH meant AS (
  SELECT m.id
  FROM unnest(:ids::text[]) AS k (id)
  JOIN members m ON m.county = :county AND m.id = k.id
  UNION
  SELECT m.id
  FROM unnest(:id_number_index::bytea[]) AS k (id_number_index)
  JOIN members m ON m.county = :county AND m.id_number_index = k.id_number_index
)
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county AND id IN (SELECT id FROM meant)
ORDER BY id
FOR UPDATE OF members
