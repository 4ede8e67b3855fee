-- The members that were imported, as COPY reads them; an empty table of the same kind, with its indexes, checks and
-- reference to the organizations, and one without the reference.
CREATE TABLE member_unreferenced (LIKE member INCLUDING ALL);
CREATE TABLE member_copied (LIKE member INCLUDING ALL);
ALTER TABLE member_copied ADD FOREIGN KEY (county, organization_id) REFERENCES organization (county, id);
COPY member TO STDOUT;
