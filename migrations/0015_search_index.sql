-- Fills in the words of new entries. Words of the header stand in the body too, so they count twice. Of a page that is longer
-- than some fifty usual ones, the rest is not indexed: a single statement must not take for ever.
create function door.add_search_postings(entry_ids integer[], headers text[], bodies text[]) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  with given as (
    select * from unnest(entry_ids, headers, bodies) given (entry_id, header, body)
  ), counted as (
    select entry_id, word collate "C" as word, count(*)::integer as frequency
    from given, lateral (select search_words(header) as word union all select search_words(left(body, 200000))) words
    group by 1, 2
  ), posted as (
    insert into search_postings (entry_id, family_member_id, term, word, frequency)
    select c.entry_id, e.family_member_id, search_term(c.word), c.word, c.frequency
    from counted c join search_entries e on e.id = c.entry_id
    returning entry_id, family_member_id, term, word, frequency
  ), learnt as (
    insert into search_words (family_member_id, word, term)
    select distinct family_member_id, word, term from posted order by 1, 2
    on conflict do nothing
  )
  update search_entries e set length = l.length
  from (
    select entry_id, sum(frequency)::integer as length from posted where not search_is_filler(word) group by entry_id
  ) l
  where e.id = l.entry_id
$$;

-- Makes the entries of these records themselves anew.
create function door.index_records(record_ids integer[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  entry_ids integer[];
  headers text[];
  bodies text[];
begin
  delete from search_entries where health_record_id = any (record_ids) and document_id is null;
  with added as (
    insert into search_entries (family_member_id, health_record_id, date, length)
    select family_member_id, id, date, 0 from health_records where id = any (record_ids) and deleted_at is null
    returning id, health_record_id
  )
  select array_agg(a.id), array_agg(door.record_header(r)), array_agg(door.record_body(r))
  into entry_ids, headers, bodies
  from added a join health_records r on r.id = a.health_record_id;
  perform door.add_search_postings(entry_ids, headers, bodies);
end $$;

create function door.record_header(r health_records) returns text
  language sql immutable
  return concat_ws(' ', r.chief_complaint, r.doctor);

create function door.date_words(date date) returns text
  language sql stable
  return to_char(date, 'YYYY-MM-DD FMMonth');

create function door.record_body(r health_records) returns text
  language sql stable
  return concat_ws(
    ' ', door.date_words(r.date), r.chief_complaint, r.doctor, r.investigations, r.diagnosis, r.prescription, r.notes,
    r.review_followup
  );

-- Makes the entries of these pages anew; document_ids and numbers go in pairs.
create function door.index_pages(document_ids integer[], numbers integer[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  entry_ids integer[];
  headers text[];
  bodies text[];
begin
  delete from search_entries e
  using unnest(document_ids, numbers) asked (document_id, number)
  where e.document_id = asked.document_id and e.page = asked.number;
  with added as (
    insert into search_entries (family_member_id, health_record_id, document_id, page, date, length)
    select d.family_member_id, d.health_record_id, d.id, p.number, r.date, 0
    from unnest(document_ids, numbers) asked (document_id, number)
    join document_pages p using (document_id, number)
    join documents d on d.id = p.document_id
    join health_records r on r.id = d.health_record_id
    where d.deleted_at is null and r.deleted_at is null
    returning id, document_id, page, date
  )
  select
    array_agg(a.id), array_agg(d.filename), array_agg(concat_ws(' ', door.date_words(a.date), d.filename, p.text))
  into entry_ids, headers, bodies
  from added a
  join documents d on d.id = a.document_id
  join document_pages p on p.document_id = a.document_id and p.number = a.page;
  perform door.add_search_postings(entry_ids, headers, bodies);
end $$;

create function door.index_documents(document_ids integer[]) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  select door.index_pages(array_agg(document_id), array_agg(number))
  from document_pages where document_id = any (document_ids)
$$;

create function door.entries_removed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from search_postings where entry_id in (select id from old_rows);
  return null;
end $$;

-- Once a statement, over all rows that it touched.

create function door.records_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform door.index_records(array(select id from new_rows));
  return null;
end $$;

create function door.records_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform door.index_records(array(select id from new_rows));
  perform door.index_documents(array(
    select d.id
    from new_rows n join old_rows o using (id) join documents d on d.health_record_id = n.id
    where (n.date, n.family_member_id) is distinct from (o.date, o.family_member_id)
      or (n.deleted_at is null) <> (o.deleted_at is null)
  ));
  return null;
end $$;

create function door.documents_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform door.index_documents(array(
    select n.id
    from new_rows n join old_rows o using (id)
    where (n.filename, n.health_record_id, n.family_member_id)
        is distinct from (o.filename, o.health_record_id, o.family_member_id)
      or (n.deleted_at is null) <> (o.deleted_at is null)
  ));
  return null;
end $$;

create function door.pages_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform door.index_pages(array_agg(document_id), array_agg(number)) from touched_rows;
  return null;
end $$;

create trigger postings_removed after delete on search_entries
  referencing old table as old_rows
  for each statement execute function door.entries_removed();
create trigger search_added after insert on health_records
  referencing new table as new_rows
  for each statement execute function door.records_added();
create trigger search_changed after update on health_records
  referencing old table as old_rows new table as new_rows
  for each statement execute function door.records_changed();
create trigger search_changed after update on documents
  referencing old table as old_rows new table as new_rows
  for each statement execute function door.documents_changed();
create trigger search_added after insert on document_pages
  referencing new table as touched_rows
  for each statement execute function door.pages_changed();
create trigger search_removed after delete on document_pages
  referencing old table as touched_rows
  for each statement execute function door.pages_changed();
create trigger search_changed after update on document_pages
  referencing new table as touched_rows
  for each statement execute function door.pages_changed();

call door.hand_over();
