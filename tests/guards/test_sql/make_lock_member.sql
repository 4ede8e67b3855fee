-- LOCK can not be prepared, a function that locks can.
CREATE FUNCTION membership.lock_member() RETURNS void LANGUAGE sql AS $$
LOCK TABLE membership.member IN ACCESS EXCLUSIVE MODE;
$$;
