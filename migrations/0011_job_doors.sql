-- For the worker, which works for all accounts.

create function door.claim_job(worker text, lease_seconds double precision) returns setof jobs
  language sql security definer set search_path = public, pg_temp
as $$
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
  returning *
$$;

-- True when the work should stop, null when the job is not this worker's.
create function door.renew_job(
  wanted integer,
  worker text,
  lease_seconds double precision,
  new_stage text,
  new_done integer,
  new_total integer
) returns boolean
  language sql security definer set search_path = public, pg_temp
as $$
  update jobs set
    lease_until = clock_timestamp() + make_interval(secs => lease_seconds),
    stage = coalesce(left(new_stage, 100), stage),
    done = coalesce(new_done, done),
    total = coalesce(new_total, total)
  where id = wanted and worker_id = worker and state = 'running'
  returning cancel_requested
$$;

create function door.end_job(wanted integer, worker text, new_state text) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update jobs set state = new_state, finished_at = clock_timestamp(), worker_id = null, lease_until = null
  where id = wanted and worker_id = worker and state = 'running'
$$;

-- Waits longer after each attempt (5 s, 10 s, 20 s, … 10 min); after the last one the job stays as a dead letter.
create function door.fail_job(wanted integer, worker text, why text) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  new_state text;
begin
  update jobs set
    state = case
      when cancel_requested then 'cancelled'
      when attempts >= max_attempts then 'failed'
      else 'queued'
    end,
    reason = left(why, 1000),
    run_at = clock_timestamp() + least(interval '10 minutes', interval '5 seconds' * 2 ^ least(attempts - 1, 10)),
    finished_at = case when cancel_requested or attempts >= max_attempts then clock_timestamp() end,
    worker_id = null,
    lease_until = null
  where id = wanted and worker_id = worker and state = 'running';
  select state into new_state from jobs where id = wanted;
  return new_state;
end $$;

-- Back to the queue at once, the attempt not counted. Without arguments: whatever anyone holds.
create function door.release_jobs(wanted integer default null, worker text default null) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  released integer;
begin
  update jobs set
    state = case when cancel_requested then 'cancelled' else 'queued' end,
    finished_at = case when cancel_requested then clock_timestamp() end,
    attempts = case when wanted is null then attempts else greatest(attempts - 1, 0) end,
    worker_id = null,
    lease_until = null,
    run_at = clock_timestamp()
  where state = 'running'
    and (wanted is null or id = wanted)
    and (worker is null or worker_id = worker);
  get diagnostics released = row_count;
  return released;
end $$;

create function door.enqueue_house_job(new_kind text, new_payload jsonb, new_max_attempts integer, new_unique_key text)
  returns setof jobs
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  -- The other one may end between both statements: then there is room for a new one.
  for tried in 1..10 loop
    return query
      insert into jobs (kind, payload, max_attempts, unique_key)
      values (new_kind, new_payload, new_max_attempts, new_unique_key)
      on conflict (coalesce(user_id, 0), unique_key)
        where unique_key is not null and state in ('queued', 'running') do nothing
      returning *;
    exit when found;
    return query
      select * from jobs
      where user_id is null and unique_key = new_unique_key and state in ('queued', 'running');
    exit when found;
  end loop;
end $$;

call door.hand_over();
