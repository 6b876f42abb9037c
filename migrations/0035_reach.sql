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

-- The row of a look in one statement.
create or replace function door.note_read(act text, word text, member integer, record integer, document integer) returns void
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
