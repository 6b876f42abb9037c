-- For somebody who lost every second factor; asked for at the command line alone. Answers no row when there was none. A password
-- that is too short to stand alone opens nothing from here on, until a link sets another.
create function door.remove_factors(wanted integer) returns table (removed integer, password_locked boolean)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  leaned boolean;
begin
  select a.password_leans_on_it into leaned from authenticators a where a.user_id = wanted and a.confirmed_at is not null;
  removed := (found)::integer + (select count(*) from passkeys where user_id = wanted);
  password_locked := coalesce(leaned, false);
  delete from authenticators where user_id = wanted;
  delete from recovery_codes where user_id = wanted;
  delete from passkeys where user_id = wanted;
  delete from passkey_challenges where user_id = wanted;
  delete from pending_sign_ins where user_id = wanted;
  delete from factor_attempts where user_id = wanted;
  if removed = 0 then
    return;
  end if;
  if password_locked then
    update users set password_locked_at = coalesce(password_locked_at, now()) where id = wanted;
  end if;
  perform door.add_security_event('authn_factor_removed', wanted, null, null, '{"by": "command-line"}');
  return next;
end $$;

-- No token works while its account is about to end, not even one that was made in the very moment in which that was asked for.
create or replace function door.find_api_token(hash text, at timestamptz)
  returns table (id integer, account_id integer, scopes text[])
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  used timestamptz;
begin
  select t.id, t.user_id, t.scopes, t.last_used_at into id, account_id, scopes, used
  from api_tokens t join users u on u.id = t.user_id
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at
    and u.disabled_at is null and u.deletion_due_at is null;
  if not found then
    return;
  end if;
  if used is null or used <= at - interval '60 seconds' then
    -- Somebody else who uses it in this moment writes the same: nobody waits.
    update api_tokens t set last_used_at = at
    where t.id = (select l.id from api_tokens l where l.token_hash = hash for update skip locked);
  end if;
  return next;
end $$;

call door.hand_over();
