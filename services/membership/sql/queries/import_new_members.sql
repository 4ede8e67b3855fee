-- Creates many members with their first facts, as create_member.sql does one. A row whose ID number or id is taken, maybe
-- out of the caller's sight, is left out: what is missing from the answer was refused. Answers what the database gives to a
-- member beyond its row.
WITH made AS (
  INSERT INTO members (
    county, id, org_path, display_name, id_type, id_number_sealed, id_number_index, gender, ethnicity, birth_date,
    archive_birth_month, education, phone_sealed, phone_index, address_sealed, residence_division, native_place,
    organization_id, member_kind, application_date, joined_date, full_member_date, post, occupation, sector, floating,
    lost_contact, remarks)
  SELECT
    :county, r.id, r.org_path, r.display_name, COALESCE(r.id_type, 'RESIDENT_CARD'), r.id_number_sealed, r.id_number_index,
    r.gender, r.ethnicity, r.birth_date, r.archive_birth_month, r.education, r.phone_sealed, r.phone_index,
    r.address_sealed, r.residence_division, r.native_place, r.organization_id, r.member_kind, r.application_date,
    r.joined_date, r.full_member_date, r.post, r.occupation, r.sector, r.floating, r.lost_contact, r.remarks
  FROM unnest(
    :id::text[], :org_path::text[], :display_name::text[], :id_type::text[], :id_number_sealed::bytea[],
    :id_number_index::bytea[], :gender::text[], :ethnicity::text[], :birth_date::date[], :archive_birth_month::text[],
    :education::text[], :phone_sealed::bytea[], :phone_index::bytea[], :address_sealed::bytea[],
    :residence_division::text[], :native_place::text[], :organization_id::text[], :member_kind::text[],
    :application_date::date[], :joined_date::date[], :full_member_date::date[], :post::text[], :occupation::text[],
    :sector::text[], :floating::boolean[], :lost_contact::boolean[], :remarks::text[]
  ) AS r (
    id, org_path, display_name, id_type, id_number_sealed, id_number_index, gender, ethnicity, birth_date,
    archive_birth_month, education, phone_sealed, phone_index, address_sealed, residence_division, native_place,
    organization_id, member_kind, application_date, joined_date, full_member_date, post, occupation, sector, floating,
    lost_contact, remarks)
  ON CONFLICT DO NOTHING
  RETURNING county, id, organization_id, org_path, joined_date, full_member_date, name, uid, etag, create_time, update_time,
    id_type, state
), membership AS (
  INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid)
  SELECT made.county, made.id, made.organization_id, made.org_path, k.member_kind, k.valid
  FROM made
  CROSS JOIN LATERAL (
    VALUES ('PROBATIONARY', daterange(made.joined_date, made.full_member_date)),
           ('FULL', CASE WHEN made.full_member_date IS NOT NULL THEN daterange(made.full_member_date, NULL) END)
  ) AS k (member_kind, valid)
  WHERE NOT isempty(k.valid)
), status AS (
  INSERT INTO state_fact (county, member_id, org_path, state, valid)
  SELECT county, id, org_path, 'NORMAL', daterange(joined_date, NULL)
  FROM made
)
SELECT name, uid, etag, create_time, update_time, id_type, state
FROM made
