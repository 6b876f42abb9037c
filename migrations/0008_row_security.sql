-- Every table with data of people is closed, to its owner too; what is not allowed here is denied.

-- Persons whom the current account may see: evaluated once a query, because policies ask for it in a sub-select.
create function door.visible_members() returns integer[]
  language plpgsql stable security definer parallel restricted
  set search_path = public, pg_temp
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

-- Those for whom it may also write.
create function door.writable_members() returns integer[]
  language plpgsql stable security definer parallel restricted
  set search_path = public, pg_temp
as $$
begin
  return array(
    select f.family_member_id
    from user_family f
    join family_members m on m.id = f.family_member_id
    where f.user_id = door.current_account()
      and f.role in ('owner', 'editor')
      and (f.valid_until is null or f.valid_until > now())
      and m.deleted_at is null
  );
end $$;

do $$
declare
  closed text;
begin
  foreach closed in array array[
    'users', 'family_members', 'user_family', 'sessions', 'refresh_tokens', 'api_tokens', 'jobs',
    'health_records', 'documents', 'document_pages', 'ai_summaries', 'audit_pseudonyms', 'audit_log', 'audit_seals',
    'ai_audit_logs', 'security_events', 'ai_consents', 'search_entries', 'search_postings', 'search_words'
  ] loop
    execute format('alter table %I enable row level security', closed);
    execute format('alter table %I force row level security', closed);
    -- The comparison keeps members of the role out: only inside its own functions is it the current user.
    execute format(
      'create policy door on %I to phrm_door using (current_user = %L) with check (current_user = %L)',
      closed, 'phrm_door', 'phrm_door'
    );
    execute format('grant select, insert, update, delete on %I to phrm_door', closed);
  end loop;

  -- What belongs to a person is seen by those who see the person.
  foreach closed in array array[
    'health_records', 'documents', 'document_pages', 'ai_summaries', 'search_entries', 'search_postings', 'search_words'
  ] loop
    execute format('grant select on %I to phrm_app', closed);
    execute format(
      'create policy visible on %I for select to phrm_app using (family_member_id = any ((select door.visible_members())::integer[]))',
      closed
    );
  end loop;

  -- And written by its owners and editors.
  foreach closed in array array['health_records', 'documents', 'document_pages', 'ai_summaries'] loop
    execute format(
      'create policy add on %I for insert to phrm_app with check (family_member_id = any ((select door.writable_members())::integer[]))',
      closed
    );
    execute format(
      'create policy change on %I for update to phrm_app using (family_member_id = any ((select door.writable_members())::integer[]))',
      closed
    );
  end loop;
end $$;

-- Nothing is deleted by an account but the pages of a document that is read again: deleting means marking.
grant insert, update on health_records, documents to phrm_app;
grant insert on ai_summaries to phrm_app;
grant insert, delete on document_pages to phrm_app;
create policy remove on document_pages for delete to phrm_app
  using (family_member_id = any ((select door.writable_members())::integer[]));

-- A record names the account that wrote it.
create policy author on health_records as restrictive for insert to phrm_app
  with check (user_id = (select door.current_account()));

grant select on family_members to phrm_app;
grant update (name, relationship, date_of_birth, sex, medical_history, updated_at, version)
  on family_members to phrm_app;
create policy visible on family_members for select to phrm_app
  using (id = any ((select door.visible_members())::integer[]));
create policy change on family_members for update to phrm_app
  using (id = any ((select door.writable_members())::integer[]));

grant select on user_family to phrm_app;
create policy own on user_family for select to phrm_app
  using (user_id = (select door.current_account()));

grant select, insert on jobs to phrm_app;
grant update (cancel_requested, state, finished_at) on jobs to phrm_app;
create policy own on jobs to phrm_app using (user_id = (select door.current_account()));

grant select, insert on ai_consents to phrm_app;
create policy own on ai_consents for select to phrm_app
  using (
    user_id = (select door.current_account())
    and family_member_id = any ((select door.visible_members())::integer[])
  );
create policy add on ai_consents for insert to phrm_app
  with check (
    user_id = (select door.current_account())
    and family_member_id = any ((select door.writable_members())::integer[])
  );

grant select, insert on ai_audit_logs to phrm_app;
create policy own on ai_audit_logs for select to phrm_app
  using (user_id = (select door.current_account()));
create policy add on ai_audit_logs for insert to phrm_app
  with check (
    user_id = (select door.current_account())
    and family_member_id = any ((select door.visible_members())::integer[])
  );
