-- Lets one transaction at a time add minutes in a county, so that the limit of a day holds.
SELECT pg_advisory_xact_lock(hashtextextended('volunteer hours ' || :county, 0))
