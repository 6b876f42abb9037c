-- Work on somebody's papers belongs to that person too: who no longer sees the person sees nothing of it.

alter table jobs add column family_member_id integer references family_members (id) on delete cascade;
create index idx_jobs_family_member on jobs (family_member_id);

-- Their owner sees no row of a table whose row-level security is forced.
alter table jobs no force row level security;
alter table documents no force row level security;
update jobs j set family_member_id = d.family_member_id
from documents d
where j.kind = 'read-document' and d.id = (j.payload ->> 'documentId')::integer;
alter table jobs force row level security;
alter table documents force row level security;

drop policy own on jobs;
create policy own on jobs for select to phrm_app using (
  user_id = (select door.current_account())
  and (family_member_id is null or family_member_id = any ((select door.visible_members())::integer[]))
);
create policy change on jobs for update to phrm_app using (user_id = (select door.current_account()));
create policy add on jobs for insert to phrm_app with check (
  user_id = (select door.current_account())
  and (family_member_id is null or family_member_id = any ((select door.writable_members())::integer[]))
);

-- Who works on a person's papers: the account itself while it may write, else an owner. A share may end while its papers wait
-- to be read, and they are read all the same.
create function door.stand_in(account integer, member integer) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(
    (
      select user_id from user_family
      where family_member_id = member and role in ('owner', 'editor') and (valid_until is null or valid_until > now())
      order by user_id <> account, role <> 'owner', user_id
      limit 1
    ),
    account
  )
$$;

create or replace function door.claim_job(worker text, lease_seconds double precision) returns setof jobs
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  claimed jobs;
begin
  update jobs set
    state = 'running',
    attempts = attempts + 1,
    worker_id = worker,
    lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
  where id = (
    select id from jobs
    where (state = 'queued' and run_at <= clock_timestamp())
      or (state = 'running' and lease_until <= clock_timestamp())
    order by run_at, id
    limit 1
    for update skip locked
  )
  returning * into claimed;
  if found then
    claimed.user_id := door.stand_in(claimed.user_id, claimed.family_member_id);
    return next claimed;
  end if;
end $$;

call door.hand_over();
