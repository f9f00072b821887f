import type { Context } from "#lib/context.ts";
import { as, type Person } from "#lib/demo/story-so-far.ts";
import { acceptRisk } from "#lib/findings/accept-risk.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import type { AnswerFindingInput, RaiseFindingInput } from "#lib/findings/input.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { recommendRisk } from "#lib/findings/recommend-risk.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import type { RequestChangesInput } from "#lib/reviews/input.ts";
import type { ReasonCode } from "#lib/reviews/rules/states.ts";
import { DAY, dayOf, plus } from "../clock.ts";
import { type FindingContent, MODERATE, SERIOUS } from "../content/findings.ts";
import { CHANGE_REQUESTS, ENGINEER_COMMENTS, TEAM_COMMENTS } from "../content/words.ts";
import { act, attachDocument, type Case, guardianNow, hands, runChecks } from "./case.ts";
import { closeGap } from "./models.ts";

type FindingVerb<Input> = (
  ctx: Context,
  reviewId: number,
  findingId: number,
  input: Input & { sequence: number },
) => Promise<Receipt>;

/** A finding by the reviewer or the guardian that the review does not have yet. */
export async function raise(it: Case, by: Person, moment: Date, serious: boolean): Promise<void> {
  const found = pickFinding(it, serious);
  if (!found) return;
  const { answer, title, description, severity, cwe } = found;
  const blocking = severity === "critical" || severity === "high";
  const fromModel = by === it.reviewer && it.model && it.chance.chance(0.3);
  const source: RaiseFindingInput["source"] = fromModel ? "threat_model" : "manual";
  const wanted = { title, description, severity, cwe, blocking, source };
  const { findingId } = await act(it, (ctx, id, input) => raiseFinding(ctx, id, input), by, moment, wanted);
  it.titles.add(title);
  it.open.set(findingId, answer);
  it.unanswered.push({ id: findingId, answer, blocking });
}

function pickFinding({ chance, titles }: Case, serious: boolean): FindingContent | null {
  const left = (serious ? SERIOUS : MODERATE).filter(({ title }) => !titles.has(title));
  return left.length > 0 ? chance.pick(left) : null;
}

/** The blocking items, which the form ticks for the reviewer. */
export async function ticked(it: Case, moment: Date): Promise<RequestChangesInput["asks"]> {
  const { askable } = await reviewDetail(await as(it.story, it.reviewer, moment), it.id);
  const { results = [], threats = [] } = askable ?? {};
  return { results: results.map(({ key }) => key), threats: threats.map(({ itemId }) => itemId) };
}

export async function ask(it: Case, moment: Date, asks: RequestChangesInput["asks"] = {}): Promise<void> {
  const reasonCode = it.chance.weighted<ReasonCode>([
    ["evidence", 6],
    ["skills", 2],
    ["time", 1],
    ["dependency", 1],
  ]);
  await act(it, requestChanges, it.reviewer, moment, { reasonCode, message: it.chance.pick(CHANGE_REQUESTS), asks });
}

/** The guardian finds a problem, and the team fixes it before the reviewer asks. */
export async function findEarly(it: Case, guardian: Person, moment: Date): Promise<void> {
  await raise(it, guardian, moment, false);
  for (const { id, answer } of it.unanswered.splice(0)) {
    const input = { answer, state: "fixed" as const };
    await act(it, (ctx, reviewId, input) => answerFinding(ctx, reviewId, id, input), it.requester, moment, input);
    it.unverified.push(id);
  }
}

/** The team answers everything, adds what was missing and hands the review back. */
export async function answer(it: Case, moment: Date): Promise<void> {
  const { chance } = it;
  for (const { id, answer, blocking } of it.unanswered.splice(0)) {
    const by = guardianNow(it) && chance.chance(0.7) ? hands(it) : it.requester;
    const fixed = blocking || chance.chance(0.65);
    const words = fixed ? answer : "It is on our list for the next release.";
    const state: AnswerFindingInput["state"] = fixed ? "fixed" : "in_progress";
    const input = { answer: words, state };
    await act(it, (ctx, reviewId, input) => answerFinding(ctx, reviewId, id, input), by, moment, input);
    if (fixed) it.unverified.push(id);
  }
  await closeGap(it, moment);
  await attachDocument(it, hands(it), moment, "revised");
  await act(it, resubmitReview, hands(it), moment, { message: chance.pick(TEAM_COMMENTS) });
  await runChecks(it, moment);
}

/** The reviewer checks the fixes: most are confirmed, and a few findings turn out to be invalid. */
export async function verify(it: Case, moment: Date): Promise<void> {
  for (const id of it.unverified.splice(0)) {
    const input = it.chance.chance(0.07)
      ? { state: "invalid" as const, invalidReason: it.chance.pick(["duplicate", "not_an_issue"] as const) }
      : { state: "verified" as const };
    const by = input.state === "invalid" ? besideReviewer(it) : it.reviewer;
    await act(it, (ctx, reviewId, input) => settleFinding(ctx, reviewId, id, input), by, moment, input);
    it.open.delete(id);
  }
}

/** A second engineer, for decisions the reviewer cannot make alone. */
function besideReviewer({ story, reviewer, authorIds }: Case): Person {
  const { engineers } = story.cast;
  return engineers.find(({ id }) => id !== reviewer.id && !authorIds.includes(id)) ?? reviewer;
}

/** A finding whose risk is accepted until a day. */
export type Accepted = { id: number; answer: string; until: Date };

const WAY_ROUND = "The workaround is narrow and monitored; it goes away with the next major version";

/** The reviewer raises a finding that can wait and recommends accepting its risk. The owner has not decided yet. */
export async function leaveToOwner(it: Case, moment: Date): Promise<void> {
  await raise(it, it.reviewer, moment, false);
  const [id] = it.unanswered.splice(0).map((found) => found.id);
  if (id === undefined) return;
  const input = { reason: WAY_ROUND, acceptedUntil: dayOf(plus(moment, 80 * DAY)) };
  await act(it, (ctx, reviewId, input) => recommendRisk(ctx, reviewId, id, input), it.reviewer, moment, input);
}

/** Deferred findings are fixed and verified, or their risk is accepted for a while. */
export async function settleRest(it: Case, moment: Date): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  for (const [findingId, answer] of it.open) {
    const write = <const Input extends object>(verb: FindingVerb<Input>, by: Person, input: Input) =>
      act(it, (ctx, reviewId, input) => verb(ctx, reviewId, findingId, input), by, moment, input);
    if (it.chance.chance(0.3)) {
      const until = plus(moment, it.chance.int(30, 89) * DAY);
      await write(recommendRisk, it.reviewer, { reason: WAY_ROUND, acceptedUntil: dayOf(until) });
      await write(acceptRisk, it.service.team.manager, {});
      accepted.push({ id: findingId, answer, until });
    } else {
      await write(answerFinding, it.requester, { state: "fixed", answer });
      await write(settleFinding, it.reviewer, { state: "verified" });
    }
  }
  it.open.clear();
  it.unanswered.splice(0);
  return accepted;
}

/** An accepted risk is reopened before it expires, and fixed. */
export async function mend(it: Case, { id, answer }: Accepted, moment: Date): Promise<void> {
  const write = <const Input extends object>(verb: FindingVerb<Input>, by: Person, input: Input) =>
    act(it, (ctx, reviewId, input) => verb(ctx, reviewId, id, input), by, moment, input);
  await write(settleFinding, it.reviewer, {
    state: "open",
    reason: "The next version no longer needs the workaround",
  });
  await write(answerFinding, it.requester, { state: "fixed", answer });
  await write(settleFinding, it.reviewer, { state: "verified" });
}

export async function question(it: Case, moment: Date): Promise<void> {
  const mentions = it.guardian ? [it.guardian.id] : [];
  const body = it.chance.pick(ENGINEER_COMMENTS);
  await commentOnReview(await as(it.story, it.reviewer, moment), it.id, { body, mentions });
}

export async function reply(it: Case, moment: Date): Promise<void> {
  const body = it.chance.pick(TEAM_COMMENTS);
  await commentOnReview(await as(it.story, hands(it), moment), it.id, { body });
}
