-- Points the rows of this schema at another member; answers their ids.
SELECT repoint_member(:county, :from_id, :to_id) AS id
