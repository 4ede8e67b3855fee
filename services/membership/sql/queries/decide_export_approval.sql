-- Writes what became of a request. Served by export_approval_pkey.
UPDATE export_approval
SET version = version + 1,
  update_time = now(),
  state = :state,
  approver = :approver,
  note = :note
WHERE county = :county AND id = :id
