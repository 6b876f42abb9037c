-- A house as it was lived in when 0016 was the last migration: something in every table that was written then.
begin;
set local role phrm_door;

select door.register_account('anna', 'anna@example.org', '$argon2id$anna', 'Anna', 'Example', '1980-05-01', false);
select door.register_account('ben', 'ben@example.org', '$argon2id$ben', 'Ben', 'Example', null, false);
update users set notification_frequency = 'weekly', ai_insights = false, reset_token_hash = 'hash of a reset'
where username = 'anna';

select door.add_session(
  'session-of-anna-1', (select id from users where username = 'anna'), now() - interval '2 days',
  now() + interval '12 days', true, 'refresh-hash-of-anna', 'Firefox', '192.0.2.1'
);

insert into api_tokens (user_id, name, token_hash, hint, scopes, created_at, expires_at)
select id, given.name, repeat(given.name, 6), 'ending00', '{records:read}', given.at, given.ends
from users, (values
  ('endless', now() - interval '10 days', null),
  ('ancient', now() - interval '400 days', null),
  ('decade', now() - interval '10 days', now() + interval '3650 days')
) given (name, at, ends)
where username = 'anna';

select door.enqueue_house_job('clean-files', '{}', 3, 'clean-files');
select door.add_security_event('login-failed', (select id from users where username = 'anna'), '192.0.2.7', 'curl', '{"route":"login"}');
select door.add_security_event('rate-limited', null, '192.0.2.8', null, null);

-- What Anna did herself.
select set_config('phrm.account', (select id::text from users where username = 'anna'), true);
select door.add_family_member('Mia Example', 'child', '2016-02-29', 'female', 'Hay fever since 2022.');
insert into user_family (user_id, family_member_id, role)
select u.id, m.id, 'viewer' from users u, family_members m where u.username = 'ben' and m.name = 'Mia Example';

set local role phrm_app;
insert into health_records (user_id, family_member_id, date, chief_complaint, doctor, review_followup)
select door.current_account(), id, '2024-03-02', 'Sore throat', 'Dr. Okonkwo', 'In ten days'
from family_members where name = 'Mia Example';
insert into jobs (kind, user_id, payload, unique_key)
values ('read-document', door.current_account(), '{"documentId": 1}', 'read-document:1');
insert into documents (
  health_record_id, family_member_id, filename, stored_filename, file_path, file_size, content_type, sha256, state,
  page_count, job_id
)
select r.id, r.family_member_id, 'lab.pdf', 'stored', 'ab/stored', 1234, 'application/pdf', repeat('a', 64), 'done', 1, j.id
from health_records r, jobs j where j.kind = 'read-document';
insert into document_pages (document_id, family_member_id, number, text, source)
select id, family_member_id, 1, 'Haemoglobin 13.2 quokka', 'text-layer' from documents;
insert into ai_summaries (health_record_id, family_member_id, user_id, summary, model_used, record_version)
select id, family_member_id, user_id, 'A sore throat.', 'model', version from health_records;
insert into ai_consents (user_id, family_member_id, host, text_version, granted)
select door.current_account(), id, 'router.example', '1', true from family_members where name = 'Mia Example';
insert into ai_audit_logs (user_id, operation_type, input_content, family_member_id, provider, host, is_local, model_asked)
select door.current_account(), 'chat', 'fingerprint', id, 'router', 'router.example', false, 'model'
from family_members where name = 'Mia Example';
select door.write_audit('account.register', null, null);
select door.write_audit('health-record.create', family_member_id, id::text) from health_records;
select door.write_audit('document.download', family_member_id, id::text) from documents;
select door.write_audit('consent.give', family_member_id, 'router.example') from health_records;
reset role;

insert into rag_sources (path, sha256, title, size) values ('book.pdf', repeat('b', 64), 'A book', 10);
insert into rag_generations (embedder_key, dimensions, chunker_version, state) values ('e', 3, '1', 'active');
insert into rag_chunks (
  generation_id, source_id, position, page_start, page_end, header, body, content_hash, length
)
values (1, 1, 0, 1, 1, 'Head', 'Body', repeat('c', 64), 1);
insert into rag_postings (generation_id, term, chunk_id, frequency) values (1, 'body', 1, 1);
insert into rag_terms (generation_id, term, document_frequency) values (1, 'body', 1);
insert into rag_vectors (embedder_key, content_hash, embedding) values ('e', repeat('c', 64), '[1,2,3]');
commit;
