-- What bounds how many a host takes at once (domain reference §4.3 H2, H10): its quota, and the mentors of each post.
ALTER TABLE post
  ADD COLUMN host_quota integer NOT NULL DEFAULT 0,
  ADD COLUMN mentors integer NOT NULL DEFAULT 0;
