import { snapshot } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { timeline } from "#lib/events/timeline.ts";
import { findingsOf } from "#lib/findings/queries.ts";
import { activeGuardians } from "#lib/guardians/active.ts";
import { wasTooMuch } from "#lib/policies/ask-again.ts";
import { newerProfile } from "#lib/policies/newer-profile.ts";
import { revisionDocuments, runOfRevision, waitingRuns } from "#lib/policies/queries.ts";
import { isWaiting } from "#lib/policies/rules/run-view.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { engineersHere } from "#lib/reviews/engineers-here.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";
import { lastWaiverDay } from "#lib/reviews/waiver-terms.ts";
import { threatsOfVersion } from "#lib/threat-models/queries.ts";

type Review = Awaited<ReturnType<typeof reviewDetail>>;

/**
 * A review this actor may see with all that stands on its page; its checks of the revision asked for, else of the current one. All
 * of one moment: the page asks again while its checks run, and with them stands what else depends on them.
 */
export function reviewPage(ctx: Context, id: number, asked: number) {
  return snapshot(ctx, (ctx) => everythingOn(ctx, id, asked));
}

/** A review this actor may see with its findings, as the API answers it: all of one moment too. */
export function reviewWithFindings(ctx: Context, id: number) {
  return snapshot(ctx, async (ctx) => ({ ...(await reviewDetail(ctx, id)), findings: await findingsOf(ctx, id) }));
}

async function everythingOn(ctx: Context, id: number, asked: number) {
  const review = await reviewDetail(ctx, id);
  const findings = await findingsOf(ctx, id);
  const active = review.may.assign_guardian?.allowed ? await activeGuardians(ctx) : [];
  // Who reviews it does not guard it.
  const guardians = active.filter(({ id }) => id !== review.reviewer?.id);
  const engineers = review.may.attach?.allowed ? await engineersHere(ctx) : [];
  const events = await timeline(ctx, { kind: "review", id });
  const shown = review.revisions.some(({ number }) => number === asked) ? asked : review.revision;
  const checks = await checksOf(ctx, review, shown);
  // Those that are shown, or those that the gates stand on, which may be of a newer revision.
  const running = (checks.run !== null && isWaiting(checks.run.state)) || review.policies?.state === "running";
  const waiting = running ? await waitingRuns(ctx, id) : [];
  const documents = shown > 0 ? await revisionDocuments(ctx, id, shown) : [];
  const sealed = shown === review.revision ? documents : await revisionDocuments(ctx, id, review.revision);
  const threats = review.threatModel ? await threatsOfVersion(ctx, review.threatModel.versionId) : [];
  const waivableUntil = await lastWaiverDay(ctx);
  const told = { review, findings, guardians, engineers, events, shown, ...checks };
  return { ...told, running, waiting, documents, sealed, threats, waivableUntil };
}

/** The run of a revision; of the current one of an open review also why it could be run again. */
async function checksOf(ctx: Context, { id: reviewId, revision, state, tier }: Review, shown: number) {
  const run = shown > 0 ? await runOfRevision(ctx, reviewId, shown) : null;
  if (!run || shown !== revision || !isOpen(state)) return { run, newer: null, tooMuch: false };
  const newer = tier ? await newerProfile(ctx, { reviewId, revision, tier }) : null;
  return { run, newer, tooMuch: await wasTooMuch(ctx, { reviewId, revision }) };
}
