-- What an account is told of, and what it was told already.

alter table users add column detail_in_mail boolean not null default false;

alter table health_records add column review_followup_due date
  check (review_followup_due between '0001-01-01' and '9999-12-31');

create index idx_health_records_followup_due on health_records (family_member_id, review_followup_due)
  where review_followup_due is not null and deleted_at is null;

-- A follow-up is told of once; another date is another one.
create table told_followups (
  user_id integer not null references users (id) on delete cascade,
  health_record_id integer not null references health_records (id) on delete cascade,
  due date not null,
  told_at timestamptz not null default now(),
  primary key (user_id, health_record_id, due)
);

create index idx_told_followups_record on told_followups (health_record_id);

-- How far the account was told.
create table digests (
  user_id integer primary key references users (id) on delete cascade,
  -- The day of the newest digest, where the person is.
  day date not null default '0001-01-01',
  -- Papers read up to then are told of.
  papers_until timestamptz
);

do $$
declare
  closed text;
begin
  foreach closed in array array['told_followups', 'digests'] loop
    execute format('alter table %I enable row level security', closed);
    execute format('alter table %I force row level security', closed);
    execute format(
      'create policy door on %I to phrm_door using (current_user = %L) with check (current_user = %L)',
      closed, 'phrm_door', 'phrm_door'
    );
    execute format('grant select, insert, update, delete on %I to phrm_door', closed);
    execute format('grant select, insert, update on %I to phrm_app', closed);
    execute format('create policy own on %I to phrm_app using (user_id = (select door.current_account()))', closed);
  end loop;
end $$;

create type door.preferences as (
  email_notifications boolean,
  record_reminders boolean,
  security_alerts boolean,
  ai_insights boolean,
  notification_frequency text,
  detail_in_mail boolean
);

create function door.find_preferences(wanted integer) returns setof door.preferences
  language sql stable security definer set search_path = public, pg_temp
as $$
  select email_notifications, record_reminders, security_alerts, ai_insights, notification_frequency, detail_in_mail
  from users where id = wanted
$$;

-- The current account's own.
create function door.set_preferences(
  new_email_notifications boolean,
  new_record_reminders boolean,
  new_security_alerts boolean,
  new_ai_insights boolean,
  new_frequency text,
  new_detail_in_mail boolean
) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update users set
    email_notifications = new_email_notifications,
    record_reminders = new_record_reminders,
    security_alerts = new_security_alerts,
    ai_insights = new_ai_insights,
    notification_frequency = new_frequency,
    detail_in_mail = new_detail_in_mail,
    updated_at = now()
  where id = door.current_account()
$$;

-- Who wants to be told of anything that has its time.
create function door.list_subscribers() returns setof integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id from users
  where disabled_at is null and email_notifications and (record_reminders or ai_insights)
  order by id
$$;

-- A letter holds an address and often a link; once it is sent nobody needs it.
create or replace function door.end_job(wanted integer, worker text, new_state text) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update jobs set
    state = new_state,
    finished_at = clock_timestamp(),
    worker_id = null,
    lease_until = null,
    payload = case when kind in ('send-letter', 'send-reset-link') then '{}' else payload end
  where id = wanted and worker_id = worker and state = 'running'
$$;

call door.hand_over();
grant execute on function door.set_preferences(boolean, boolean, boolean, boolean, text, boolean) to phrm_app;
