-- A count of a county's members reads their index alone, not the rows; see count_members_now.sql.
DROP INDEX member_order;
CREATE INDEX member_order ON member (county, org_path, id)
  INCLUDE (merged_into, state, member_kind, gender, ethnicity, education, sector, birth_date);
