-- What described a member before it was changed: the row as it was until known_to. With it an export or a count by what was known
-- at a moment says the same for ever. A new member costs nothing here; what he is now is in his own row.
CREATE TABLE identity_before (
  county               text        NOT NULL,
  fact_id              bigint      GENERATED ALWAYS AS IDENTITY,
  member_id            text        NOT NULL,
  org_path             text COLLATE "C" NOT NULL,
  display_name         text COLLATE "C" NOT NULL,
  id_type              text        NOT NULL,
  id_number_sealed     bytea       NOT NULL,
  gender               text        NOT NULL,
  ethnicity            text        NOT NULL,
  birth_date           date        NOT NULL,
  archive_birth_month  text        NOT NULL,
  education            text        NOT NULL,
  phone_sealed         bytea,
  address_sealed       bytea,
  residence_division   text COLLATE "C" NOT NULL,
  native_place         text        NOT NULL,
  application_date     date,
  joined_date          date        NOT NULL,
  full_member_date     date,
  post                 text        NOT NULL,
  occupation           text        NOT NULL,
  sector               text,
  floating             boolean     NOT NULL,
  lost_contact         boolean     NOT NULL,
  remarks              text        NOT NULL,
  known_to             timestamptz NOT NULL,
  PRIMARY KEY (county, fact_id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id)
);
CREATE INDEX identity_before_order ON identity_before (county, org_path, fact_id);
CREATE INDEX identity_before_member ON identity_before (county, member_id, known_to);
-- Of a whole county, what was changed since a moment.
CREATE INDEX identity_before_known ON identity_before (county, known_to);
SELECT protect('identity_before');

-- Of two writers that overlap, the one that waited may have begun first: known_to never goes back.
CREATE FUNCTION keep_identity_before() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO identity_before (
    county, member_id, org_path, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date, archive_birth_month,
    education, phone_sealed, address_sealed, residence_division, native_place, application_date, joined_date, full_member_date,
    post, occupation, sector, floating, lost_contact, remarks, known_to)
  SELECT OLD.county, OLD.id, NEW.org_path, OLD.display_name, OLD.id_type, OLD.id_number_sealed, OLD.gender, OLD.ethnicity,
    OLD.birth_date, OLD.archive_birth_month, OLD.education, OLD.phone_sealed, OLD.address_sealed, OLD.residence_division,
    OLD.native_place, OLD.application_date, OLD.joined_date, OLD.full_member_date, OLD.post, OLD.occupation, OLD.sector,
    OLD.floating, OLD.lost_contact, OLD.remarks,
    GREATEST(now(), (SELECT max(b.known_to) FROM identity_before b WHERE b.county = OLD.county AND b.member_id = OLD.id));
  RETURN NULL;
END
$$;
-- A value sealed anew under another key is the same value: it comes without another version.
CREATE TRIGGER member_identity_changed AFTER UPDATE ON member
  FOR EACH ROW
  WHEN (OLD.version <> NEW.version
        AND (OLD.display_name, OLD.id_type, OLD.id_number_index, OLD.gender, OLD.ethnicity, OLD.birth_date,
             OLD.archive_birth_month, OLD.education, OLD.phone_index, OLD.address_sealed, OLD.residence_division,
             OLD.native_place, OLD.application_date, OLD.joined_date, OLD.full_member_date, OLD.post, OLD.occupation, OLD.sector,
             OLD.floating, OLD.lost_contact, OLD.remarks)
            IS DISTINCT FROM
            (NEW.display_name, NEW.id_type, NEW.id_number_index, NEW.gender, NEW.ethnicity, NEW.birth_date,
             NEW.archive_birth_month, NEW.education, NEW.phone_index, NEW.address_sealed, NEW.residence_division,
             NEW.native_place, NEW.application_date, NEW.joined_date, NEW.full_member_date, NEW.post, NEW.occupation, NEW.sector,
             NEW.floating, NEW.lost_contact, NEW.remarks))
  EXECUTE FUNCTION keep_identity_before();

-- What organizations were called, for who asks by what was known.
CREATE INDEX organization_fact_organization ON organization_fact (county, organization_id);
