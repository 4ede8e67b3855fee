-- Rewrites the paths of the destinations of a subtree; of the sources, all tables' paths are rewritten alike.
UPDATE transfer
SET target_path = :new_path || substr(target_path, length(:old_path) + 1)
WHERE target_county = :county AND target_path >= :old_path AND target_path < :old_path || '/'
