-- What was got wrong while signing in, in the database, so that a restart forgets nothing.

-- After a hundred failures in a row: the password opens nothing any more, until it is reset or an administrator frees it.
alter table users add column password_locked_at timestamptz;

create table sign_in_failures (
  -- An account, or the fingerprint of an address that has none: both are answered alike.
  subject text not null check (char_length(subject) between 1 and 128),
  -- '' for all strangers together, '*' for the failures in a row whoever caused them.
  device text not null check (char_length(device) <= 128),
  failures integer not null,
  failed_at timestamptz not null,
  primary key (subject, device)
);

create index idx_sign_in_failures_age on sign_in_failures (failed_at);

alter table sign_in_failures enable row level security;
alter table sign_in_failures force row level security;
create policy door on sign_in_failures to phrm_door
  using (current_user = 'phrm_door') with check (current_user = 'phrm_door');
grant select, insert, update, delete on sign_in_failures to phrm_door;

-- Seconds after so many failures: none up to the fourth, then 30, 60, 120, 240, 480, 900.
create function door.wait_after(failures integer) returns interval
  language sql immutable
  return case
    when failures < 5 then interval '0'
    else make_interval(secs => least(900, 30 * 2 ^ least(failures - 5, 10)))
  end;

-- Opens an attempt. Once something went wrong, the attempt itself counts as a failure until it turns out right, so that many at
-- once are no way around the wait; with a clean slate many may sign in at once.
create function door.open_attempt(subj text, dev text, at timestamptz, out counted boolean, out wait_seconds double precision)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  found_row sign_in_failures;
begin
  select * into found_row from sign_in_failures where subject = subj and device = dev for update;
  counted := found;
  wait_seconds := 0;
  if not counted then
    return;
  end if;
  wait_seconds := greatest(
    0, extract(epoch from found_row.failed_at + door.wait_after(found_row.failures) - at)
  );
  if wait_seconds = 0 then
    update sign_in_failures set failures = failures + 1, failed_at = at where subject = subj and device = dev;
  end if;
end $$;

-- One row whether or not the address has an account.
create function door.open_sign_in(typed_email text, address_print text, device_hash text, at timestamptz)
  returns table (
    subject text, device text, counted boolean, wait_seconds double precision,
    account_id integer, password_hash text, locked boolean
  )
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  account users;
  subj text;
  dev text := '';
begin
  select * into account from users u where lower(u.email) = lower(typed_email);
  subj := coalesce('account ' || account.id, address_print);
  if exists (select from known_devices k where k.token_hash = device_hash and k.user_id = account.id) then
    dev := device_hash;
  end if;
  return query
    select subj, dev, a.counted, a.wait_seconds, account.id, account.password_hash, account.password_locked_at is not null
    from door.open_attempt(subj, dev, at) a;
end $$;

-- For whoever is signed in and types the password once more.
create function door.open_proof(wanted integer, session_id text, at timestamptz)
  returns table (
    subject text, device text, counted boolean, wait_seconds double precision,
    account_id integer, password_hash text, locked boolean
  )
  language sql security definer set search_path = public, pg_temp
as $$
  select 'account ' || u.id, 'session ' || session_id, a.counted, a.wait_seconds,
    u.id, u.password_hash, u.password_locked_at is not null
  from users u, lateral door.open_attempt('account ' || u.id, 'session ' || session_id, at) a
  where u.id = wanted
$$;

-- Right: what went wrong before is forgotten, but for what strangers got wrong while a known device signs in. Wrong: counts, and
-- answers true when it was the one that locks the password.
create function door.close_attempt(
  subj text, dev text, was_counted boolean, was_right boolean, account integer, at timestamptz, most integer
) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  in_a_row integer;
begin
  if was_right then
    delete from sign_in_failures where subject = subj and device in (dev, '*');
    return false;
  end if;
  if not was_counted then
    insert into sign_in_failures as f (subject, device, failures, failed_at) values (subj, dev, 1, at)
    on conflict (subject, device) do update set failures = f.failures + 1, failed_at = excluded.failed_at;
  end if;
  insert into sign_in_failures as f (subject, device, failures, failed_at) values (subj, '*', 1, at)
  on conflict (subject, device) do update set failures = f.failures + 1, failed_at = excluded.failed_at
  returning f.failures into in_a_row;
  delete from sign_in_failures where failed_at < at - interval '30 days';
  if in_a_row < most then
    return false;
  end if;
  update users set password_locked_at = at where id = account and password_locked_at is null;
  return found;
end $$;

-- Another password is another lock: whichever way it was set.
create function door.on_new_password() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if new.password_changed_at is distinct from old.password_changed_at then
    new.password_locked_at := null;
    delete from sign_in_failures where subject = 'account ' || new.id;
  end if;
  return new;
end $$;

create function door.on_account_gone() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from sign_in_failures where subject = 'account ' || old.id;
  return old;
end $$;

-- False when there is no such account.
create function door.unlock_password(wanted integer) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update users set password_locked_at = null where id = wanted;
  if not found then
    return false;
  end if;
  delete from sign_in_failures where subject = 'account ' || wanted;
  return true;
end $$;

-- False when it is no longer the one that was looked at: of two who change it the second knew a password that is none any more.
create function door.set_password(wanted integer, old_hash text, new_hash text, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update users set password_hash = new_hash, password_changed_at = at, updated_at = at
  where id = wanted and (old_hash is null or password_hash = old_hash);
  return found;
end $$;

-- The same password in a newer form; not when it was changed in the meantime.
drop function door.replace_password_hash(integer, text);
create function door.replace_password_hash(wanted integer, old_hash text, new_hash text) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update users set password_hash = new_hash where id = wanted and password_hash = old_hash
$$;

create trigger new_password before update of password_changed_at on users
  for each row execute function door.on_new_password();
create trigger account_gone after delete on users
  for each row execute function door.on_account_gone();

call door.hand_over();
