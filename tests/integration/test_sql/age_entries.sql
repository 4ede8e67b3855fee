-- Makes every entry four years older.
UPDATE training.audit_entry
SET time = time - interval '4 years'
WHERE county = :county;
