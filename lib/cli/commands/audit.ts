import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { addAnchor } from "#lib/anchors/add-anchor.ts";
import { postAnchor } from "#lib/anchors/post-anchor.ts";
import { type AnchorTarget, anchorTarget } from "#lib/anchors/target.ts";
import { type Context, openContext } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { tableOf } from "#lib/events/covered.ts";
import { NONE_SEALED, unsealedWords } from "#lib/events/rules.ts";
import type { CoveredRows, ForgedRow } from "#lib/events/verify-rows.ts";
import { newestSeal, type Verification, verifySeals } from "#lib/events/verify-seals.ts";
import { counted } from "#lib/words.ts";
import { withDatabase } from "../open-database.ts";
import type { Answer } from "../run.ts";
import { UsageError, usageErrorOf } from "../usage.ts";

const NOTHING_SEALED =
  "Nothing is sealed. Check that this is the server's database: a running server seals every five minutes.";

type Audit = { verb: "anchor"; post: boolean } | { verb: "verify"; anchor?: string };

/** `guardians audit`: verifies the chain of seals in the configured database. Returns the findings. */
export async function audit(args: string[]): Promise<Answer> {
  const wanted = readAudit(args);
  return withDatabase(async ({ db }) => {
    const actor = { kind: "system", job: "audit" } as const;
    return look(await openContext({ actor, db, now: new Date(), requestId: randomUUID() }), wanted);
  });
}

export function readAudit(args: string[]): Audit {
  const { values, positionals } = read(args);
  const [verb, ...rest] = positionals;
  if (verb !== "verify" && verb !== "anchor") {
    throw new UsageError(verb ? `Unknown command “audit ${verb}”.` : "Name a command for audit.");
  }
  if (rest.length > 0) throw new UsageError(`Unexpected argument “${rest.join(" ")}”.`);
  const { anchor, post = false } = values;
  if (verb === "verify") {
    if (post) throw new UsageError("--post can only be used with anchor.");
    return anchor === undefined ? { verb } : { verb, anchor };
  }
  if (anchor !== undefined) throw new UsageError("--anchor can only be used with verify.");
  return { verb, post };
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { anchor: { type: "string" }, post: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw usageErrorOf(error);
  }
}

export async function look(ctx: Context, wanted: Audit, target?: AnchorTarget | null, clock?: Date): Promise<Answer> {
  if (wanted.verb === "anchor") return { text: await anchorWords(ctx, wanted.post, target), exitCode: 0 };
  const anchor = wanted.anchor?.toLowerCase();
  if (anchor !== undefined && !/^[0-9a-f]{64}$/.test(anchor)) {
    throw new Invalid("HASH must be 64 hexadecimal digits, as printed by “guardians audit anchor”.");
  }
  const found = await verifySeals(ctx, anchor, clock);
  if (found.found === "none" && found.unsealed === 0) throw new Invalid(NOTHING_SEALED);
  return { text: wordsOf(found), exitCode: isWell(found) ? 0 : 1 };
}

/** A new installation has no seals yet. */
function isWell(found: Verification): boolean {
  return found.found === "whole" || (found.found === "none" && !found.isLate);
}

async function anchorWords(ctx: Context, post: boolean, target = post ? anchorTarget() : null): Promise<string> {
  if (post && !target) throw new Invalid("ANCHOR_URL is not set. Set it and ANCHOR_TOKEN as on the server.");
  const seal = await newestSeal(ctx);
  if (!seal) throw new Invalid(NOTHING_SEALED);
  const words = `Seal ${seal.number}, up to event ${seal.eventId}: ${seal.hash}`;
  if (!post || !target) return words;
  await postAnchor(ctx, await addAnchor(ctx, seal), target);
  return `${words}\nPosted to ${target.host}.`;
}

function wordsOf(found: Verification): string {
  switch (found.found) {
    case "whole":
      return [`OK: ${matchWords(found)}.`, unsealedCount(found.unsealed), ...coveredWords(found.covered)].join(" ");
    case "none":
      return `${NONE_SEALED} ${counted(found.unsealed, "event waits", "events wait")} to be sealed, the first since ${found.since?.toISOString()}. Check that a server is running and that this is its database.`;
    case "unsealed":
      return `${matchWords(found)} match, but ${unsealedCount(found.unsealed)} ${unsealedWords(found.kept)}`;
    case "mismatch":
      return mismatchWords(found);
    case "forged":
      return forgedWords(found.row);
    case "missing":
      return `Seal ${found.number} is missing, but later seals exist: it was deleted.`;
    case "no-anchor":
      return "The chain matches, but no seal in it has this hash: seals were deleted from its end, or all seals were recreated.";
  }
}

function mismatchWords({ seal, after, events: there }: Verification & { found: "mismatch" }): string {
  const ids = after === null ? `up to ${seal.eventId}` : `from ${after + 1} to ${seal.eventId}`;
  const change =
    there === seal.count
      ? "these events or the seal were changed"
      : `${counted(seal.count, "event")} were sealed, but ${there} exist`;
  return `Seal ${seal.number} of ${seal.sealedAt.toISOString()} does not match. It covers event IDs ${ids}: ${change}.`;
}

function coveredWords({ rows, since, waiting }: CoveredRows): string[] {
  const words = [];
  if (rows > 0)
    words.push(
      `${counted(rows, "decision, waiver, grant or document matches its", "decisions, waivers, grants and documents match their")} events.`,
    );
  if (since) words.push(`Earlier rows are covered as they were at ${since.toISOString()}.`);
  if (waiting > 0)
    words.push(
      `${counted(waiting, "earlier row is", "earlier rows are")} not covered yet: a running server covers them within five minutes.`,
    );
  return words;
}

const FORGED = {
  review_decisions: "Decision",
  review_endorsements: "Endorsement",
  break_glass_launches: "Break-glass launch",
  waivers: "Gate waiver",
  check_waivers: "Result waiver",
  review_claims: "Conflict statement",
  role_grants: "Role grant",
  identities: "Identity",
  review_artefacts: "Document",
  review_revisions: "Revision",
} as const;

function forgedWords(row: ForgedRow): string {
  if (row.change === "document") return `The content of the document with the digest ${row.sha256} was changed.`;
  const what = `${FORGED[row.table]} ${row.id} (table ${tableOf(row.table)})`;
  if (row.change === "added") return `${what} has no event: it was written outside Guardians.`;
  return `${what} was ${row.change} after event ${row.event}, outside Guardians.`;
}

function matchWords({ events, seals }: { events: number; seals: number }): string {
  return `${counted(events, "event")} in ${counted(seals, "seal")}`;
}

function unsealedCount(count: number): string {
  return count === 0
    ? "Nothing is left to seal."
    : counted(count, "later event is not sealed yet.", "later events are not sealed yet.");
}
