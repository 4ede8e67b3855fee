-- What the rows of the county's operations hold of input and answers, as it stands.
SELECT encode(input_sealed || metadata_sealed || coalesce(response_sealed, ''), 'escape')
FROM membership.operation
WHERE county = :county;
