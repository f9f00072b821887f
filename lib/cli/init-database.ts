import { oneAtATime, openPostgres } from "#db/client.ts";
import { grantApplication } from "#db/grant-application.ts";
import { inspectRoles, placeOf, type Roles, roleIn } from "#db/inspect-roles.ts";
import type { TableRights } from "#db/rights.ts";
import { Invalid, Unavailable } from "#lib/errors.ts";
import { readyQueues } from "#lib/jobs/ready-queues.ts";
import { listed } from "#lib/words.ts";

export type Urls = { owner: string; application: string };

/**
 * Creates tables and queues as their owner, grants the application role its rights, and opens the database like the
 * server. Returns a summary. If everything exists already, it is only checked.
 */
export async function initDatabase({ owner: ownerUrl, application: applicationUrl }: Urls): Promise<string> {
  const role = roleIn(applicationUrl);
  refuseSameRole(roleIn(ownerUrl), role);
  const roles = await inspectRoles(ownerUrl, role).catch(unavailable("DATABASE_OWNER_URL"));
  const problem = problemOf(roles, role);
  if (problem) throw new Invalid(problem);
  await refuseOtherPlace(ownerUrl, applicationUrl);
  const tables = await makeTables(ownerUrl, role);
  refuseWrongRights(tables, role);
  refuseMakes(await inspectRoles(ownerUrl, role), role);
  await openAsServer(applicationUrl);
  return wordsOf(roles, tables, role);
}

async function makeTables(ownerUrl: string, role: string): Promise<TableRights[]> {
  const opened = await openPostgres(ownerUrl).catch(unavailable("DATABASE_OWNER_URL"));
  try {
    await readyQueues(opened);
    return await oneAtATime(opened, () => grantApplication(opened.db, role));
  } finally {
    await opened.close();
  }
}

/** Repeats the server's startup, which proves that the rights suffice. */
async function openAsServer(applicationUrl: string): Promise<void> {
  const opened = await openPostgres(applicationUrl).catch(unavailable("DATABASE_URL"));
  try {
    await readyQueues(opened);
  } finally {
    await opened.close();
  }
}

function unavailable(variable: string) {
  return (cause: unknown): never => {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new Unavailable(`Cannot open the database in ${variable}: ${why.replace(/\.$/, "")}.`);
  };
}

function refuseSameRole(owner: string, application: string): void {
  if (owner !== application) return;
  throw new Invalid(
    `DATABASE_OWNER_URL and DATABASE_URL both name the role “${owner}”. If it already owns the tables, keep it in DATABASE_OWNER_URL, and give DATABASE_URL a new role that owns nothing.`,
  );
}

async function refuseOtherPlace(ownerUrl: string, applicationUrl: string): Promise<void> {
  const owner = await placeOf(ownerUrl).catch(unavailable("DATABASE_OWNER_URL"));
  const application = await placeOf(applicationUrl).catch(unavailable("DATABASE_URL"));
  if (owner === application) return;
  throw new Invalid(
    "DATABASE_OWNER_URL and DATABASE_URL point to different databases. Both must point to the server's database.",
  );
}

/** Why these roles cannot be owner and application of this database, with commands to run; null if they can. */
export function problemOf({ database, owner, application }: Roles, role: string): string | null {
  const name = quoted(role);
  if (!application) {
    return `The role “${role}” in DATABASE_URL does not exist. Create it as an administrator, in psql:\n  create role ${name} login;\n  \\password ${name}`;
  }
  if (owner.madeBy !== null && !owner.owns) {
    return `The tables belong to “${owner.madeBy}”, and “${owner.user}” in DATABASE_OWNER_URL cannot change them. Give DATABASE_OWNER_URL the owning role.`;
  }
  if (!owner.mayMake) {
    const who = quoted(owner.user);
    return `“${owner.user}” in DATABASE_OWNER_URL cannot create tables here. Allow it as an administrator, in psql:\n  grant create on database ${quoted(database)} to ${who};\n  grant create on schema public to ${who};`;
  }
  if (application.superuser) {
    return `“${role}” in DATABASE_URL is a superuser, so rights do not restrict it. Give DATABASE_URL another role, or run: alter role ${name} nosuperuser;`;
  }
  if (application.makesRoles) {
    return `“${role}” in DATABASE_URL can create roles, and so become other roles. Give DATABASE_URL another role, or run: alter role ${name} nocreaterole;`;
  }
  if (application.holds.length === 0) return null;
  return `“${role}” in DATABASE_URL owns ${listed(application.holds)}, or belongs to the owning role, so it could still make changes. Keep it as the owner in DATABASE_OWNER_URL, and give DATABASE_URL a new role that owns nothing.`;
}

/** The owner cannot revoke rights it did not grant: they come from another role, or from its grantor. */
function refuseWrongRights(tables: TableRights[], role: string): void {
  const names = tables.filter(({ tooMuch, enough }) => tooMuch || !enough).map(({ name }) => name);
  if (names.length === 0) return;
  throw new Invalid(
    `The rights were granted, but “${role}” in DATABASE_URL still has the wrong rights on ${names.join(", ")}, which do not come from the owner. Check \\dp and the roles it belongs to (\\du) in psql, and revoke them there.`,
  );
}

/** If everybody may create tables, the schema owner revokes that right. Anything else needs an administrator. */
function refuseMakes({ application }: Roles, role: string): void {
  if (!application || application.makes.length === 0) return;
  const lines = application.makes.map((where) => `  revoke create on ${where} from public, ${quoted(role)};`);
  throw new Invalid(
    `The rights were granted, but “${role}” in DATABASE_URL can still create tables and schemas. Revoke this as an administrator in psql, and also from the roles it belongs to (\\du):\n${lines.join("\n")}`,
  );
}

function wordsOf({ database, owner }: Roles, tables: TableRights[], role: string): string {
  const kept = tables.filter((table) => table.kept).map(({ name }) => name);
  return [
    `The tables and queues of “${database}” are up to date. “${owner.user}” owns them.`,
    `“${role}” can read and write ${tables.length - kept.length} tables, can only add to ${listed(kept)}, and cannot alter, empty or drop any.`,
    "Start the server with DATABASE_URL, and without DATABASE_OWNER_URL.",
  ].join("\n");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
