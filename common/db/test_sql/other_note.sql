-- The same migration as somebody changed it after it was applied.
CREATE TABLE note (other text);
