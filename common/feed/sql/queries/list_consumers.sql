-- Every consumer with what it lacks; by primary keys.
SELECT consumer.county, consumer.principal, consumer.consumer, head.revision - consumer.revision AS lag_events,
       coalesce((SELECT extract(epoch FROM clock_timestamp() - change.commit_time) FROM change
                 WHERE change.county = consumer.county AND change.revision > consumer.revision
                 ORDER BY change.revision LIMIT 1), 0)::float8 AS lag_seconds
FROM feed_consumer consumer
JOIN county_head head ON head.county = consumer.county
