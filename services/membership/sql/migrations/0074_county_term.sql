-- The county committee's own term is postponed by a committee that is not in the register: it is a text.
ALTER TABLE postponement
  ALTER COLUMN approver_id DROP NOT NULL,
  ADD COLUMN approver_text text NOT NULL DEFAULT '',
  ADD CONSTRAINT postponement_approver_check CHECK ((approver_id IS NULL) = (approver_text <> ''));
