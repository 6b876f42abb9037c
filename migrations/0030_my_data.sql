-- Taking one's data along, bringing it back, and leaving.

alter table users
  -- Asked for by the person: until then signing in shows nothing but this.
  add column deletion_due_at timestamptz,
  -- From here on it cannot be taken back.
  add column erasing_since timestamptz;

create index idx_users_deletion on users (deletion_due_at) where deletion_due_at is not null;

-- The newest archive of an account; the file is gone after a day.
create table data_exports (
  user_id integer primary key references users (id) on delete cascade,
  job_id integer references jobs (id) on delete set null,
  requested_at timestamptz not null default now(),
  file_path text check (char_length(file_path) between 1 and 500),
  file_size bigint check (file_size >= 0),
  ready_at timestamptz,
  expires_at timestamptz
);

create index idx_data_exports_job on data_exports (job_id);

-- Persons of an archive that is being read. They count as deleted until all of it is there: nobody sees a half.
create table import_staging (
  family_member_id integer primary key references family_members (id) on delete cascade,
  user_id integer not null references users (id) on delete cascade,
  import_id uuid not null,
  created_at timestamptz not null default now()
);

create index idx_import_staging_import on import_staging (import_id);
create index idx_import_staging_user on import_staging (user_id);

do $$
declare
  closed text;
begin
  foreach closed in array array['data_exports', 'import_staging'] loop
    execute format('alter table %I enable row level security', closed);
    execute format('alter table %I force row level security', closed);
    execute format(
      'create policy door on %I to phrm_door using (current_user = %L) with check (current_user = %L)',
      closed, 'phrm_door', 'phrm_door'
    );
    execute format('grant select, insert, update, delete on %I to phrm_door', closed);
  end loop;
end $$;

grant select, insert, update on data_exports to phrm_app;
create policy own on data_exports to phrm_app using (user_id = (select door.current_account()));

-- Ids of what is brought are given out before the rows are written.
grant usage on sequence family_members_id_seq, health_records_id_seq, documents_id_seq to phrm_door;

-- Archives are files that no document names.
create or replace function door.list_unknown_paths(paths text[]) returns setof text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select path from unnest(paths) path
  where not exists (select from documents d where d.file_path = path)
    and not exists (select from data_exports e where e.file_path = path)
$$;

-- Answers the files of archives that have lain long enough.
create function door.drop_expired_exports(at timestamptz) returns setof text
  language sql security definer set search_path = public, pg_temp
as $$
  delete from data_exports where expires_at <= at returning file_path
$$;

-- Bringing: persons come marked as deleted and owned by nobody, all else hangs on them, and the last step shows them.

create function door.is_untouched(account integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from users u join family_members m on m.id = u.self_id
    where u.id = account and u.deletion_due_at is null and m.medical_history is null
  )
  and not exists (
    select from user_family f join users u on u.id = f.user_id
    where u.id = account and f.family_member_id <> u.self_id
  )
  and not exists (
    select from health_records r
    where (r.user_id = account or r.family_member_id = (select self_id from users where id = account))
      and not exists (select from import_staging s where s.family_member_id = r.family_member_id)
  )
$$;

-- False when something was written in the account already. What an attempt that was killed left goes first.
create function door.begin_import() returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if door.current_account() is null then
    raise insufficient_privilege using message = 'No account.';
  end if;
  delete from family_members m using import_staging s
  where s.family_member_id = m.id and s.user_id = door.current_account() and s.created_at < now() - interval '1 hour';
  return door.is_untouched(door.current_account());
end $$;

create function door.import_members(import uuid, items jsonb) returns table (source_id bigint, new_id integer)
  language sql security definer set search_path = public, pg_temp
as $$
  with given as materialized (
    select item, nextval('family_members_id_seq')::integer as id
    from (select item from jsonb_array_elements(items) with ordinality given (item, position) order by position) ordered
    where door.current_account() is not null
  ), added as (
    insert into family_members
    select (jsonb_populate_record(
      null::family_members, item || jsonb_build_object('id', id, 'deleted_at', now())
    )).* from given
  ), staged as (
    insert into import_staging (family_member_id, user_id, import_id)
    select id, door.current_account(), import from given
  )
  select (item ->> 'id')::bigint, id from given order by id
$$;

create function door.import_records(import uuid, items jsonb) returns table (source_id bigint, new_id integer)
  language sql security definer set search_path = public, pg_temp
as $$
  with given as materialized (
    select item, nextval('health_records_id_seq')::integer as id
    from (
      select item from jsonb_array_elements(items) with ordinality given (item, position)
      join import_staging s on s.family_member_id = (item ->> 'family_member_id')::integer
      where s.import_id = import and s.user_id = door.current_account()
      order by position
    ) ordered
  ), added as (
    insert into health_records
    select (jsonb_populate_record(
      null::health_records,
      item || jsonb_build_object('id', id, 'user_id', door.current_account(), 'deleted_at', null)
    )).* from given
  )
  select (item ->> 'id')::bigint, id from given order by id
$$;

create function door.import_documents(import uuid, items jsonb) returns table (source_id bigint, new_id integer)
  language sql security definer set search_path = public, pg_temp
as $$
  with given as materialized (
    select item, member, nextval('documents_id_seq')::integer as id
    from (
      select item, r.family_member_id as member
      from jsonb_array_elements(items) with ordinality given (item, position)
      join health_records r on r.id = (item ->> 'health_record_id')::integer
      join import_staging s on s.family_member_id = r.family_member_id
      where s.import_id = import and s.user_id = door.current_account()
      order by position
    ) ordered
  ), added as (
    insert into documents
    select (jsonb_populate_record(
      null::documents,
      item || jsonb_build_object('id', id, 'family_member_id', member, 'job_id', null, 'deleted_at', null)
    )).* from given
  )
  select (item ->> 'id')::bigint, id from given order by id
$$;

create function door.import_pages(import uuid, items jsonb) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with added as (
    insert into document_pages
    select (jsonb_populate_record(
      null::document_pages, item || jsonb_build_object('family_member_id', d.family_member_id)
    )).*
    from jsonb_array_elements(items) item
    join documents d on d.id = (item ->> 'document_id')::integer
    join import_staging s on s.family_member_id = d.family_member_id
    where s.import_id = import and s.user_id = door.current_account()
    returning 1
  )
  select count(*)::integer from added
$$;

-- Shows all of it at once. The person that the account was until now goes: nothing was written of it.
create function door.finish_import(import uuid, new_self integer, profile jsonb) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  account integer := door.current_account();
  old_self integer;
  members integer[];
begin
  select self_id into old_self from users where id = account for update;
  select array_agg(family_member_id) into members from import_staging where import_id = import and user_id = account;
  if not door.is_untouched(account) or not coalesce(new_self = any (members), false) then
    return false;
  end if;
  insert into user_family (user_id, family_member_id, role) select account, unnest(members), 'owner';
  update family_members set deleted_at = null where id = any (members);
  update users set
    self_id = new_self,
    first_name = coalesce(profile ->> 'first_name', first_name),
    last_name = coalesce(profile ->> 'last_name', last_name),
    date_of_birth = (profile ->> 'date_of_birth')::date,
    language = coalesce(profile ->> 'language', language),
    time_zone = coalesce(profile ->> 'time_zone', time_zone),
    email_notifications = coalesce((profile ->> 'email_notifications')::boolean, email_notifications),
    record_reminders = coalesce((profile ->> 'record_reminders')::boolean, record_reminders),
    security_alerts = coalesce((profile ->> 'security_alerts')::boolean, security_alerts),
    ai_insights = coalesce((profile ->> 'ai_insights')::boolean, ai_insights),
    notification_frequency = coalesce(profile ->> 'notification_frequency', notification_frequency),
    detail_in_mail = coalesce((profile ->> 'detail_in_mail')::boolean, detail_in_mail),
    updated_at = now()
  where id = account;
  delete from import_staging where import_id = import;
  delete from family_members where id = old_self;
  return true;
end $$;

-- Leaving.

create function door.find_deletion(wanted integer) returns timestamptz
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return (select deletion_due_at from users where id = wanted);
end $$;

-- The last administrator is needed as long as there is anybody else.
create function door.is_needed(wanted integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from users where id = wanted and is_admin)
    and exists (select from users where id <> wanted)
    and not exists (
      select from users where id <> wanted and is_admin and disabled_at is null and deletion_due_at is null
    )
$$;

-- Ends every way in, and answers what caches may still know. No row when the account is needed.
create function door.request_deletion(wanted integer, due timestamptz)
  returns table (due_at timestamptz, session_ids text[], token_hashes text[])
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  -- One at a time, or two administrators could both be the last but one.
  perform pg_advisory_xact_lock(hashtext('last administrator'));
  if door.is_needed(wanted) then
    return;
  end if;
  update users set deletion_due_at = coalesce(deletion_due_at, due) where id = wanted;
  return query
    with sessions_ended as (
      update sessions set ended_at = now() where user_id = wanted and ended_at is null returning id
    ), tokens_ended as (
      update api_tokens set revoked_at = now() where user_id = wanted and revoked_at is null returning token_hash
    )
    select
      (select deletion_due_at from users where id = wanted),
      array(select id from sessions_ended),
      array(select token_hash from tokens_ended);
end $$;

create function door.cancel_deletion(wanted integer) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update users set deletion_due_at = null where id = wanted and deletion_due_at is not null and erasing_since is null;
  return found;
end $$;

create function door.list_due_deletions(at timestamptz) returns setof integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id from users where deletion_due_at <= at order by deletion_due_at
$$;

-- From here on nobody signs in. Answers the sessions that ended, null when the account is not to be erased now.
create function door.begin_erasing(wanted integer, at timestamptz) returns text[]
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  ended text[];
begin
  update users set erasing_since = coalesce(erasing_since, at), disabled_at = coalesce(disabled_at, at)
  where id = wanted and deletion_due_at <= at and (erasing_since is not null or not door.is_needed(wanted));
  if not found then
    return null;
  end if;
  select coalesce(array_agg(id), '{}') into ended from sessions where user_id = wanted;
  delete from sessions where user_id = wanted;
  return ended;
end $$;

-- Persons who go with the account: its own, and those that no other account owns.
create function door.ending_members(wanted integer) returns integer[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select array(
    select m.id from family_members m
    where (
      m.id in (select f.family_member_id from user_family f where f.user_id = wanted and f.role = 'owner')
      or m.id = (select self_id from users where id = wanted)
      or m.id in (select s.family_member_id from import_staging s where s.user_id = wanted)
    )
    and not exists (
      select from user_family o join users u on u.id = o.user_id
      where o.family_member_id = m.id and o.user_id <> wanted and o.role = 'owner' and u.erasing_since is null
        and (o.valid_until is null or o.valid_until > now())
    )
  )
$$;

-- A few at a time: indexed words go with them, and no statement may take long. `pages`: how many pictures may lie beside.
create function door.remove_documents(members integer[], most integer) returns table (path text, pages integer)
  language sql security definer set search_path = public, pg_temp
as $$
  with chosen as materialized (
    select d.id, greatest(d.page_count, (select max(number) from document_pages where document_id = d.id), 0) as pages
    from documents d where d.family_member_id = any (members) order by d.id limit most
  ), ended as (
    delete from documents where id in (select id from chosen) returning id, file_path
  )
  select file_path, chosen.pages from ended join chosen using (id)
$$;

create function door.remove_records(members integer[], most integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  removed integer;
begin
  delete from health_records
  where id in (select id from health_records where family_member_id = any (members) order by id limit most);
  get diagnostics removed = row_count;
  return removed;
end $$;

create function door.remove_members(members integer[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from family_members where id = any (members);
  delete from search_postings where family_member_id = any (members);
  delete from search_words where family_member_id = any (members);
end $$;

create function door.erase_documents(wanted integer, most integer) returns table (path text, pages integer)
  language sql security definer set search_path = public, pg_temp
as $$
  select * from door.remove_documents(door.ending_members(wanted), most)
$$;

create function door.erase_records(wanted integer, most integer) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  select door.remove_records(door.ending_members(wanted), most)
$$;

-- The account that has owned the person longest, but for this one.
create function door.other_owner(member integer, leaving integer) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select o.user_id from user_family o join users u on u.id = o.user_id
  where o.family_member_id = member and o.user_id <> leaving and o.role = 'owner' and u.erasing_since is null
  order by o.valid_until desc nulls first, o.created_at, o.user_id
  limit 1
$$;

-- What the account wrote of persons who stay belongs from now on to who owns them.
create function door.hand_over_records(wanted integer, most integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  handed integer;
begin
  update health_records r set user_id = door.other_owner(r.family_member_id, wanted)
  where r.id in (
    select id from health_records
    where user_id = wanted and family_member_id <> all (door.ending_members(wanted))
    order by id limit most
  );
  get diagnostics handed = row_count;
  return handed;
end $$;

-- The rest. Answers the file of an archive. The trail keeps the pseudonym, and nothing that says whose it was.
create function door.erase_account(wanted integer) returns setof text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  members integer[] := door.ending_members(wanted);
  own integer;
  address text;
begin
  select self_id, lower(email) into own, address from users where id = wanted and erasing_since is not null;
  if not found then
    return;
  end if;
  return query select file_path from data_exports where user_id = wanted and file_path is not null;
  -- Letters are sealed, so nobody can tell whose they were; those that were dealt with are of no use to anybody.
  delete from jobs where kind = 'send-letter' and state in ('done', 'failed', 'cancelled');
  delete from jobs where user_id is null and payload ->> 'accountId' = wanted::text;
  update ai_audit_logs set user_id = null where user_id = wanted;
  -- What others began with the address, and what the account gave of persons who stay.
  delete from shares where lower(email) = address;
  delete from invitations where lower(email) = address;
  delete from pending_registrations where lower(email) = address;
  delete from account_links where lower(email) = address;
  update shares s set offered_by = door.other_owner(s.family_member_id, wanted)
  where s.offered_by = wanted and s.family_member_id <> all (members);
  -- Another account owns the person by now, and it is nobody's own any more.
  update family_members set relationship = 'other', version = version + 1 where id = own and own <> all (members);
  delete from users where id = wanted;
  perform door.remove_members(members);
end $$;

-- An archive that could not be read to its end: the same steps for the persons that it brought.

create function door.abandon_documents(import uuid, most integer) returns table (path text, pages integer)
  language sql security definer set search_path = public, pg_temp
as $$
  select * from door.remove_documents(array(
    select family_member_id from import_staging where import_id = import and user_id = door.current_account()
  ), most)
$$;

create function door.abandon_records(import uuid, most integer) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  select door.remove_records(array(
    select family_member_id from import_staging where import_id = import and user_id = door.current_account()
  ), most)
$$;

create function door.abandon_import(import uuid) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  select door.remove_members(array(
    select family_member_id from import_staging where import_id = import and user_id = door.current_account()
  ))
$$;

-- Taking along what an account cannot read by itself. Never a secret, nor what could be tried against one.

create function door.export_account() returns jsonb
  language sql stable security definer set search_path = public, pg_temp
as $$
  select jsonb_build_object(
    'username', username, 'email', email, 'first_name', first_name, 'last_name', last_name,
    'date_of_birth', date_of_birth, 'language', language, 'time_zone', time_zone,
    'email_notifications', email_notifications, 'record_reminders', record_reminders,
    'security_alerts', security_alerts, 'ai_insights', ai_insights,
    'notification_frequency', notification_frequency, 'detail_in_mail', detail_in_mail
  )
  from users where id = door.current_account()
$$;

create function door.export_history(section text, after bigint, most integer) returns table (id bigint, item jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  account integer := door.current_account();
begin
  case section
  when 'sessions' then return query
    select s.position, s.item from (
      select row_number() over (order by created_at, sessions.id) as position, jsonb_build_object(
        'created_at', created_at, 'last_seen_at', last_seen_at, 'expires_at', expires_at, 'ended_at', ended_at,
        'remember', remember, 'user_agent', user_agent, 'ip_address', ip_address
      ) as item
      from sessions where user_id = account
    ) s where s.position > after order by 1 limit most;
  when 'api-tokens' then return query
    select t.id::bigint, jsonb_build_object(
      'name', name, 'scopes', scopes, 'created_at', created_at, 'last_used_at', last_used_at,
      'expires_at', expires_at, 'revoked_at', revoked_at
    )
    from api_tokens t where user_id = account and t.id > after order by 1 limit most;
  when 'shares' then return query
    select s.position, s.item from (
      select
        row_number() over (order by f.family_member_id, f.user_id) as position,
        jsonb_build_object(
          'family_member_id', f.family_member_id, 'person', m.name, 'with', u.username, 'role', f.role,
          'since', f.created_at, 'valid_until', f.valid_until
        ) as item
      from user_family f
      join users u on u.id = f.user_id
      join family_members m on m.id = f.family_member_id and m.deleted_at is null
      where f.family_member_id in (
        select mine.family_member_id from user_family mine
        where mine.user_id = account and (mine.role = 'owner' or f.user_id = account)
      )
    ) s where s.position > after order by 1 limit most;
  when 'share-offers' then return query
    select s.id::bigint, to_jsonb(s) - 'offered_by' - 'receiver_id'
    from shares s where s.offered_by = account and s.id > after order by 1 limit most;
  when 'invitations' then return query
    select i.id::bigint, jsonb_build_object(
      'email', i.email, 'created_at', i.created_at, 'expires_at', i.expires_at, 'used_at', i.used_at
    )
    from invitations i where i.invited_by = account and i.id > after order by 1 limit most;
  when 'reminders' then return query
    select t.position, t.item from (
      select
        row_number() over (order by told_at, health_record_id, due) as position, to_jsonb(told) - 'user_id' as item
      from told_followups told where told.user_id = account
    ) t where t.position > after order by 1 limit most;
  when 'sign-in-methods' then return query
    select f.position, f.item from (
      select row_number() over (order by created_at, kind, name, last_used_at) as position, jsonb_build_object(
        'kind', kind, 'name', name, 'created_at', created_at, 'last_used_at', last_used_at
      ) as item
      from (
        select 'authenticator' as kind, null as name, created_at, null::timestamptz as last_used_at
        from authenticators where user_id = account and confirmed_at is not null
        union all
        select 'passkey', p.name, p.created_at, p.last_used_at from passkeys p where p.user_id = account
        union all
        select 'known-browser', null, null, d.last_used_at from known_devices d where d.user_id = account
      ) method
    ) f where f.position > after order by 1 limit most;
  when 'ai-summaries' then return query
    select a.id::bigint, to_jsonb(a) - 'user_id'
    from ai_summaries a
    where a.id > after and a.family_member_id in (
      select mine.family_member_id from user_family mine where mine.user_id = account and mine.role = 'owner'
    )
    order by 1 limit most;
  when 'consents' then return query
    select c.id::bigint, to_jsonb(c) - 'user_id'
    from ai_consents c where user_id = account and c.id > after order by 1 limit most;
  when 'ai-activity' then return query
    -- Without the fingerprint of what was asked: it says nothing without the installation's key.
    select a.id::bigint, to_jsonb(a) - 'user_id' - 'input_content'
    from ai_audit_logs a where user_id = account and a.id > after order by 1 limit most;
  when 'activity' then return query
    select l.id, jsonb_build_object(
      'at', l.at, 'event', l.event, 'action', l.action, 'family_member_ids', l.family_member_ids,
      'subject', l.subject, 'token_id', l.token_id, 'details', l.details,
      'ip_address', o.ip_address, 'user_agent', o.user_agent
    )
    from audit_log l left join audit_origins o on o.audit_id = l.id
    where l.id > after and (
      l.pseudonym = (select p.pseudonym from audit_pseudonyms p where p.user_id = account)
      or l.id in (select mine.audit_id from audit_origins mine where mine.user_id = account)
    )
    order by 1 limit most;
  end case;
end $$;

call door.hand_over();
grant execute on function
  door.begin_import(), door.import_members(uuid, jsonb), door.import_records(uuid, jsonb),
  door.import_documents(uuid, jsonb), door.import_pages(uuid, jsonb), door.finish_import(uuid, integer, jsonb),
  door.abandon_documents(uuid, integer), door.abandon_records(uuid, integer), door.abandon_import(uuid),
  door.export_account(), door.export_history(text, bigint, integer)
  to phrm_app;
