-- Fills the empty fields of a kept member from the duplicate; answers which. Served by member_pkey.
WITH filled AS (
  SELECT k.county, k.id, ARRAY(
    SELECT field
    FROM (VALUES ('archive_birth_month', k.archive_birth_month = '' AND d.archive_birth_month <> ''),
                 ('education', k.education = '' AND d.education <> ''),
                 ('phone', k.phone_sealed IS NULL AND d.phone_sealed IS NOT NULL),
                 ('address', k.address_sealed IS NULL AND d.address_sealed IS NOT NULL),
                 ('residence_division', k.residence_division = '' AND d.residence_division <> ''),
                 ('native_place', k.native_place = '' AND d.native_place <> ''),
                 ('post', k.post = '' AND d.post <> ''),
                 ('occupation', k.occupation = '' AND d.occupation <> ''),
                 ('remarks', k.remarks = '' AND d.remarks <> '')) AS f (field, missing)
    WHERE missing) AS fields
  FROM member k
  JOIN member d ON d.county = k.county AND d.id = :merged_id
  WHERE k.county = :county AND k.id = :id
)
UPDATE member k
SET archive_birth_month = COALESCE(NULLIF(k.archive_birth_month, ''), d.archive_birth_month),
  education = COALESCE(NULLIF(k.education, ''), d.education),
  phone_sealed = COALESCE(k.phone_sealed, d.phone_sealed),
  phone_index = COALESCE(k.phone_index, d.phone_index),
  address_sealed = COALESCE(k.address_sealed, d.address_sealed),
  residence_division = COALESCE(NULLIF(k.residence_division, ''), d.residence_division),
  native_place = COALESCE(NULLIF(k.native_place, ''), d.native_place),
  post = COALESCE(NULLIF(k.post, ''), d.post),
  occupation = COALESCE(NULLIF(k.occupation, ''), d.occupation),
  remarks = COALESCE(NULLIF(k.remarks, ''), d.remarks),
  version = k.version + 1,
  update_time = now()
FROM filled, member d
WHERE k.county = filled.county AND k.id = filled.id AND d.county = k.county AND d.id = :merged_id
RETURNING filled.fields AS filled
