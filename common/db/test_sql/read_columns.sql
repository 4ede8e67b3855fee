-- Messages that were given as one array a field, a row each.
SELECT id, parent, consumer
FROM unnest(:parent_id::text[], :parent::text[], :consumer::text[]) AS r (id, parent, consumer)
