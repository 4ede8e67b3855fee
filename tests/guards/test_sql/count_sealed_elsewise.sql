-- Number of the county's sealed values that begin with another key's prefix.
SELECT (
  SELECT count(*)
  FROM membership.member
  WHERE county = :county
    AND (substring(id_number_sealed FOR :size::int) <> :prefix::bytea OR substring(phone_sealed FOR :size::int) <> :prefix::bytea)
) + (
  SELECT count(*)
  FROM membership.change
  WHERE county = :county AND substring(sensitive_sealed FOR :size::int) <> :prefix::bytea
);
