-- Links that somebody was sent: they work without a sign-in, once, for a while.

-- One account, one link, was the original's; a second letter must not make the first one useless.
alter table users drop column reset_token_hash, drop column reset_token_expires_at;

create table account_links (
  token_hash text primary key check (char_length(token_hash) between 16 and 128),
  user_id integer not null references users (id) on delete cascade,
  purpose text not null check (purpose in ('reset-password', 'confirm-email')),
  -- The address that it confirms.
  email text check (char_length(email) between 3 and 254),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index idx_account_links_user on account_links (user_id);

alter table account_links enable row level security;
alter table account_links force row level security;
create policy door on account_links to phrm_door
  using (current_user = 'phrm_door') with check (current_user = 'phrm_door');
grant select, insert, update, delete on account_links to phrm_door;

-- False when so many were made for the account within the hour that this one was not.
create function door.add_account_link(
  new_hash text,
  account_id integer,
  what_for text,
  new_email text,
  began_at timestamptz,
  ends_at timestamptz,
  most integer
) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from users where id = account_id for update;
  delete from account_links where user_id = account_id and expires_at <= began_at;
  if (
    select count(*) from account_links
    where user_id = account_id and purpose = what_for and created_at > began_at - interval '1 hour'
  ) >= most then
    return false;
  end if;
  insert into account_links (token_hash, user_id, purpose, email, created_at, expires_at)
  values (new_hash, account_id, what_for, new_email, began_at, ends_at);
  return true;
end $$;

create function door.find_account_link(hash text, what_for text, at timestamptz) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select user_id from account_links where token_hash = hash and purpose = what_for and expires_at > at
$$;

-- Uses the link up, with the others like it, and ends what the old password began. Answers the sessions that ended; null when
-- the link was used or has expired.
create function door.reset_password(hash text, new_password_hash text, at timestamptz) returns text[]
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  ended text[];
begin
  delete from account_links
  where token_hash = hash and purpose = 'reset-password' and expires_at > at and user_id = door.current_account();
  if not found then
    return null;
  end if;
  delete from account_links where user_id = door.current_account() and purpose = 'reset-password';
  update users set password_hash = new_password_hash, password_changed_at = at, updated_at = now()
  where id = door.current_account();
  with over as (
    update sessions set ended_at = at where user_id = door.current_account() and ended_at is null returning id
  )
  select coalesce(array_agg(id), '{}') into ended from over;
  return ended;
end $$;

-- Uses the link up. Answers 'verified', 'changed', 'taken' or, when it was used or has expired, 'gone'.
create function door.confirm_email(hash text, at timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  new_email text;
  old_email text;
begin
  delete from account_links
  where token_hash = hash and purpose = 'confirm-email' and expires_at > at and user_id = door.current_account()
  returning email into new_email;
  if not found then
    return 'gone';
  end if;
  select email into old_email from users where id = door.current_account() for update;
  if lower(old_email) <> lower(new_email) and not door.set_email(new_email) then
    return 'taken';
  end if;
  update users set email_verified_at = at where id = door.current_account();
  return case when lower(old_email) = lower(new_email) then 'verified' else 'changed' end;
end $$;

-- The current account's address; false when another account has it. What was sent to the old one opens nothing any more.
create function door.set_email(new_email text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update users set email = new_email, email_verified_at = null, updated_at = now() where id = door.current_account();
  delete from account_links where user_id = door.current_account();
  return true;
exception when unique_violation then
  return false;
end $$;

-- Another password ends the links that whoever knew the old one may hold or have asked for: else an address of theirs could be
-- confirmed days later. What confirms the address that the account has does no harm.
create function door.end_links() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from account_links l
  where l.user_id = new.id and (l.purpose <> 'confirm-email' or lower(l.email) <> lower(new.email));
  return null;
end $$;

create trigger ends_links after update of password_changed_at on users
  for each row when (new.password_changed_at is distinct from old.password_changed_at)
  execute function door.end_links();

call door.hand_over();
grant execute on function
  door.reset_password(text, text, timestamptz), door.confirm_email(text, timestamptz), door.set_email(text)
  to phrm_app;
