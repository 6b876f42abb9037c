-- A reading asks once whom its account may see, with what opens it, and every policy and function takes the answer from
-- there. A transaction that writes asks each time, as what it does may change the answer.

create function door.find_visible_members() returns integer[]
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return array(
    select f.family_member_id
    from user_family f
    join family_members m on m.id = f.family_member_id
    where f.user_id = door.current_account()
      and (f.valid_until is null or f.valid_until > now())
      and m.deleted_at is null
  );
end $$;

create function door.find_self_member() returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select self_id from users where id = door.current_account()
$$;

-- For the statement that opens a reading, before it becomes the account's.
create function door.reach(account integer, out visible text, out self text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  select coalesce(array_agg(f.family_member_id), '{}')::text into visible
  from user_family f
  join family_members m on m.id = f.family_member_id
  where f.user_id = account
    and (f.valid_until is null or f.valid_until > now())
    and m.deleted_at is null;
  select self_id::text into self from users where id = account;
end $$;

call door.hand_over();

create or replace function door.visible_members() returns integer[]
  language plpgsql stable parallel restricted
as $$
declare
  known text := current_setting('phrm.visible', true);
begin
  if known <> '' then
    return known::integer[];
  end if;
  return door.find_visible_members();
end $$;

create or replace function door.self_member() returns integer
  language plpgsql stable
as $$
declare
  known text := current_setting('phrm.self', true);
begin
  if known <> '' then
    return known::integer;
  end if;
  return door.find_self_member();
end $$;

grant execute on function door.find_visible_members(), door.find_self_member() to phrm_app;
