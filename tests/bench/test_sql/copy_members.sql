-- The same table with its indexes, checks and reference, filled from psql's own input by a raw COPY.
TRUNCATE member_copied;
\copy member_copied FROM pstdin
