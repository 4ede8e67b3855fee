-- Migration that fails when it runs a second time.
CREATE TABLE once (x int);
