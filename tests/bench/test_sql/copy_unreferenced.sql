-- The same table but for its reference to the organizations, filled from psql's own input by a raw COPY.
TRUNCATE member_unreferenced;
\copy member_unreferenced FROM pstdin
