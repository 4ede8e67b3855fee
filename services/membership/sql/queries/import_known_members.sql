-- Writes all that an update may change, for many members. Served by member_pkey.
UPDATE members m
SET version = m.version + 1,
  update_time = now(),
  display_name = r.display_name,
  id_type = COALESCE(r.id_type, 'RESIDENT_CARD'),
  id_number_sealed = r.id_number_sealed,
  id_number_index = r.id_number_index,
  gender = r.gender,
  ethnicity = r.ethnicity,
  birth_date = r.birth_date,
  archive_birth_month = r.archive_birth_month,
  education = r.education,
  phone_sealed = r.phone_sealed,
  phone_index = r.phone_index,
  address_sealed = r.address_sealed,
  residence_division = r.residence_division,
  native_place = r.native_place,
  application_date = r.application_date,
  joined_date = r.joined_date,
  full_member_date = r.full_member_date,
  post = r.post,
  occupation = r.occupation,
  sector = r.sector,
  floating = r.floating,
  lost_contact = r.lost_contact,
  remarks = r.remarks
FROM jsonb_to_recordset(:rows::jsonb) AS r (
    id text, org_path text, display_name text, id_type text, id_number_sealed bytea, id_number_index bytea, gender text,
    ethnicity text, birth_date date, archive_birth_month text, education text, phone_sealed bytea, phone_index bytea,
    address_sealed bytea, residence_division text, native_place text, organization_id text, member_kind text,
    application_date date, joined_date date, full_member_date date, post text, occupation text, sector text,
    floating boolean, lost_contact boolean, remarks text)
WHERE m.county = :county AND m.id = r.id
RETURNING m.name, m.uid, m.etag, m.create_time, m.update_time, m.display_name, m.id_type, m.id_number_sealed,
  m.gender, m.ethnicity, m.birth_date, m.archive_birth_month, m.education, m.phone_sealed, m.address_sealed,
  m.residence_division, m.native_place, m.organization, m.org_path, m.member_kind, m.state, m.application_date,
  m.joined_date, m.full_member_date, m.post, m.occupation, m.sector, m.floating, m.lost_contact, m.remarks
