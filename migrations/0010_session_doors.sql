create type door.session as (
  id text,
  account_id integer,
  is_admin boolean,
  created_at timestamptz,
  last_seen_at timestamptz,
  expires_at timestamptz,
  remember boolean
);

create function door.add_session(
  new_id text,
  account_id integer,
  began_at timestamptz,
  ends_at timestamptz,
  remembered boolean,
  refresh_hash text,
  agent text,
  ip text
) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  insert into sessions (id, user_id, created_at, last_seen_at, expires_at, remember, user_agent, ip_address)
  values (new_id, account_id, began_at, began_at, ends_at, remembered, left(agent, 500), left(ip, 64));
  insert into refresh_tokens (token_hash, session_id, created_at) values (refresh_hash, new_id, began_at);
$$;

-- Neither ended nor expired.
create function door.find_session(wanted text, at timestamptz) returns setof door.session
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  -- In plpgsql, which keeps the plan: asked with many requests, and four times as fast as the same in SQL.
  return query
    select s.id, s.user_id, u.is_admin, s.created_at, s.last_seen_at, s.expires_at, s.remember
    from sessions s join users u on u.id = s.user_id
    where s.id = wanted and s.ended_at is null and s.expires_at > at;
end $$;

-- Answers the outcome ('exchanged', 'unknown', 'reused') and the session as it was before. Two tabs that come with the same
-- token within the grace each get a successor; later than that the token was stolen, and the session ends.
create function door.rotate_refresh_token(old_hash text, new_hash text, at timestamptz, grace interval)
  returns table (outcome text, session door.session)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  token refresh_tokens;
  current door.session;
begin
  select * into token from refresh_tokens where token_hash = old_hash for update;
  if not found then
    return query select 'unknown', null::door.session;
    return;
  end if;
  perform from sessions where id = token.session_id for update;
  select * into current from door.find_session(token.session_id, at);
  if current.id is null then
    return query select 'unknown', null::door.session;
  elsif token.exchanged_at < at - grace then
    update sessions set ended_at = at where id = token.session_id;
    return query select 'reused', null::door.session;
  else
    update refresh_tokens set exchanged_at = coalesce(exchanged_at, at) where token_hash = old_hash;
    insert into refresh_tokens (token_hash, session_id, created_at) values (new_hash, token.session_id, at);
    update sessions set last_seen_at = at where id = token.session_id;
    return query select 'exchanged', current;
  end if;
end $$;

create function door.end_session(wanted text) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update sessions set ended_at = now() where id = wanted and ended_at is null
$$;

create function door.end_session_by_refresh_hash(hash text) returns table (id text, account_id integer)
  language sql security definer set search_path = public, pg_temp
as $$
  update sessions s set ended_at = now()
  from refresh_tokens t
  where t.token_hash = hash and s.id = t.session_id and s.ended_at is null
  returning s.id, s.user_id
$$;

call door.hand_over();
