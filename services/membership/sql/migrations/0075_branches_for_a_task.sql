-- The units that a joint branch covers, and the last day of the task that a branch was set up for.
ALTER TABLE organization
  ADD COLUMN joint_units jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN planned_end_date date;
