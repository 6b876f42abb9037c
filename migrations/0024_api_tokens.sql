-- An account sees, adds and revokes its own tokens. Their hashes it cannot read, nor make a revoked one work again.

grant select (id, user_id, name, hint, scopes, created_at, last_used_at, expires_at, revoked_at) on api_tokens to phrm_app;
grant insert (user_id, name, token_hash, hint, scopes, created_at, expires_at) on api_tokens to phrm_app;
grant update (revoked_at) on api_tokens to phrm_app;
create policy own on api_tokens to phrm_app
  using (user_id = (select door.current_account()))
  with check (user_id = (select door.current_account()));
create policy final on api_tokens as restrictive for update to phrm_app
  using (revoked_at is null) with check (revoked_at is not null);

-- Its owner sees no row of a table whose row-level security is forced.
alter table api_tokens no force row level security;
update api_tokens
set expires_at = created_at + case when expires_at is null then interval '90 days' else interval '365 days' end
where expires_at is null or expires_at > created_at + interval '366 days';
alter table api_tokens force row level security;
alter table api_tokens
  alter column expires_at set not null,
  add constraint api_tokens_expires_within_a_year check (expires_at <= created_at + interval '366 days');

-- Whose token it is, if it still works; writes down that it was used, at most once a minute.
create function door.find_api_token(hash text, at timestamptz)
  returns table (id integer, account_id integer, scopes text[])
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  used timestamptz;
begin
  select t.id, t.user_id, t.scopes, t.last_used_at into id, account_id, scopes, used
  from api_tokens t join users u on u.id = t.user_id
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at and u.disabled_at is null;
  if not found then
    return;
  end if;
  if used is null or used <= at - interval '60 seconds' then
    -- Somebody else who uses it in this moment writes the same: nobody waits.
    update api_tokens t set last_used_at = at
    where t.id = (select l.id from api_tokens l where l.token_hash = hash for update skip locked);
  end if;
  return next;
end $$;

call door.hand_over();
