-- The members that were imported, as COPY reads them, and an empty table of the same kind.
CREATE TABLE member_copied (LIKE member INCLUDING ALL);
COPY member TO STDOUT;
