-- What recusal and travel are judged by: relatives, where a cadre grew up and lives, where a post is.

ALTER TABLE candidate
  ADD COLUMN kin jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN growth_division text NOT NULL DEFAULT '',
  ADD COLUMN home_division text NOT NULL DEFAULT '';
ALTER TABLE post ADD COLUMN division text NOT NULL DEFAULT '';
