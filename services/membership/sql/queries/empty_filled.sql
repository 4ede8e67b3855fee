-- Empties again what a merge had filled, where it still says what the duplicate says. Served by member_pkey.
UPDATE member k
SET archive_birth_month = CASE WHEN 'archive_birth_month' = ANY(f.filled) AND k.archive_birth_month = d.archive_birth_month
                               THEN '' ELSE k.archive_birth_month END,
  education = CASE WHEN 'education' = ANY(f.filled) AND k.education = d.education THEN '' ELSE k.education END,
  phone_sealed = CASE WHEN 'phone' = ANY(f.filled) AND k.phone_index = d.phone_index THEN NULL ELSE k.phone_sealed END,
  phone_index = CASE WHEN 'phone' = ANY(f.filled) AND k.phone_index = d.phone_index THEN NULL ELSE k.phone_index END,
  address_sealed = CASE WHEN 'address' = ANY(f.filled) AND k.address_sealed = d.address_sealed
                        THEN NULL ELSE k.address_sealed END,
  residence_division = CASE WHEN 'residence_division' = ANY(f.filled) AND k.residence_division = d.residence_division
                            THEN '' ELSE k.residence_division END,
  native_place = CASE WHEN 'native_place' = ANY(f.filled) AND k.native_place = d.native_place
                      THEN '' ELSE k.native_place END,
  post = CASE WHEN 'post' = ANY(f.filled) AND k.post = d.post THEN '' ELSE k.post END,
  occupation = CASE WHEN 'occupation' = ANY(f.filled) AND k.occupation = d.occupation THEN '' ELSE k.occupation END,
  remarks = CASE WHEN 'remarks' = ANY(f.filled) AND k.remarks = d.remarks THEN '' ELSE k.remarks END,
  version = k.version + 1,
  update_time = now()
FROM member_merge f, member d
WHERE f.county = :county AND f.merge_id = :merge_id::bigint
  AND k.county = f.county AND k.id = f.kept_id
  AND d.county = f.county AND d.id = f.merged_id
