-- Points the rows back that a merge had pointed elsewhere; answers their ids.
SELECT restore_member(:county, :from_id) AS id
