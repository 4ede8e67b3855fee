-- A message with repeated messages as it was given.
SELECT :errors::jsonb AS errors, :created::bigint AS created, true AS validate_only
