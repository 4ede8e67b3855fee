-- A message as it was given.
SELECT :row::bigint AS row, :field AS field, :reason AS reason, :message AS message
