-- What a write answered, for 24 hours, so that the same request_id gives the same effect and answer once.
CREATE TABLE idempotency (
  county text NOT NULL,
  principal text NOT NULL,
  method text NOT NULL,
  request_id text NOT NULL,
  body_hash bytea NOT NULL,
  response_sealed bytea,
  expire_time timestamptz NOT NULL,
  PRIMARY KEY (county, principal, method, request_id)
);

CREATE INDEX idempotency_expiry ON idempotency (expire_time);
