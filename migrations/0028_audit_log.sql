-- One log for all: security events, changes of health data, and looks at it. Address and agent lie in a table of their
-- own, from which they can be erased; what is sealed names nobody but by a pseudonym.

-- While the tables move, their owner must see what they hold.
alter table audit_log no force row level security;
alter table audit_pseudonyms no force row level security;
alter table security_events no force row level security;

alter table audit_log
  -- Which transaction wrote it: rows are sealed when none is left that could still add an older one.
  add column xid xid8 not null default pg_current_xact_id(),
  -- OWASP's word for it; "action" says more where health data is concerned.
  add column event text not null default 'user_updated' check (char_length(event) between 1 and 50),
  add column about_health boolean not null default false,
  add column family_member_ids integer[] not null default '{}',
  -- The beginning of a hash of the session's id.
  add column session_ref text check (char_length(session_ref) <= 16),
  add column token_id integer,
  add column details jsonb not null default '{}',
  alter column pseudonym drop not null,
  alter column action drop not null;

update audit_log set
  family_member_ids = case when family_member_id is null then '{}' else array[family_member_id] end,
  about_health = split_part(action, '.', 1) in ('family-member', 'health-record', 'document'),
  event = case
    when action = 'account.register' then 'user_created'
    when action = 'session.start' then 'session_created'
    when action = 'session.end' then 'session_expired'
    when action = 'consent.give' then 'consent_given'
    when action = 'consent.withdraw' then 'consent_withdrawn'
    when action = 'document.create' then 'upload_complete'
    when action = 'document.download' then 'sensitive_read'
    when action like '%.create' then 'sensitive_create'
    when action like '%.delete' then 'sensitive_delete'
    when action = 'profile.update' then 'user_updated'
    else 'sensitive_update'
  end;

alter table audit_log
  drop column family_member_id,
  alter column event drop default,
  alter column about_health drop default;

create index idx_audit_log_xid on audit_log (xid);
create index idx_audit_log_members on audit_log using gin (family_member_ids);
create index idx_audit_log_events on audit_log (id desc) where not about_health;

create table audit_origins (
  audit_id bigint primary key,
  user_id integer references users (id) on delete cascade,
  ip_address text check (char_length(ip_address) <= 64),
  user_agent text check (char_length(user_agent) <= 500)
);

create index idx_audit_origins_user on audit_origins (user_id);

-- The events so far move into the log, and stay readable under their name.
insert into audit_pseudonyms (user_id)
select distinct user_id from security_events where user_id is not null
on conflict do nothing;

with moved as (
  select
    nextval(pg_get_serial_sequence('audit_log', 'id')) as id, e.timestamp, p.pseudonym, e.user_id, e.details,
    e.ip_address, e.user_agent,
    case e.event_type
      when 'login-failed' then 'authn_login_fail'
      when 'refresh-reused' then 'authn_token_reuse'
      when 'rate-limited' then 'excess_rate_limit_exceeded'
      when 'admin-created' then 'user_created'
      else e.event_type
    end as event
  from security_events e left join audit_pseudonyms p using (user_id)
), logged as (
  insert into audit_log (id, at, pseudonym, event, about_health, details)
  select id, timestamp, pseudonym, event, false, details from moved
)
insert into audit_origins (audit_id, user_id, ip_address, user_agent)
select id, user_id, ip_address, user_agent from moved where ip_address is not null or user_agent is not null;

drop table security_events;
alter table audit_log force row level security;
alter table audit_pseudonyms force row level security;

create view security_events with (security_invoker = true) as
  select
    l.id, coalesce(p.user_id, o.user_id) as user_id, l.event as event_type, l.details, o.ip_address, o.user_agent,
    l.at as timestamp
  from audit_log l
  left join audit_pseudonyms p on p.pseudonym = l.pseudonym
  left join audit_origins o on o.audit_id = l.id
  where not l.about_health;

grant select on security_events to phrm_door;

-- A seal names its rows and is computed with a key that the database does not hold.
alter table audit_seals
  add column row_ids bigint[] not null default '{}',
  -- The oldest transaction that was under way: whatever was written before it is sealed.
  add column horizon xid8 not null default '0';

create table audit_row_hashes (
  row_id bigint primary key,
  seal_id bigint not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);

create index idx_audit_row_hashes_seal on audit_row_hashes (seal_id);

do $$
declare
  closed text;
begin
  foreach closed in array array['audit_origins', 'audit_row_hashes'] loop
    execute format('alter table %I enable row level security', closed);
    execute format('alter table %I force row level security', closed);
    execute format(
      'create policy door on %I to phrm_door using (current_user = %L) with check (current_user = %L)',
      closed, 'phrm_door', 'phrm_door'
    );
  end loop;
end $$;

grant select, insert, delete on audit_origins to phrm_door;
grant select, insert on audit_row_hashes to phrm_door;
revoke update, delete on audit_log, audit_seals from phrm_door;

-- Whoever owns the tables could change them all the same, and not by accident.
create function refuse_change() returns trigger
  language plpgsql
as $$
begin
  raise insufficient_privilege using message = format('%s is only ever added to.', tg_table_name);
end $$;

do $$
declare
  kept text;
begin
  foreach kept in array array['audit_log', 'audit_seals', 'audit_row_hashes'] loop
    execute format(
      'create trigger only_added before update or delete on %I for each row execute function refuse_change()', kept
    );
    execute format(
      'create trigger not_emptied before truncate on %I for each statement execute function refuse_change()', kept
    );
  end loop;
end $$;
