-- Where the sides of a transfer stand, and the number of its letters. Served by the primary key.
SELECT org_path AS source_path, target_path, target_county, serial
FROM transfers
WHERE county = :county AND id = :id
