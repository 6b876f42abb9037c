-- Two roles besides the one that connects. Both are cluster-wide, so another database may have made them already.
--   phrm_app   the transactions of an account; row-level security is written for it
--   phrm_door  owner of the functions in schema "door": what has no account yet, or crosses accounts
-- The connecting user is granted both. A server that signs in as another user than the one that migrates needs
--   grant phrm_app, phrm_door to <that user>;

create extension if not exists vector;
create extension if not exists pg_trgm;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['phrm_app', 'phrm_door'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin nobypassrls nosuperuser', wanted);
      exception when duplicate_object or unique_violation then
        null; -- made by a migration of another database in this moment
      end;
    end if;
    -- Whoever set up the server may have granted it before; an ordinary role cannot do so itself.
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end $$;

create schema door authorization phrm_door;
grant usage on schema public, door to phrm_app, phrm_door;

-- The account of the running transaction; null outside of one, and then nothing is visible.
create function door.current_account() returns integer
  language sql stable parallel safe
  return nullif(current_setting('phrm.account', true), '')::integer;

-- Called at the end of each migration that adds doors: they work with the rights of phrm_door, and nobody else may open
-- them unless it is said.
create procedure door.hand_over()
  language plpgsql
as $$
declare
  added regprocedure;
begin
  for added in
    select p.oid from pg_proc p
    where p.pronamespace = 'door'::regnamespace and p.prosecdef
      and p.proowner <> 'phrm_door'::regrole
  loop
    execute format('revoke all on function %s from public', added);
    execute format('alter function %s owner to phrm_door', added);
  end loop;
end $$;
