-- What an administrator does across accounts; nothing here reads what anybody wrote of a person's health.

create function door.find_account_id(wanted_email text) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id from users where lower(email) = lower(wanted_email)
$$;

-- Never the last one who may do this, and who is about to leave does not count: answers 'changed', 'unknown' or
-- 'last-administrator'. Null leaves a field as it is.
-- Sessions are ended by whoever asks, who also has to clear what is remembered of them.
create function door.administer_account(wanted integer, disable boolean, administrator boolean) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  -- One at a time, or the last two could take the right from each other.
  perform pg_advisory_xact_lock(hashtext('last administrator'));
  if not exists (select from users where id = wanted) then
    return 'unknown';
  end if;
  if (disable or not administrator)
    and exists (select from users where id = wanted and is_admin and disabled_at is null)
    and not exists (
      select from users where id <> wanted and is_admin and disabled_at is null and deletion_due_at is null
    ) then
    return 'last-administrator';
  end if;
  update users set
    disabled_at = case when disable then coalesce(disabled_at, now()) when not disable then null else disabled_at end,
    is_admin = coalesce(administrator, is_admin),
    updated_at = now()
  where id = wanted;
  if disable then
    update api_tokens set revoked_at = now() where user_id = wanted and revoked_at is null;
  end if;
  return 'changed';
end $$;

create function door.list_all_jobs(only_state text, only_kind text, how_many integer, after_how_many integer)
  returns table (
    id integer, kind text, state text, attempts integer, max_attempts integer, reason text, created_at timestamptz,
    finished_at timestamptz, total integer
  )
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id, kind, state, attempts, max_attempts, reason, created_at, finished_at, (count(*) over ())::integer
  from jobs
  where (only_state is null or state = only_state) and (only_kind is null or kind = only_kind)
  order by id desc
  limit how_many offset after_how_many
$$;

create function door.count_jobs() returns table (waiting integer, running integer, failed integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select
    count(*) filter (where state = 'queued')::integer,
    count(*) filter (where state = 'running')::integer,
    count(*) filter (where state = 'failed')::integer
  from jobs where state in ('queued', 'running', 'failed')
$$;

-- Answers 'queued', 'unknown', 'not-failed', or 'running-already' when one with the same key waits or runs.
create function door.retry_job(wanted integer) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  current_state text;
begin
  select state into current_state from jobs where id = wanted for update;
  if not found then
    return 'unknown';
  elsif current_state <> 'failed' then
    return 'not-failed';
  end if;
  update jobs set
    state = 'queued', attempts = 0, reason = null, run_at = clock_timestamp(), finished_at = null,
    cancel_requested = false, stage = '', done = 0, total = 0
  where id = wanted;
  return 'queued';
exception when unique_violation then
  return 'running-already';
end $$;

-- What each account is called, when it was seen, how it signs in, how much room its papers take: nothing of what they say.
create function door.list_accounts()
  returns table (
    id integer, username text, email text, first_name text, last_name text, is_admin boolean, created_at timestamptz,
    last_seen_at timestamptz, disabled_at timestamptz, locked boolean, second_factor boolean, storage_bytes bigint
  )
  language sql stable security definer set search_path = public, pg_temp
as $$
  select
    u.id, u.username, u.email, u.first_name, u.last_name, u.is_admin, u.created_at,
    (select max(s.last_seen_at) from sessions s where s.user_id = u.id),
    u.disabled_at,
    u.password_locked_at is not null,
    exists (select from authenticators a where a.user_id = u.id and a.confirmed_at is not null)
      or exists (select from passkeys p where p.user_id = u.id),
    (
      select coalesce(sum(d.file_size), 0)::bigint
      from health_records r join documents d on d.health_record_id = r.id where r.user_id = u.id
    )
  from users u
  order by u.id desc
$$;

call door.hand_over();
