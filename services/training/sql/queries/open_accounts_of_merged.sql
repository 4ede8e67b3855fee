-- Makes the accounts that :member_id needs for the years of the ledger's entries and of the classes that a merge, or its undoing,
-- has given to him, closed until they are settled; what is owed is what the account of :other_id owes. Indexes: credit_entry_day, enrolment_member,
-- credit_account_pkey.
INSERT INTO credit_account (county, id, org_path, member_id, display_name, year, role, target_milli, rule_version, closed)
SELECT other.county, other.year || '-' || :member_id, other.org_path, :member_id, other.display_name, other.year, other.role,
  other.target_milli, other.rule_version, true
FROM (
  SELECT year
  FROM credit_entry
  WHERE county = :county
    AND member_id = :member_id
  UNION
  SELECT training_class.year
  FROM enrolment
  JOIN training_class ON training_class.county = enrolment.county AND training_class.id = enrolment.class_id
  WHERE enrolment.county = :county
    AND enrolment.member_id = :member_id
) AS needed
JOIN credit_account AS other ON other.county = :county AND other.id = needed.year || '-' || :other_id
ON CONFLICT (county, id) DO NOTHING
