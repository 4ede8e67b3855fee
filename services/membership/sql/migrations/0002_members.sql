-- Members: identity and what is true today, for fast reads. What was true when is in the facts of 0003.
CREATE TABLE member (
  county               text        NOT NULL,
  id                   text        NOT NULL,
  uid                  text        NOT NULL DEFAULT gen_random_uuid()::text,
  org_path             text COLLATE "C" NOT NULL,
  version              bigint      NOT NULL DEFAULT 1,
  create_time          timestamptz NOT NULL DEFAULT now(),
  update_time          timestamptz NOT NULL DEFAULT now(),
  display_name         text COLLATE "C" NOT NULL,
  id_type              text        NOT NULL DEFAULT 'RESIDENT_CARD',
  id_number_sealed     bytea       NOT NULL,
  id_number_index      bytea       NOT NULL,
  gender               text        NOT NULL,
  ethnicity            text        NOT NULL,
  birth_date           date        NOT NULL,
  archive_birth_month  text        NOT NULL DEFAULT '',
  education            text        NOT NULL DEFAULT '',
  phone_sealed         bytea,
  phone_index          bytea,
  address_sealed       bytea,
  residence_division   text COLLATE "C" NOT NULL DEFAULT '',
  native_place         text        NOT NULL DEFAULT '',
  organization_id      text        NOT NULL,
  member_kind          text        NOT NULL,
  state                text        NOT NULL DEFAULT 'NORMAL',
  application_date     date,
  joined_date          date        NOT NULL,
  full_member_date     date,
  post                 text        NOT NULL DEFAULT '',
  occupation           text        NOT NULL DEFAULT '',
  sector               text,
  floating             boolean     NOT NULL DEFAULT false,
  lost_contact         boolean     NOT NULL DEFAULT false,
  remarks              text        NOT NULL DEFAULT '',
  CONSTRAINT member_pkey PRIMARY KEY (county, id),
  CONSTRAINT member_id_number_taken UNIQUE (county, id_number_index),
  CONSTRAINT member_organization_fkey FOREIGN KEY (county, organization_id) REFERENCES organization (county, id)
);
CREATE INDEX member_order ON member (county, org_path, id);
-- Prefix search: under RLS only a range over COLLATE "C" keeps an index.
CREATE INDEX member_display_name ON member (county, display_name);
CREATE INDEX member_phone ON member (county, phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX member_residence ON member (county, residence_division) WHERE residence_division <> '';
SELECT protect('member');
