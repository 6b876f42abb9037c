create type door.account as (
  id integer,
  username text,
  email text,
  first_name text,
  last_name text,
  date_of_birth date,
  is_admin boolean,
  self_id integer,
  created_at timestamptz,
  updated_at timestamptz
);

create function door.find_account(wanted integer) returns setof door.account
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id, username, email, first_name, last_name, date_of_birth, is_admin, self_id, created_at, updated_at
  from users where id = wanted
$$;

create function door.count_accounts() returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(*)::integer from users
$$;

create function door.find_credentials(wanted_email text)
  returns table (account_id integer, password_hash text, is_admin boolean)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select u.id, u.password_hash, u.is_admin from users u where lower(u.email) = lower(wanted_email)
$$;

create function door.replace_password_hash(wanted integer, new_hash text) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update users set password_hash = new_hash, updated_at = now() where id = wanted
$$;

-- The account, its own person and the bond between them, or no row when the e-mail or the username is taken.
create function door.register_account(
  new_username text,
  new_email text,
  new_password_hash text,
  new_first_name text,
  new_last_name text,
  new_date_of_birth date,
  always_admin boolean
) returns setof door.account
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  new_self integer;
  new_id integer;
begin
  -- One at a time, or two of them could both be the first.
  perform pg_advisory_xact_lock(hashtext('door.register_account'));
  insert into family_members (name, relationship, date_of_birth)
  values (door.full_name(new_first_name, new_last_name, new_username), 'self', new_date_of_birth)
  returning id into new_self;
  insert into users (username, email, password_hash, first_name, last_name, date_of_birth, is_admin, self_id)
  values (
    new_username, new_email, new_password_hash, new_first_name, new_last_name, new_date_of_birth,
    always_admin or not exists (select from users), new_self
  )
  returning id into new_id;
  insert into user_family (user_id, family_member_id, role) values (new_id, new_self, 'owner');
  return query select * from door.find_account(new_id);
exception when unique_violation then
  return;
end $$;

create function door.full_name(first_name text, last_name text, otherwise text) returns text
  language sql immutable
  return left(coalesce(nullif(btrim(first_name || ' ' || last_name), ''), otherwise), 100);

-- Null leaves a field as it is. No row when there is no such account, or the username is taken.
create function door.update_account(
  wanted integer,
  new_username text,
  new_first_name text,
  new_last_name text,
  new_date_of_birth date
) returns setof door.account
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  changed users;
begin
  update users set
    username = coalesce(new_username, username),
    first_name = coalesce(new_first_name, first_name),
    last_name = coalesce(new_last_name, last_name),
    date_of_birth = coalesce(new_date_of_birth, date_of_birth),
    updated_at = now()
  where id = wanted
  returning * into changed;
  -- The own person follows what was changed, and keeps what it was given elsewhere.
  update family_members set
    name = case
      when new_first_name is null and new_last_name is null then name
      else door.full_name(changed.first_name, changed.last_name, changed.username)
    end,
    date_of_birth = coalesce(new_date_of_birth, date_of_birth),
    updated_at = now(),
    version = version + 1
  where id = changed.self_id
    and (new_first_name is not null or new_last_name is not null or new_date_of_birth is not null);
  return query select * from door.find_account(changed.id);
exception when unique_violation then
  return;
end $$;

-- The current account's own person.
create function door.self_member() returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select self_id from users where id = door.current_account()
$$;

-- A new person belongs to the account that adds it.
create function door.add_family_member(
  new_name text,
  new_relationship text,
  new_date_of_birth date,
  new_sex text,
  new_medical_history text
) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  new_id integer;
begin
  if door.current_account() is null then
    raise insufficient_privilege using message = 'No account.';
  end if;
  insert into family_members (name, relationship, date_of_birth, sex, medical_history)
  values (new_name, new_relationship, new_date_of_birth, new_sex, new_medical_history)
  returning id into new_id;
  insert into user_family (user_id, family_member_id, role) values (door.current_account(), new_id, 'owner');
  return new_id;
end $$;

-- Owners only, and never the own person of an account. All that hangs on the person vanishes with it, and comes back.
create function door.remove_family_member(wanted integer, expected_version integer) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update family_members m set deleted_at = now(), version = version + 1
  where m.id = wanted and m.deleted_at is null
    and (expected_version is null or m.version = expected_version)
    and door.is_owner(wanted)
    and not exists (select from users where self_id = wanted);
  return found;
end $$;

create function door.restore_family_member(wanted integer) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update family_members m set deleted_at = null, version = version + 1
  where m.id = wanted and m.deleted_at > now() - interval '30 days' and door.is_owner(wanted);
  return found;
end $$;

create function door.is_owner(wanted integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from user_family
    where user_id = door.current_account() and family_member_id = wanted and role = 'owner'
      and (valid_until is null or valid_until > now())
  )
$$;

call door.hand_over();
grant execute on function
  door.visible_members(), door.writable_members(), door.self_member(),
  door.add_family_member(text, text, date, text, text),
  door.remove_family_member(integer, integer), door.restore_family_member(integer)
  to phrm_app;
