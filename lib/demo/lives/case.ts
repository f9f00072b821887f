import type { Context } from "#lib/context.ts";
import {
  as,
  byProduct,
  isActive,
  type ModelVersion,
  type Person,
  type Service,
  type Story,
} from "#lib/demo/story-so-far.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import type { Random } from "#lib/random.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { involvementIn } from "#lib/reviews/involvement/involvement.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { DAY, dayOf, plus } from "../clock.ts";
import { type Change, intakeOf } from "../content/changes.ts";
import type { DocumentContent } from "../content/policies.ts";
import { SUMMARIES } from "../content/words.ts";

/** The known facts about a review before it begins. */
export type CasePlan = {
  service: Service;
  change: Change;
  requester: Person;
  guardian: Person | null;
  reviewer: Person;
  document: DocumentContent | null;
  /** Days from the draft to the desired launch. */
  launchIn: number;
  previousReviewId?: number;
  /** No engineer writes the service's threat model, so that all of them stay independent. */
  teamWrites?: boolean;
};

/** A review in progress. */
export type Case = CasePlan & {
  story: Story;
  chance: Random;
  id: number;
  sequence: number;
  model: ModelVersion | null;
  /** Authors of attached model versions, who neither decide nor endorse the review. */
  authorIds: number[];
  /** The currently attached document. */
  attached: string | null;
  /** Findings waiting for an answer. */
  unanswered: { id: number; answer: string; blocking: boolean }[];
  unverified: number[];
  /** The team's answer to each unresolved finding, by id. */
  open: Map<number, string>;
  titles: Set<string>;
};

type Verb<Input, R extends Receipt> = (
  ctx: Context,
  reviewId: number,
  input: Input & { sequence: number },
) => Promise<R>;

/** Makes one write on the review as a person at a moment, from its current state. */
export async function act<Input extends object, R extends Receipt>(
  it: Case,
  verb: Verb<Input, R>,
  by: Person,
  moment: Date,
  input: Input,
): Promise<R> {
  const receipt = await verb(await as(it.story, by, moment), it.id, { ...input, sequence: it.sequence });
  it.sequence = receipt.sequence;
  return receipt;
}

/** The guardian while active, otherwise the requester; one of them can always continue. */
export function hands(it: Case): Person {
  return guardianNow(it) ?? it.requester;
}

/** The assigned guardian, while active. */
export function guardianNow({ story, guardian }: Case): Person | null {
  return guardian && isActive(story, guardian) ? guardian : null;
}

/** Whether the guardian took part, and has not been rated yet. */
export async function partOfGuardian({ id, reviewer, story }: Case, moment: Date) {
  return involvementIn(await as(story, reviewer, moment), id);
}

export async function draft(story: Story, plan: CasePlan, chance: Random, moment: Date): Promise<Case> {
  const { service, change, requester, previousReviewId = null } = plan;
  const guardian = plan.guardian && isActive(story, plan.guardian) ? plan.guardian : null;
  const slug = slugOf(service.name);
  const design = { label: "Design", url: `https://docs.example.com/${slug}/${slugOf(change.title)}` };
  const receipt = await draftReview(await as(story, requester, moment), {
    title: change.title,
    serviceId: service.id,
    type: change.type,
    intake: intakeOf({ ...change, summary: SUMMARIES[change.type], links: change.tier === "low" ? [] : [design] }),
    guardianId: guardian?.id ?? null,
    requestedLaunchOn: dayOf(plus(moment, plan.launchIn * DAY)),
    previousReviewId,
  });
  const { id, sequence } = receipt;
  const started = {
    id,
    sequence,
    model: null,
    authorIds: [],
    attached: null,
    unanswered: [],
    unverified: [],
    open: new Map<number, string>(),
    titles: new Set<string>(),
  };
  return { ...plan, ...started, guardian, story, chance };
}

/** Attaches the review's document, in its first or revised edition. */
export async function attachDocument(it: Case, by: Person, moment: Date, edition: "first" | "revised"): Promise<void> {
  const content = it.document?.[edition];
  if (!it.document || content === undefined || content === it.attached) return;
  await act(it, attachDocuments, by, moment, { documents: [{ name: it.document.name, content }] });
  it.attached = content;
}

export async function submit(it: Case, by: Person, moment: Date): Promise<void> {
  it.guardian = guardianNow(it);
  await act(it, submitReview, by, moment, {});
  await runChecks(it, moment);
}

/** There is no job queue yet, so waiting checks run immediately. */
export async function runChecks({ story, document }: Case, moment: Date): Promise<void> {
  if (document) await runQueuedChecks(byProduct(story.db, moment));
}

/** A reviewer who has since written the threat model leaves the review to someone else. */
export async function claim(it: Case, moment: Date): Promise<void> {
  const { engineers } = it.story.cast;
  if (it.authorIds.includes(it.reviewer.id)) {
    it.reviewer = it.chance.pick(engineers.filter(({ id }) => !it.authorIds.includes(id)));
  }
  await act(it, claimReview, it.reviewer, moment, { conflict: "" });
}

export function slugOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
