-- An operation that must come to an end of its own is never abandoned, and run also when it was cancelled before. Without
-- a process that runs it, lease_until is the time before which it is not to be run.
ALTER TABLE operation ADD COLUMN must_end boolean NOT NULL DEFAULT false;
