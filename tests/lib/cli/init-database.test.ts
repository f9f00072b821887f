import { getTableName, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openPostgres } from "#db/client.ts";
import { KEPT_TABLES } from "#db/schema/index.ts";
import { readDb } from "#lib/cli/commands/db.ts";
import { initDatabase } from "#lib/cli/init-database.ts";
import { UsageError } from "#lib/cli/usage.ts";
import { Invalid } from "#lib/errors.ts";
import { readyQueues } from "#lib/jobs/ready-queues.ts";
import { onDatabase, useTwoRoles } from "#tests/support/databases/two-roles.ts";

describe("guardians db init", () => {
  const roles = useTwoRoles();
  const urls = () => ({ owner: roles().owner.url, application: roles().application.url });
  const init = () => initDatabase(urls());
  const asApplication = (...statements: string[]) => onDatabase(roles().application.url, ...statements);
  const asOwner = (...statements: string[]) => onDatabase(roles().owner.url, ...statements);
  const asAdministrator = (...statements: string[]) => onDatabase(roles().administrator.url, ...statements);

  it("S43 gives the application what it needs of the owner's tables, and says so", async () => {
    const { database, owner, application } = roles();
    expect(await init()).toMatch(
      new RegExp(
        `^The tables and queues of “${database}” are up to date. “${owner.name}” owns them.\n` +
          `“${application.name}” can read and write \\d+ tables, can only add to event_seals and events, .*\n`,
      ),
    );
    const opened = await openPostgres(application.url);
    expect(opened.role).toBe("application");
    await opened.close();
    await asApplication(ADD_EVENT, ADD_SEAL, "delete from people", "update people set name = ''");
    expect(await asApplication("select id from events")).toEqual([{ id: 1 }]);
  });

  it("S43 leaves the application no way to change, empty or drop what is recorded", async () => {
    await init();
    await asApplication(ADD_EVENT, ADD_SEAL);
    for (const statement of FORBIDDEN) {
      const refused = asApplication(statement).then(() => `${statement} was let through`);
      await expect(refused).rejects.toThrow(/^(permission denied|must be owner|must be able to)/);
    }
    expect(
      await asApplication(
        "select (select count(*) from events)::int as events, count(*)::int as seals from event_seals",
      ),
    ).toEqual([{ events: 1, seals: 1 }]);
  });

  it("S43 knows every table that has the trigger of the events", async () => {
    await init();
    const found = await asOwner(
      "select distinct tgrelid::regclass::text as name from pg_trigger where tgfoid = 'refuse_event_change'::regproc order by 1",
    );
    expect(found.map(({ name }) => name)).toEqual(KEPT_TABLES.map((table) => getTableName(table)).sort());
  });

  it("does nothing twice, nor when three do it at once", async () => {
    const [first, ...others] = await Promise.all([init(), init(), init()]);
    expect(others).toEqual([first, first]);
    expect(await init()).toBe(first);
    const [made] = await asOwner(
      "select count(*)::int as all, count(distinct hash)::int as different from drizzle.__drizzle_migrations",
    );
    expect(made?.all).toBe(made?.different);
  });

  it("brings within reach what the owner makes later, and takes back what others were let do", async () => {
    await init();
    await asOwner(
      "create table later (id int)",
      "grant all on events to public",
      "grant create on schema public to public",
    );
    await asApplication("insert into later values (1)", "delete from later");
    await init();
    await expect(asApplication("delete from events")).rejects.toThrow("permission denied");
    await expect(asApplication("create table more (id int)")).rejects.toThrow("permission denied");
  });

  it("gives a server its own role that had the owner's", async () => {
    const one = await openPostgres(roles().owner.url);
    expect(one.role).toBe("owner");
    await readyQueues(one);
    await one.close();
    await asOwner(ADD_EVENT);
    await init();
    expect(await asApplication("select id from events")).toEqual([{ id: 1 }]);
  });

  describe("refuses", () => {
    const refused = (words: RegExp) => expect(init()).rejects.toThrow(words);

    it("one role for both", async () => {
      const { owner } = roles();
      const both = initDatabase({ owner: owner.url, application: owner.url });
      await expect(both).rejects.toThrow(`both name the role “${owner.name}”`);
    });

    it("two databases", async () => {
      const elsewhere = urls().application.replace(roles().database, "postgres");
      await expect(initDatabase({ ...urls(), application: elsewhere })).rejects.toThrow(
        /point to different databases\./,
      );
      expect(await asOwner("select from pg_namespace where nspname = 'drizzle'")).toEqual([]);
    });

    it("a role that does not exist, and says how to make it without a password of its own", async () => {
      const nobody = roles().application.url.replace(roles().application.name, "nobody_of_them");
      const unknown = initDatabase({ ...urls(), application: nobody });
      await expect(unknown).rejects.toThrow('create role "nobody_of_them" login;\n  \\password "nobody_of_them"');
      await expect(unknown).rejects.toBeInstanceOf(Invalid);
    });

    it.each([
      ["superuser", /is a superuser/],
      ["createrole", /can create roles,/],
    ])("a role that is %s", async (power, words) => {
      await asAdministrator(`alter role ${roles().application.name} ${power}`);
      await refused(words);
    });

    it.each([
      [
        "owns the database",
        () => `alter database ${roles().database} owner to ${roles().application.name}`,
        /owns the database/,
      ],
      [
        "belongs to the owner",
        () => `grant ${roles().owner.name} to ${roles().application.name}`,
        /owns the database, the schema public and the tables/,
      ],
      [
        "owns a table",
        () => `create table own (); alter table own owner to ${roles().application.name}`,
        /owns the tables/,
      ],
    ])("a role that %s", async (_, statement, words) => {
      const { owner, database } = roles();
      await asAdministrator(
        statement(),
        `grant create on database ${database} to ${owner.name}`,
        `grant create on schema public to ${owner.name}`,
      );
      await refused(words);
    });

    it("a role that may make things, or change events, by who is not the owner", async () => {
      const { application, database } = roles();
      await asAdministrator(`grant create on database ${database} to ${application.name}`);
      await refused(new RegExp(`revoke create on database ${database} from public`));
      await asAdministrator(
        `revoke create on database ${database} from ${application.name}`,
        `grant pg_write_all_data to ${application.name}`,
      );
      await refused(/still has the wrong rights on event_seals, events/);
      await asAdministrator(`revoke pg_write_all_data from ${application.name}`);
      await init();
    });

    it("an owner that may not make tables, or to whom they do not belong", async () => {
      const { owner, database } = roles();
      await asAdministrator(`alter database ${database} owner to current_user`);
      await refused(new RegExp(`grant create on database "${database}" to "${owner.name}"`));
      await (await openPostgres(roles().administrator.url)).close();
      await refused(/Give DATABASE_OWNER_URL the owning role\./);
    });

    it("a database that nobody answers for, without saying its URL", async () => {
      const away = "postgres://someone:s3cret-word@127.0.0.1:1/guardians";
      const error: Error = await initDatabase({ owner: away, application: away.replace("someone", "other") }).catch(
        (error) => error,
      );
      expect(error.message).toMatch(/^Cannot open the database in DATABASE_OWNER_URL: /);
      expect(error.message).not.toContain("s3cret-word");
      const lost = { ...urls(), application: urls().application.replace(/:\d+\//, ":1/") };
      await expect(initDatabase(lost)).rejects.toThrow(/^Cannot open the database in DATABASE_URL: /);
    });
  });

  describe("a server without the rights of the owner does not start", () => {
    const start = () => openPostgres(roles().application.url);
    const INIT = "Run “guardians db init” with DATABASE_OWNER_URL, then start again.";

    it("S49 on an empty database", async () => {
      await expect(start()).rejects.toThrow(`cannot create them. ${INIT}`);
    });

    it("S49 on tables that it was given no rights in", async () => {
      await (await openPostgres(roles().owner.url)).close();
      await expect(start()).rejects.toThrow(`has no rights on them. ${INIT}`);
    });

    it("S49 on tables that are older than it, or newer", async () => {
      await init();
      await asOwner(
        "delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)",
      );
      await expect(start()).rejects.toThrow(`cannot change them. ${INIT}`);
      await asOwner("insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9e12)");
      await expect(start()).rejects.toThrow("newer version");
    });

    it.each([
      ["too few", () => `revoke insert on people from ${roles().application.name}`, "people"],
      ["too many", () => `grant update (data) on events to ${roles().application.name}`, "events"],
    ])("S43 S49 with %s rights", async (_, statement, table) => {
      await init();
      await asOwner(statement());
      await expect(start()).rejects.toThrow(`has the wrong rights on ${table}. ${INIT}`);
      await init();
      await (await start()).close();
    });

    it("S49 without a queue that it needs", async () => {
      await init();
      await asOwner("select pgboss.delete_queue('policy-run')");
      const opened = await start();
      await expect(readyQueues(opened)).rejects.toThrow(INIT);
      await asOwner("update pgboss.version set version = 1");
      await expect(readyQueues(opened)).rejects.toThrow(INIT);
      await opened.db.execute(sql`select 1`);
      await opened.close();
    });
  });
});

const ADD_EVENT = `insert into events (at, type, actor_kind, subject_kind, subject_id, data, request_id)
  values (now(), 'team.added', 'system', 'team', 1, '{}', 'r')`;
const ADD_SEAL = "insert into event_seals (number, event_id, count, hash, sealed_at) values (1, 1, 1, 'h', now())";

const FORBIDDEN = [
  "truncate events",
  "truncate event_seals",
  "truncate people cascade",
  "truncate pgboss.job",
  "delete from events",
  "delete from event_seals",
  "update events set data = '{}'",
  "update event_seals set hash = ''",
  "alter table events disable trigger all",
  "alter table events disable trigger events_are_kept",
  "alter table events add column more text",
  "alter table people rename to persons",
  "drop trigger events_are_kept on events",
  "drop trigger events_are_not_emptied on events",
  "drop table events cascade",
  "drop table people cascade",
  "drop schema public cascade",
  "drop schema pgboss cascade",
  "create table more (id int)",
  "create table pgboss.more (id int)",
  "create schema more",
  "create trigger more before insert on people for each row execute function refuse_event_change()",
  "create rule more as on insert to events do instead nothing",
  "create or replace function refuse_event_change() returns trigger language plpgsql as 'begin return old; end'",
  "set session_replication_role = replica",
  "delete from drizzle.__drizzle_migrations",
  "select pgboss.create_queue('more', '{}')",
  "select pgboss.delete_queue('policy-run')",
  "update pgboss.queue set policy = 'short'",
];

describe("the words of the command db", () => {
  it("are read", () => {
    expect(() => readDb(["init"])).not.toThrow();
  });

  it.each([[[]], [["drop"]], [["init", "postgres://owner:word@db"]], [["init", "--owner-url", "postgres://db"]]])(
    "are refused when they are not understood: %j",
    (args) => {
      expect(() => readDb(args)).toThrow(UsageError);
    },
  );
});
