-- Remembers how far a consumer has stored a county's feed; answers how many changes it lacks and how old the oldest of them
-- is. By primary keys.
WITH saved AS (
  INSERT INTO feed_consumer (county, principal, consumer, revision)
  VALUES (:county, :principal, :consumer, :revision::bigint)
  ON CONFLICT (county, principal, consumer) DO UPDATE SET revision = excluded.revision, ack_time = now()
  RETURNING revision
)
SELECT head.revision - saved.revision AS lag_events,
       coalesce((SELECT extract(epoch FROM clock_timestamp() - commit_time) FROM change
                 WHERE county = :county AND revision > saved.revision ORDER BY revision LIMIT 1), 0)::float8 AS lag_seconds
FROM saved, county_head head
WHERE head.county = :county
