-- Asked before anybody is known; an authenticator counts from the first right code on.
create function door.find_factors(account_id integer)
  returns table (sealed_seed text, recovery_codes integer, passkeys integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select
    (select a.sealed_seed from authenticators a where a.user_id = account_id and a.confirmed_at is not null),
    (select count(*)::integer from recovery_codes r where r.user_id = account_id and r.used_at is null),
    (select count(*)::integer from passkeys p where p.user_id = account_id)
$$;

-- Of every new password: whether it is too short without a second factor.
create function door.note_password_strength(account_id integer, leans boolean) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update authenticators set password_leans_on_it = leans where user_id = account_id
$$;

-- Forward only: of two that come with the same code one gets true.
create function door.use_step(account_id integer, step bigint) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update authenticators set last_step = step
  where user_id = account_id and confirmed_at is not null and (last_step is null or last_step < step);
  return found;
end $$;

create function door.use_recovery_code(account_id integer, hash text, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update recovery_codes set used_at = at where user_id = account_id and code_hash = hash and used_at is null;
  return found;
end $$;

-- Counted before the code is looked at, so that guesses sent at once are not free; forgotten when one was right. From the
-- fifth on each one has to wait, 30 seconds first and up to 15 minutes.
create function door.charge_attempt(account_id integer, at timestamptz)
  returns table (failures integer, wait_until timestamptz)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  counted factor_attempts;
begin
  insert into factor_attempts (user_id) values (account_id) on conflict do nothing;
  select * into counted from factor_attempts f where f.user_id = account_id for update;
  if counted.wait_until > at then
    return query select counted.failures, counted.wait_until;
    return;
  end if;
  counted.failures := counted.failures + 1;
  update factor_attempts f set
    failures = counted.failures,
    wait_until = case
      when counted.failures >= 5 then at + least(900, 30 * 2 ^ least(counted.failures - 5, 5)) * interval '1 second'
    end
  where f.user_id = account_id;
  return query select counted.failures, null::timestamptz;
end $$;

create function door.forget_attempts(account_id integer) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  delete from factor_attempts where user_id = account_id
$$;

create function door.add_pending_sign_in(
  hash text, account_id integer, remembered boolean, at timestamptz, ends_at timestamptz
) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  delete from pending_sign_ins where expires_at <= at;
  insert into pending_sign_ins (ticket_hash, user_id, password_print, remember, expires_at)
  select hash, id, sha256(convert_to(password_hash, 'UTF8')), remembered, ends_at from users where id = account_id;
$$;

-- Spends one of the ticket's attempts. No row when it is unknown, expired, or the account changed its password or was closed;
-- null for what is left when it was dead before.
create function door.try_pending_sign_in(hash text, most integer, at timestamptz)
  returns table (account_id integer, remember boolean, attempts_left integer)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  return query
    update pending_sign_ins p set attempts = p.attempts + 1
    from users u
    where p.ticket_hash = hash and p.expires_at > at and u.id = p.user_id and u.disabled_at is null
      and p.password_print = sha256(convert_to(u.password_hash, 'UTF8'))
    returning p.user_id, p.remember, case when p.attempts <= most then most - p.attempts end;
end $$;

-- True for one alone.
create function door.take_pending_sign_in(hash text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from pending_sign_ins where ticket_hash = hash;
  return found;
end $$;

create function door.add_passkey_challenge(
  hash text, asked_for text, account_id integer, at timestamptz, ends_at timestamptz
) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  delete from passkey_challenges where expires_at <= at;
  insert into passkey_challenges (challenge_hash, purpose, user_id, expires_at)
  values (hash, asked_for, account_id, ends_at);
$$;

create function door.take_passkey_challenge(hash text, asked_for text, account_id integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from passkey_challenges
  where challenge_hash = hash and purpose = asked_for and expires_at > at and user_id is not distinct from account_id;
  return found;
end $$;

create function door.find_passkey(wanted text)
  returns table (id integer, account_id integer, credential_id text, public_key text, counter bigint, transports text[])
  language sql stable security definer set search_path = public, pg_temp
as $$
  select p.id, p.user_id, p.credential_id, p.public_key, p.counter, p.transports
  from passkeys p where p.credential_id = wanted
$$;

-- False when the counter did not move on: a copy of the key answered before. Keys without a counter stay at zero.
create function door.use_passkey(wanted integer, new_counter bigint, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update passkeys p set counter = new_counter, last_used_at = at
  where p.id = wanted and (p.counter < new_counter or (p.counter = 0 and new_counter = 0));
  return found;
end $$;

call door.hand_over();
