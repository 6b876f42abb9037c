-- Ends what was deleted before that moment, and answers the paths of files that nothing names any more.
create function door.purge_deleted(before timestamptz) returns setof text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  members integer[];
  paths text[];
begin
  with records as (
    select id from health_records where deleted_at < before
    union
    select r.id from health_records r join family_members m on m.id = r.family_member_id where m.deleted_at < before
  ), ended as (
    delete from documents
    where deleted_at < before or health_record_id in (select id from records)
    returning family_member_id, file_path
  )
  select array_agg(distinct family_member_id), array_agg(file_path) into members, paths from ended;

  with ended as (
    delete from health_records where deleted_at < before returning family_member_id
  )
  select members || array_agg(distinct family_member_id) into members from ended;

  with ended as (
    delete from family_members where deleted_at < before returning id
  )
  select members || array_agg(id) into members from ended;

  delete from search_words w
  where w.family_member_id = any (members)
    and not exists (
      select from search_postings p where p.family_member_id = w.family_member_id and p.term = w.term and p.word = w.word
    );

  return query
    select distinct path from unnest(paths) path
    where not exists (select from documents d where d.file_path = path);
end $$;

-- What has served its time: sign-ins that are over, jobs that ended, attempts at a provider that nobody closed.
create function door.purge_expired(before timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from sessions where expires_at < before or ended_at < before;
  delete from api_tokens where expires_at < before or revoked_at < before;
  delete from jobs where finished_at < before;
  insert into ai_audit_logs (
    attempt_id, user_id, operation_type, input_content, model_used, response_length, family_member_id, provider, host,
    is_local, model_asked, record_ids, document_ids, fallback_from, outcome, failure
  )
  select
    id, user_id, operation_type, input_content, model_asked, 0, family_member_id, provider, host,
    is_local, model_asked, record_ids, document_ids, fallback_from, 'aborted', 'interrupted'
  from ai_audit_logs begun
  where attempt_id is null and timestamp < now() - interval '1 hour'
    and not exists (select from ai_audit_logs ended where ended.attempt_id = begun.id);
end $$;

create function door.list_unknown_paths(paths text[]) returns setof text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select path from unnest(paths) path
  where not exists (select from documents d where d.file_path = path)
$$;

call door.hand_over();
