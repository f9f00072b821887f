import { snapshot } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { timeline } from "#lib/events/timeline.ts";
import { exceptionsPage } from "#lib/exceptions/queries.ts";
import { findingsOf, findingsPage, unfixedFindings } from "#lib/findings/queries.ts";
import { activeGuardians } from "#lib/guardians/active.ts";
import { bytesOnPage } from "#lib/page-weight.ts";
import { wasTooMuch } from "#lib/policies/analyzer/ask-again.ts";
import { newerProfile } from "#lib/policies/profiles/newer-profile.ts";
import { documentsHeld, quotedTexts, runOfRevision, waitingRuns } from "#lib/policies/queries.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { waiverOf } from "#lib/policies/rules/result-waiver.ts";
import { isWaiting, type RunView, type StoredResult } from "#lib/policies/rules/run-view.ts";
import { statementPage } from "#lib/policies/rules/statement-page.ts";
import { commentsOf, discussionOf, unansweredComments } from "#lib/reviews/asks/comments-of.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { lastWaiverDay } from "#lib/reviews/exceptions/waiver-terms.ts";
import { engineersHere } from "#lib/reviews/involvement/engineers-here.ts";
import { isOpen, turnOf } from "#lib/reviews/rules/states.ts";
import { threatsOfVersion } from "#lib/threat-models/queries.ts";

type Review = Awaited<ReturnType<typeof reviewDetail>>;

/**
 * What the address requests: a revision, and one page of each long list. `finding`: shows the page of findings with
 * this finding.
 */
type AskedOfReview = Partial<Record<"revision" | "results" | "messages" | "findings" | "finding", number | null>>;

/**
 * A review this actor may see, with everything on its page; checks are of the requested revision, else the current one.
 * All data is from one moment, because the page polls while checks run, and other parts depend on them.
 */
export function reviewPage(ctx: Context, id: number, asked: AskedOfReview = {}) {
  return snapshot(ctx, (ctx) => everythingOn(ctx, id, asked));
}

/** A review this actor may see, with its findings as in the API; also from one moment. */
export function reviewWithFindings(ctx: Context, id: number) {
  return snapshot(ctx, async (ctx) => ({
    ...(await reviewDetail(ctx, id)),
    findings: await findingsOf(ctx, id),
    comments: await commentsOf(ctx, id),
  }));
}

async function everythingOn(ctx: Context, id: number, asked: AskedOfReview) {
  const review = await reviewDetail(ctx, id);
  const wantedFindings = asked.finding ? { holding: asked.finding } : (asked.findings ?? 1);
  const { findings, place: findingsPlace } = await findingsPage(ctx, id, wantedFindings);
  const discussion = await discussionOf(ctx, id, asked.messages ?? 1);
  const isAsked = review.state === "changes_requested";
  // If the review is back with its reviewer, the questions left unanswered.
  const isBack = turnOf(review.state) === "reviewer";
  const askedFor = {
    comments: isAsked || isBack ? await unansweredComments(ctx, id) : [],
    findings: isAsked ? await unfixedFindings(ctx, id) : [],
  };
  const active = review.may.assign_guardian?.allowed ? await activeGuardians(ctx) : [];
  // The reviewer cannot also be the guardian.
  const guardians = active.filter(({ id }) => id !== review.reviewer?.id);
  const engineers = review.may.attach?.allowed ? await engineersHere(ctx) : [];
  const events = await timeline(ctx, { kind: "review", id });
  const shown = review.revisions.some(({ number }) => number === asked.revision)
    ? (asked.revision ?? review.revision)
    : review.revision;
  const checks = await checksOf(ctx, review, shown);
  // The shown checks, or the ones the gates rest on, which may be of a newer revision.
  const running = (checks.run !== null && isWaiting(checks.run.state)) || review.policies?.state === "running";
  const waiting = running ? await waitingRuns(ctx, id) : [];
  const { run } = checks;
  const listed = run && statementPage(run, { page: asked.results ?? 1, besides: besides(run, review.waiverAsks) });
  const quoted = listed?.statements.filter(({ span }) => span).map(({ sha256 }) => sha256) ?? [];
  const texts = await quotedTexts(ctx, quoted);
  const sealed = review.revision > 0 ? await documentsHeld(ctx, id, review.revision) : [];
  const threats = review.threatModel ? await threatsOfVersion(ctx, review.threatModel.versionId) : [];
  const waivableUntil = await lastWaiverDay(ctx);
  const exceptions = await exceptionsPage(ctx, { reviewId: id, size: 20 });
  const told = {
    review,
    findings,
    findingsPlace,
    discussion,
    askedFor,
    guardians,
    engineers,
    events,
    shown,
    ...checks,
  };
  return { ...told, listed, texts, running, waiting, sealed, threats, waivableUntil, exceptions };
}

/** Bytes a result takes besides the checks' text: who requests its waiver, and who waived it. */
function besides({ waivers }: RunView, asks: Review["waiverAsks"]) {
  const asked = new Map<string, number>();
  const keyOf = (documentName: string | null, fingerprint: string | null) => `${fingerprint} ${documentName}`;
  for (const { documentName, fingerprint, reason } of asks) {
    const key = keyOf(documentName, fingerprint);
    asked.set(key, (asked.get(key) ?? 0) + bytesOnPage(reason));
  }
  return (result: RunResult<StoredResult>) => {
    const { reason = "", askReason = "", endReason = "" } = waiverOf(result, waivers) ?? {};
    const own = bytesOnPage(`${reason}${askReason ?? ""}${endReason ?? ""}`);
    return own + (asked.get(keyOf(result.whole.documentName, result.fingerprint)) ?? 0);
  };
}

/** The run of a revision; for the current one of an open review, also why it could be run again. */
async function checksOf(ctx: Context, { id: reviewId, revision, state, tier }: Review, shown: number) {
  const run = shown > 0 ? await runOfRevision(ctx, reviewId, shown) : null;
  if (!run || shown !== revision || !isOpen(state)) return { run, newer: null, tooMuch: false };
  const newer = tier ? await newerProfile(ctx, { reviewId, revision, tier }) : null;
  return { run, newer, tooMuch: await wasTooMuch(ctx, { reviewId, revision }) };
}
