import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { transaction } from "#db/transaction.ts";
import { identifyPerson, waitingPerson } from "#lib/auth/identify-person.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { configuredIssuers } from "#lib/auth/providers.ts";
import { type Context, openContext } from "#lib/context.ts";
import { Conflict, Invalid, NotFound } from "#lib/errors.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { ADMIN_GRANT } from "#lib/people/ask-second-admin.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { listedOr } from "#lib/words.ts";
import { withDatabase } from "../open-database.ts";
import { UsageError, usageErrorOf } from "../usage.ts";

type AdminGrant = { issuer: string; subject: string; name?: string; email?: string };

/** `guardians admin grant`: makes an identity an admin in the configured database. Returns a summary. */
export async function admin(args: string[]): Promise<string> {
  const wanted = readAdminGrant(args);
  refuseUnknownIssuer(wanted.issuer);
  return withDatabase(async ({ db }) => {
    const actor = { kind: "system", job: ADMIN_GRANT } as const;
    return grantAdmin(await openContext({ actor, db, now: new Date(), requestId: randomUUID() }), wanted);
  });
}

export function readAdminGrant(args: string[]): AdminGrant {
  const { values, positionals } = read(args);
  const [verb, issuer, subject, ...rest] = positionals;
  if (verb !== "grant") throw new UsageError(verb ? `Unknown command “admin ${verb}”.` : "Name a command for admin.");
  if (!issuer || !subject) throw new UsageError("ISSUER and SUBJECT are required.");
  if (rest.length > 0)
    throw new UsageError(`Unexpected argument “${rest.join(" ")}”. Quote names that contain spaces.`);
  return { issuer, subject, ...values };
}

function read(args: string[]) {
  try {
    const options = { name: { type: "string" }, email: { type: "string" } } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw usageErrorOf(error);
  }
}

/** A mistyped issuer would create an admin that nobody can sign in as. */
function refuseUnknownIssuer(issuer: string): void {
  const issuers = configuredIssuers();
  if (issuers.length === 0) {
    throw new Invalid("No identity provider is configured here. Set OIDC_* or GITHUB_* as on the server.");
  }
  if (!issuers.includes(issuer)) {
    throw new Invalid(`${issuer} is not an identity provider here. ISSUER must be exactly ${listedOr(issuers)}.`);
  }
}

/** Adds the person if the identity is new, links the identity and grants the role, all in one transaction. */
export async function grantAdmin(ctx: Context, { issuer, subject, name, email }: AdminGrant): Promise<string> {
  return transaction(ctx, async (ctx) => {
    const known = await identifyPerson(ctx.db, { issuer, subject }, ctx.now);
    const personId =
      known ??
      (await released(ctx, { issuer, subject })) ??
      (await addWithIdentity(ctx, { issuer, subject, name, email }));
    const person = await loadActor(ctx.db, personId, ctx.now);
    if (!person) throw new NotFound("The person");
    if (email !== undefined && email.toLowerCase() !== person.email) {
      throw new Conflict(`This identity belongs to ${person.name} <${person.email}>, not to ${email}.`);
    }
    const { isNew, pendingSince, holdsFrom } = await grantRole(ctx, { personId, role: "admin" });
    const who = `${person.name} <${person.email}>`;
    if (pendingSince) return `${who} becomes an admin once another admin confirms it under Settings, People.`;
    if (holdsFrom) {
      return `${who} becomes an admin at ${new Date(holdsFrom).toISOString()}. The other admins were notified and can confirm it sooner under Settings, People.`;
    }
    return `${who} is${isNew ? "" : " already"} an admin.`;
  });
}

/** The person whose identity waits for a second admin. The identity takes effect after a day. */
async function released(ctx: Context, identity: { issuer: string; subject: string }): Promise<number | null> {
  const personId = await waitingPerson(ctx.db, identity, ctx.now);
  if (personId !== null) await linkIdentity(ctx, { personId, ...identity });
  return personId;
}

async function addWithIdentity(ctx: Context, { issuer, subject, name, email }: AdminGrant): Promise<number> {
  if (name === undefined || email === undefined) {
    throw new Invalid("No active person has this identity. Name the person with --name and --email.");
  }
  const { id: personId } = await addPerson(ctx, { name, email });
  await linkIdentity(ctx, { personId, issuer, subject });
  return personId;
}
