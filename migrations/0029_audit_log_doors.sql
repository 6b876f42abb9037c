-- Under which name the log knows an account.
create function door.pseudonym_of(account integer) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  alias uuid;
begin
  select pseudonym into alias from audit_pseudonyms where user_id = account;
  if not found then
    insert into audit_pseudonyms (user_id) values (account) on conflict do nothing;
    select pseudonym into alias from audit_pseudonyms where user_id = account;
  end if;
  return alias;
end $$;

create function door.session_ref() returns text
  language sql stable
  return left(encode(sha256(convert_to(nullif(current_setting('phrm.session', true), ''), 'UTF8')), 'hex'), 16);

create function door.token_ref() returns integer
  language sql stable
  return nullif(current_setting('phrm.token', true), '')::integer;

drop function door.write_audit(text, integer, text);

-- Written in the transaction of the act itself; an account cannot write in another's name.
create function door.write_audit(act text, word text, health boolean, members integer[], about text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if door.current_account() is null then
    raise insufficient_privilege using message = 'No account.';
  end if;
  insert into audit_log (pseudonym, action, event, about_health, family_member_ids, subject, session_ref, token_id)
  values (
    door.pseudonym_of(door.current_account()), act, word, health, members, left(about, 255), door.session_ref(),
    door.token_ref()
  );
end $$;

-- A look at one person, at what hangs on a record or a document, or at all whom the account sees. What it does not see,
-- it did not look at: then there is no row.
create function door.note_read(act text, word text, member integer, record integer, document integer) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  visible integer[] := door.visible_members();
  seen integer[];
begin
  if document is not null then
    select array[d.family_member_id] into seen from documents d where d.id = document and d.deleted_at is null;
  elsif record is not null then
    select array[r.family_member_id] into seen from health_records r where r.id = record and r.deleted_at is null;
  elsif member is not null then
    seen := array[member];
  else
    seen := visible;
  end if;
  if seen is null or not seen <@ visible then
    return;
  end if;
  if door.current_account() is null then
    raise insufficient_privilege using message = 'No account.';
  end if;
  insert into audit_log (pseudonym, action, event, about_health, family_member_ids, subject, session_ref, token_id)
  values (
    coalesce(
      (select p.pseudonym from audit_pseudonyms p where p.user_id = door.current_account()),
      door.pseudonym_of(door.current_account())
    ),
    act, word, true, seen, coalesce(document, record)::text, door.session_ref(), door.token_ref()
  );
end $$;

drop function door.add_security_event(text, integer, text, text, jsonb);

create function door.add_security_event(kind text, account integer, ip text, agent text, more jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  written bigint;
begin
  insert into audit_log (pseudonym, event, about_health, details, session_ref, token_id)
  values (
    case when account is not null then door.pseudonym_of(account) end, kind, false, coalesce(more, '{}'),
    door.session_ref(), door.token_ref()
  )
  returning id into written;
  if ip is not null or agent is not null then
    insert into audit_origins (audit_id, user_id, ip_address, user_agent)
    values (written, account, left(ip, 64), left(agent, 500));
  end if;
end $$;

-- The same of the transaction's own account.
create function door.add_own_event(kind text, ip text, agent text, more jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if door.current_account() is null then
    raise insufficient_privilege using message = 'No account.';
  end if;
  perform door.add_security_event(kind, door.current_account(), ip, agent, more);
end $$;

-- Who looked at a person or changed something: for owners and editors.
create function door.list_accesses(member integer, most integer, skipped integer)
  returns table (
    total integer, id bigint, at timestamptz, action text, subject text, account_id integer, account_name text,
    signed_in boolean, token_id integer, token_name text
  )
  language sql stable security definer set search_path = public, pg_temp
as $$
  with found as (
    select * from audit_log l
    where l.family_member_ids @> array[member] and l.about_health
      and member = any ((select door.writable_members())::integer[])
  )
  select
    (select count(*)::integer from found), l.id, l.at, l.action, l.subject, u.id,
    door.full_name(u.first_name, u.last_name, u.username), l.session_ref is not null, l.token_id, t.name
  from (select * from found order by id desc limit most offset skipped) l
  left join audit_pseudonyms p on p.pseudonym = l.pseudonym
  left join users u on u.id = p.user_id
  left join api_tokens t on t.id = l.token_id
  order by l.id desc
$$;

create type door.security_event as (
  total integer,
  id bigint,
  at timestamptz,
  event text,
  account_id integer,
  username text,
  ip_address text,
  user_agent text,
  details jsonb
);

create function door.list_own_events(most integer, skipped integer) returns setof door.security_event
  language sql stable security definer set search_path = public, pg_temp
as $$
  with found as (
    select * from audit_log l
    where not l.about_health
      and l.pseudonym = (select pseudonym from audit_pseudonyms where user_id = door.current_account())
  )
  select
    (select count(*)::integer from found), l.id, l.at, l.event, u.id, u.username, o.ip_address, o.user_agent, l.details
  from (select * from found order by id desc limit most offset skipped) l
  left join users u on u.id = door.current_account()
  left join audit_origins o on o.audit_id = l.id
  order by l.id desc
$$;

-- For administrators: of all accounts, and nothing about anyone's health.
create function door.list_security_events(kind text, most integer, skipped integer) returns setof door.security_event
  language sql stable security definer set search_path = public, pg_temp
as $$
  with found as (
    select * from audit_log l where not l.about_health and (kind is null or l.event = kind)
  )
  select
    (select count(*)::integer from found), l.id, l.at, l.event, u.id, u.username, o.ip_address, o.user_agent, l.details
  from (select * from found order by id desc limit most offset skipped) l
  left join audit_pseudonyms p on p.pseudonym = l.pseudonym
  left join users u on u.id = p.user_id
  left join audit_origins o on o.audit_id = l.id
  order by l.id desc
$$;

-- Sealing and checking. A row is told as the same text for ever, whatever the database's settings: the seal covers it.
create function door.audit_text(l audit_log) returns text
  language sql stable
  return jsonb_build_array(
    l.id, extract(epoch from l.at), l.pseudonym, l.event, l.action, l.about_health, l.family_member_ids, l.subject,
    l.session_ref, l.token_id, l.details
  )::text;

-- One sealer at a time, to the end of its transaction. What is visible is committed; the horizon of the seal before only
-- spares looking at what is sealed already, and says nothing in a database that was moved to another server.
create function door.list_unsealed(most integer) returns table (id bigint, content text, horizon text)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  before xid8;
  oldest_running xid8;
begin
  perform pg_advisory_xact_lock(hashtext('door.list_unsealed'));
  -- Before the rows are looked at: whoever ends in between is looked for again.
  oldest_running := pg_snapshot_xmin(pg_current_snapshot());
  select s.horizon into before from audit_seals s order by s.id desc limit 1;
  if not found or before > pg_snapshot_xmax(pg_current_snapshot()) then
    before := '0';
  end if;
  return query
    select l.id, door.audit_text(l), oldest_running::text from audit_log l
    where l.xid >= before and not exists (select from audit_row_hashes h where h.row_id = l.id)
    order by l.id limit most;
end $$;

create function door.last_seal() returns table (id bigint, hash text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id, hash from audit_seals order by id desc limit 1
$$;

-- Without a horizon rows were left behind: then that of the seal before stays.
create function door.add_seal(
  new_id bigint, sealed_rows bigint[], hashes text[], previous text, new_hash text, moment timestamptz, new_horizon text
) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  before xid8;
begin
  select s.horizon into before from audit_seals s order by s.id desc limit 1;
  insert into audit_row_hashes (row_id, seal_id, hash)
  select row_id, new_id, hash from unnest(sealed_rows, hashes) given (row_id, hash);
  insert into audit_seals (id, first_id, last_id, previous_hash, hash, sealed_at, row_ids, horizon)
  values (
    new_id, sealed_rows[1], sealed_rows[array_upper(sealed_rows, 1)], previous, new_hash, moment, sealed_rows,
    coalesce(new_horizon::xid8, before, '0')
  );
end $$;

create function door.list_seals(after bigint, most integer)
  returns table (id bigint, row_ids bigint[], previous_hash text, hash text, sealed_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id, row_ids, previous_hash, hash, sealed_at from audit_seals where id > after order by id limit most
$$;

create function door.list_sealed_rows(seal bigint)
  returns table (id bigint, hash text, content text, at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select h.row_id, h.hash, case when l.id is not null then door.audit_text(l) end, l.at
  from audit_row_hashes h left join audit_log l on l.id = h.row_id
  where h.seal_id = seal
$$;

-- Rows without a seal, and the first of them that should have one: dated before the last seal but one hour, or older than
-- its horizon. A seal of as many rows as one can have does not count: it may have left old ones behind.
create function door.count_unsealed(full_seal integer) returns table (unsealed integer, late bigint)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  last audit_seals;
begin
  select * into last from audit_seals where cardinality(row_ids) < full_seal order by id desc limit 1;
  return query
    select
      count(*)::integer,
      min(l.id) filter (
        where l.at < last.sealed_at - interval '1 hour'
          or (l.xid < last.horizon and last.horizon <= pg_snapshot_xmax(pg_current_snapshot()))
      )
    from audit_log l
    where not exists (select from audit_row_hashes h where h.row_id = l.id);
end $$;

-- Start-up: what nobody will close any more.
create function door.close_attempts(begun_before timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  closed integer;
begin
  insert into ai_audit_logs (
    attempt_id, user_id, operation_type, input_content, model_used, response_length, family_member_id, provider, host,
    is_local, model_asked, record_ids, document_ids, fallback_from, outcome, failure
  )
  select
    id, user_id, operation_type, input_content, model_asked, 0, family_member_id, provider, host,
    is_local, model_asked, record_ids, document_ids, fallback_from, 'aborted', 'interrupted'
  from ai_audit_logs begun
  where attempt_id is null and timestamp < begun_before
    and not exists (select from ai_audit_logs ended where ended.attempt_id = begun.id)
  on conflict do nothing;
  get diagnostics closed = row_count;
  return closed;
end $$;

-- Addresses and agents are of use for a year. The log itself is kept: six years are asked for, and it grows slowly.
create function door.purge_origins(before timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  erased integer;
begin
  delete from audit_origins o using audit_log l where l.id = o.audit_id and l.at < before;
  get diagnostics erased = row_count;
  return erased;
end $$;

call door.hand_over();
grant execute on function
  door.write_audit(text, text, boolean, integer[], text),
  door.note_read(text, text, integer, integer, integer),
  door.add_own_event(text, text, text, jsonb),
  door.list_accesses(integer, integer, integer),
  door.list_own_events(integer, integer)
  to phrm_app;
