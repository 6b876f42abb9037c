-- What an account asked for with an Idempotency-Key, and how it was answered, for a day. The answer is sealed: it holds
-- health text.

create table idempotency_keys (
  user_id integer not null references users (id) on delete cascade,
  key text not null check (char_length(key) between 1 and 200),
  request_hash text not null check (request_hash ~ '^[0-9a-f]{64}$'),
  -- Who works on it: a new one when the former gave up.
  claim uuid not null,
  claimed_at timestamptz not null,
  -- Set in the transaction of the act itself.
  committed boolean not null default false,
  answer text,
  primary key (user_id, key)
);

create index idx_idempotency_keys_claimed_at on idempotency_keys (claimed_at);

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy door on idempotency_keys to phrm_door
  using (current_user = 'phrm_door') with check (current_user = 'phrm_door');
create policy own on idempotency_keys to phrm_app
  using (user_id = (select door.current_account()))
  with check (user_id = (select door.current_account()));
grant select, insert, update, delete on idempotency_keys to phrm_app, phrm_door;

create function door.purge_idempotency_keys(before timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  delete from idempotency_keys where claimed_at < before
$$;

call door.hand_over();
