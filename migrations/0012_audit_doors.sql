-- Written in the transaction of the act itself, under a pseudonym; an account cannot write in another's name.
create function door.write_audit(act text, member integer, about text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  alias uuid;
begin
  if door.current_account() is null then
    raise insufficient_privilege using message = 'No account.';
  end if;
  insert into audit_pseudonyms (user_id) values (door.current_account()) on conflict do nothing;
  select pseudonym into alias from audit_pseudonyms where user_id = door.current_account();
  insert into audit_log (pseudonym, action, family_member_id, subject) values (alias, act, member, left(about, 255));
end $$;

create function door.add_security_event(kind text, account_id integer, ip text, agent text, more jsonb) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  insert into security_events (user_id, event_type, ip_address, user_agent, details)
  values (account_id, kind, left(ip, 64), left(agent, 500), coalesce(more, '{}'))
$$;

call door.hand_over();
grant execute on function door.write_audit(text, integer, text) to phrm_app;
