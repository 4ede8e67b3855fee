-- Recusal asks both ways: whose record names a cadre as a relative.
CREATE INDEX candidate_kin ON candidate USING gin (kin jsonb_path_ops);
