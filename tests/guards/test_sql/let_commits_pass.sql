-- Takes the trigger of make_commits_wait away.
DROP TRIGGER wait_in_commit ON membership.member;
DROP FUNCTION membership.wait_in_commit();
