import { getTableName, type SQL, sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "#db/client.ts";
import {
  breakGlassLaunches,
  events,
  exceptions,
  findings,
  reviewArtefacts,
  reviewAsks,
  reviewClaims,
  reviewComments,
  reviewConditions,
  reviewDecisions,
  reviewEndorsements,
  reviewFeedback,
  reviewMentions,
  reviewRevisions,
  reviewStates,
  reviews,
  reviewTierChanges,
  threatModelVersions,
  waiverAsks,
} from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { acceptRisk } from "#lib/findings/accept-risk.ts";
import { recommendRisk } from "#lib/findings/recommend-risk.ts";
import { type Intake, RISK_QUESTIONS, type RiskQuestion } from "#lib/intake/rules/intake.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { context } from "./actors.ts";
import { addPerson, addService, addTeam, seedProgram } from "./people.ts";
import { composerModel } from "./threat-models.ts";

/** An intake with every question answered: no to all, but those named. Low tier unless a yes raises it. */
export function answered(yes: readonly RiskQuestion[] = [], parts: Partial<Omit<Intake, "answers">> = {}): Intake {
  const answers = Object.fromEntries(RISK_QUESTIONS.map((question) => [question, yes.includes(question)]));
  return {
    summary: "Adds a nightly export.",
    dataClass: "internal",
    dataHandling: "processed",
    links: [],
    ...parts,
    answers: answers as Intake["answers"],
  };
}

/** The people around one service, and a context for each of them. */
export async function addCast(db: Db) {
  await seedProgram(db);
  const teamId = await addTeam(db);
  const serviceId = await addService(db, { teamId });
  const as = async (parts: Parameters<typeof addPerson>[1]) => context(db, await addPerson(db, parts));
  return {
    teamId,
    serviceId,
    requester: await as({ name: "Rita Requester", teamId }),
    guardian: await as({ name: "Gus Guardian", teamId, guardian: true }),
    colleague: await as({ name: "Cleo Colleague", teamId }),
    engineer: await as({ name: "Enzo Engineer", roles: ["security_engineer"] }),
    second: await as({ name: "Sara Second", roles: ["security_engineer"] }),
    manager: await as({ name: "Mona Manager", roles: ["program_manager"] }),
    auditor: await as({ name: "Aude Auditor", roles: ["auditor"] }),
    admin: await as({ name: "Ada Admin", roles: ["admin"] }),
    outsider: await as({ name: "Otto Outsider", teamId: await addTeam(db) }),
  };
}
export type Cast = Awaited<ReturnType<typeof addCast>>;
export type PersonContext = Context & { actor: PersonActor };

/** A verb of a review. Its last argument is the input, which names the sequence number of the review it saw. */
type Verb<Args extends unknown[], R extends Receipt> = (ctx: Context, reviewId: number, ...args: Args) => Promise<R>;

/** The arguments of a verb after the review. The sequence number is given only in a test of a stale one. */
type Given<Args extends unknown[]> = Args extends [...infer Ids, infer Input]
  ? Record<never, never> extends Omit<Input, "sequence">
    ? [...Ids, input?: Unnumbered<Input>]
    : [...Ids, input: Unnumbered<Input>]
  : never;
type Unnumbered<Input> = Input extends unknown ? Omit<Input, "sequence"> & { sequence?: number } : never;

/** A review on its way through its states. It carries the sequence number from one verb to the next. */
export class Journey implements Receipt {
  readonly id: number;
  readonly ref: string;
  state: Receipt["state"];
  sequence: number;
  revision: number;

  constructor({ id, ref, state, sequence, revision }: Receipt) {
    this.id = id;
    this.ref = ref;
    this.state = state;
    this.sequence = sequence;
    this.revision = revision;
  }

  async do<Args extends unknown[], R extends Receipt>(
    verb: Verb<Args, R>,
    ctx: Context,
    ...given: Given<Args>
  ): Promise<R> {
    const receipt = await this.#ask(verb, ctx, given);
    this.goOn(receipt);
    return receipt;
  }

  /** Goes on from what a verb answered. */
  goOn({ state, sequence, revision }: Receipt): this {
    Object.assign(this, { state, sequence, revision });
    return this;
  }

  /** As the function of this name: the verb is refused with this error, and nothing has changed. */
  refuses<E extends Error, Args extends unknown[], R extends Receipt>(
    error: new (...args: never[]) => E,
    verb: Verb<Args, R>,
    ctx: Context,
    ...given: Given<Args>
  ): Promise<E> {
    return refuses(ctx.db, error, () => this.#ask(verb, ctx, given));
  }

  #ask<Args extends unknown[], R extends Receipt>(verb: Verb<Args, R>, ctx: Context, given: unknown[]): Promise<R> {
    const ids = given.filter((argument) => typeof argument === "number");
    const input = given.find((argument) => typeof argument === "object");
    return verb(ctx, this.id, ...([...ids, { sequence: this.sequence, ...input }] as Args));
  }
}

/** A review on its way from here on. A review that is on its way goes on. */
export async function journey(start: Receipt | Promise<Receipt>): Promise<Journey> {
  const receipt = await start;
  return receipt instanceof Journey ? receipt : new Journey(receipt);
}

/** What a requester sends to open a review of the cast's service, with the guardian assigned. */
export function draftOf(cast: Cast, parts: Record<string, unknown> = {}) {
  return {
    title: "Nightly export",
    serviceId: cast.serviceId,
    type: "change" as const,
    intake: answered(),
    guardianId: cast.guardian.actor.personId,
    ...parts,
  };
}

export function drafted(cast: Cast, parts: Record<string, unknown> = {}): Promise<Journey> {
  return journey(draftReview(cast.requester, draftOf(cast, parts)));
}

export async function submitted(cast: Cast, parts: Record<string, unknown> = {}): Promise<Journey> {
  const review = await drafted(cast, parts);
  await review.do(submitReview, cast.requester);
  return review;
}

/** In review by the engineer. */
export async function claimed(cast: Cast, parts: Record<string, unknown> = {}): Promise<Journey> {
  const review = await submitted(cast, parts);
  await review.do(claimReview, cast.engineer, { conflict: "" });
  return review;
}

/** Back with the requester, who is asked to name the owner of the bucket. */
export async function sentBack(cast: Cast, parts: Record<string, unknown> = {}): Promise<Journey> {
  const review = await claimed(cast, parts);
  await review.do(requestChanges, cast.engineer, { reasonCode: "evidence", message: "Who owns the bucket?" });
  return review;
}

export async function approved(cast: Cast): Promise<Journey> {
  const review = await claimed(cast);
  await review.do(approveReview, cast.engineer);
  return review;
}

export async function approvedWithConditions(
  cast: Cast,
  when: "before_launch" | "after_launch" = "before_launch",
): Promise<Journey> {
  const review = await claimed(cast);
  await review.do(approveReview, cast.engineer, { conditions: [conditionOf(cast, { when })] });
  return review;
}

export function conditionOf(cast: Cast, parts: Record<string, unknown> = {}) {
  const ownerId = cast.requester.actor.personId;
  return { text: "Rotate the key", when: "before_launch" as const, ownerId, dueOn: "2026-12-10", ...parts };
}

/** The risk of a finding, accepted by the program manager as the second engineer recommends. */
export async function riskAccepted(
  { second, manager }: Pick<Cast, "second" | "manager">,
  from: Pick<Receipt, "id" | "sequence">,
  findingId: number,
  { reason = "Until the move", acceptedUntil }: { reason?: string; acceptedUntil: string },
): Promise<Journey> {
  const { id, sequence } = from;
  const advised = await recommendRisk(second, id, findingId, { sequence, reason, acceptedUntil });
  const accepted = await acceptRisk(manager, id, findingId, { sequence: advised.sequence });
  return from instanceof Journey ? from.goOn(accepted) : new Journey(accepted);
}

export async function rejected(cast: Cast): Promise<Journey> {
  const review = await claimed(cast);
  await review.do(rejectReview, cast.engineer, { reason: "The design stores passwords." });
  return review;
}

/** A threat model of the cast's service in which nothing blocks, by whoever imports it unless `authorId` says otherwise. */
export async function modelBy(
  ctx: Context,
  cast: Cast,
  parts: Record<string, unknown> & { name?: string } = {},
): Promise<number> {
  const { name = "Payments", ...rest } = parts;
  const content = blocksNothing(composerModel({ name }));
  const wanted = {
    serviceId: cast.serviceId,
    fileName: "model.json",
    content,
    authorRole: "builder" as const,
    ...rest,
  };
  return (await importThreatModel(ctx, wanted)).versionId;
}

/** The same model with its second threat of low priority, so that no threat of it blocks. */
function blocksNothing(content: string): string {
  return content.replace(/("numericId":2,[^}]*"metadata":\[\{"key":"Priority","value":)"High"/, '$1"Low"');
}

const WRITTEN = [
  reviews,
  reviewStates,
  reviewRevisions,
  reviewArtefacts,
  reviewComments,
  reviewAsks,
  reviewMentions,
  reviewTierChanges,
  reviewDecisions,
  reviewConditions,
  breakGlassLaunches,
  reviewEndorsements,
  reviewClaims,
  exceptions,
  waiverAsks,
  reviewFeedback,
  findings,
  threatModelVersions,
  events,
];

/** Every row that a verb of reviews or findings could have written. */
async function everything(db: Db): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const table of WRITTEN) {
    const query: SQL = sql.raw(`select to_jsonb(t) as row from ${getTableName(table)} t order by to_jsonb(t)::text`);
    const { rows } = (await db.execute(query)) as unknown as { rows: unknown[] };
    all.push([getTableName(table), rows]);
  }
  return all;
}

/** The act is refused with this error, and not one row or event is other than before. Answers the error. */
export async function refuses<E extends Error>(
  db: Db,
  error: new (...args: never[]) => E,
  act: () => Promise<unknown>,
): Promise<E> {
  const before = await everything(db);
  const thrown: unknown = await act().then(
    () => "nothing was refused",
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(error);
  expect(await everything(db)).toEqual(before);
  return thrown as E;
}
