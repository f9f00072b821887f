/**
 * Makes the function `tests.empty()` in a migrated database. It deletes every row of the product's tables, restarts every sequence,
 * and empties the queue of jobs, where a worker has made one; what the migrations and the queue need for themselves stays.
 *
 * What refers to a row goes with it, so nothing needs to look for it, and what is kept may go: while the function runs, the triggers
 * of deleted rows rest. That is said by a condition of each, which is that of a trigger made for it: a session that turns all
 * triggers off (`session_replication_role`) forgets the plans of its statements, and those of the product are made again in each test.
 */
export const MAKE_EMPTY = `do $$
  declare
    deletes text;
    restarts text;
  begin
    select string_agg(format('of_%s as (delete from %I.%I)', c.oid, n.nspname, c.relname), ', ') into deletes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname = 'public';
    select string_agg(format('perform setval(%L, %s, false);', format('%I.%I', schemaname, sequencename), start_value), ' ')
      into restarts from pg_sequences where schemaname = 'public';
    create schema tests;
    execute 'create function tests.empty() returns void language plpgsql set tests.emptying = yes as ' ||
      quote_literal(format('begin with %s insert into program (name) select null where false; %s %s end', deletes, restarts,
        'if to_regclass(''pgboss.job'') is not null then execute ''delete from pgboss.job''; end if;'));
    create table tests.rows ();
    create trigger of_rows before delete on tests.rows for each row
      when (current_setting('tests.emptying', true) is distinct from 'yes') execute function refuse_event_change();
    update pg_trigger set tgqual = (select tgqual from pg_trigger where tgname = 'of_rows')
      where tgqual is null and tgtype & 9 = 9 -- for each row, of a delete
        and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace);
    drop table tests.rows;
  end $$`;
