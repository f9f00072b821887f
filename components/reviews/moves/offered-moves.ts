import { askers, claimerOf, othersWho, partWords } from "#components/reviews/turn-words.ts";
import type { Act } from "#components/ui/acts/act-menu.tsx";
import type { IconName } from "#components/ui/words/icon.tsx";
import { ALLOWED, type Permission } from "#lib/auth/actor.ts";
import { m, namedTable } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { leftIn } from "#lib/reviews/rules/close.ts";
import { confirmObstacle } from "#lib/reviews/rules/gates.ts";
import { launchObstacles } from "#lib/reviews/rules/launch.ts";
import { landing } from "#lib/reviews/rules/may-review.ts";
import { type LeadingVerb, leadingMove } from "#lib/reviews/rules/next-move.ts";
import { CAPABILITIES, type ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { capital, counted, listed } from "#lib/words.ts";
import { movePermission, permissionOf, type Reader } from "./move-permission.ts";
import { MOVES, type Move, type MoveVerb } from "./moves.ts";

type Review = Omit<ReviewDetail, "findings" | "comments">;
type Offered = {
  primary: { key: string; label: string; href?: string } | null;
  groups: Act[][];
  /** The next step, in a sentence. */
  next: string;
};

/** An action on its own page, or a button next to the state. */
type First = { key: string; label: string; href?: string; next: string };

const EDIT = "edit";
const WAIVE = { key: "waive", label: "Waive a gate" };

type Shown = { verb: ReviewVerb; label: string; icon?: IconName; note?: string | undefined; danger?: boolean };

/** Side actions next to a review's state: they change its terms. */
const SIDE: Shown[] = namedTable([
  { verb: "ask_waiver", label: "Ask for a waiver", icon: "slash", note: "For a gate; a second person decides" },
  { verb: "waive", label: WAIVE.label, icon: "slash", note: "With a reason and an expiry date" },
  { verb: "change_tier", label: "Change tier", icon: "list" },
  { verb: "assign_guardian", label: "Assign guardian", icon: "shield" },
  {
    verb: "end_waiver",
    label: "End a waiver",
    icon: "cross",
    note: "An unmet gate blocks again",
    danger: true,
  },
]);

/** The main action and every other action in this state, each allowed or refused with its reason. */
export function movesOf(review: Review, reader: Reader): Offered {
  const permission = (verb: ReviewVerb) => movePermission(review, verb, reader);
  const leading = leadingMove(review, (verb) => permission(verb).allowed);
  const verb = MOVES.find((move) => move.verb === leading);
  const first =
    followUp(review) ?? unfinished(review, permission) ?? unanswered(review, permission) ?? askedOf(permission);
  const primary = verb ? { key: verb.verb, label: verb.label } : first;
  const rating = review.feedbackOwed && permission("give_feedback").allowed;
  const inState = (one: ReviewVerb) => CAPABILITIES[one].from.includes(review.state);
  const isOffered = ({ verb }: Move<MoveVerb>) => {
    if (verb === "break_glass" && !isHeld(review)) return false;
    if (verb === "confirm_no_policies" && confirmObstacle(review.gates) !== null) return false;
    return verb !== leading && inState(verb);
  };
  const moves = MOVES.filter(isOffered).map((move) => ({
    danger: move.tone === "danger",
    act: actOf({ ...move, danger: move.tone === "danger", note: noteOf(move, review) }, permission(move.verb)),
  }));
  const side = SIDE.filter(
    (one) => one.verb !== primary?.key && inState(one.verb) && isShown(permission(one.verb)),
  ).map((one) => ({
    danger: one.danger === true,
    act: actOf(one, permission(one.verb)),
  }));
  const edit: Act[] =
    permission("edit").allowed && primary?.key !== EDIT
      ? [{ key: EDIT, label: "Edit intake", icon: "pencil", permission: ALLOWED, href: paths.editReview(review.id) }]
      : [];
  const rate: Act[] = rating
    ? [{ key: "give_feedback", label: m`Rate the guardian's input`, icon: "star", permission: ALLOWED }]
    : [];
  const plain = (of: typeof moves) => of.filter(({ danger }) => !danger).map(({ act }) => act);
  const last = [...moves, ...side].filter(({ danger }) => danger).map(({ act }) => act);
  return {
    primary,
    groups: [[...plain(moves), ...followUpAct(review, primary?.key), ...rate], [...plain(side), ...edit], last],
    next: leading ? NEXT[leading](review, reader) : (first?.next ?? nextWords(review, permission)),
  };
}

/** What an action means here: a release returns a review to the queue only if its reviewer held it. */
function noteOf({ verb, note }: Move<MoveVerb>, { state, reviewer, heldFrom }: Review): string | undefined {
  if (verb !== "release") return note;
  const to = landing(verb, { state, heldFrom, reviewerId: reviewer?.id ?? null });
  return to === "submitted" ? "The review returns to the queue" : "The state stays, without a reviewer";
}

/** Hides side actions reserved for other people. They are listed only among the main actions. */
function isShown(permission: Permission): boolean {
  return permission.allowed || permission.because !== "actor";
}

function actOf({ verb, label, icon = "dot", note, danger = false }: Shown, permission: Permission): Act {
  return { key: verb, label, icon, permission, note, danger };
}

const AGAIN = { key: "again", label: "Ask again" };

/** The requester or guardian of a rejected review can follow it up with a new one. */
function followUp({ following, ref }: Review): First | null {
  if (!following.allowed) return null;
  return { ...AGAIN, href: paths.newReview({ after: ref }), next: "Creates a linked new review." };
}

/** The follow-up as a menu action when another main action exists, or refused with its reason. */
function followUpAct(review: Review, first: string | undefined): Act[] {
  if (!review.rejected || first === AGAIN.key) return [];
  const page = followUp(review);
  return [
    { ...AGAIN, icon: "return", ...(page ? { href: page.href } : {}), permission: permissionOf(review.following) },
  ];
}

/** A draft not ready for submission is finished first, by someone who may submit it. */
function unfinished(review: Review, permission: (verb: ReviewVerb) => Permission): First | null {
  const submit = permission("submit");
  if (review.state !== "draft" || !permission("edit").allowed) return null;
  if (submit.allowed || submit.because === "actor") return null;
  return { key: EDIT, label: "Finish the intake", href: paths.editReview(review.id), next: submit.reason };
}

/** Requested findings are answered one by one before the request. */
function unanswered(review: Review, permission: (verb: ReviewVerb) => Permission): First | null {
  const resubmit = permission("resubmit");
  if (review.findingsOwed.unanswered === 0 || review.move !== "answer" || resubmit.allowed) return null;
  return { key: "answer_findings", label: "Answer the findings", href: "#findings", next: resubmit.reason };
}

/** A waiver requested by someone else, for a reader who may grant it. */
function askedOf(permission: (verb: ReviewVerb) => Permission): First | null {
  const next = "A waiver has been requested. Grant it, or leave the gate unmet.";
  return permission("waive").allowed ? { ...WAIVE, next } : null;
}

const NEXT: Record<LeadingVerb, (review: Review, reader: Reader) => string> = {
  submit: () => "Seals the evidence as r1 and runs its checks.",
  claim: () => "You become the reviewer. Only you can decide until you release it.",
  resubmit: ({ reviewer }) => `${reviewer?.name ?? "The engineer who claims it"} is next.`,
  resume: () => "Returns the review to its previous state.",
  approve: ({ revision }) => `The decision is bound to r${revision} as you see it now.`,
  request_changes: (review, reader) => `${tickedWords(review)} ${answererWords(askedBy(reader, review))}`,
  release: () => "Returns the review to the queue.",
  endorse: ({ revision }) => `You support r${revision} as a second engineer. It lapses with the revision.`,
  record_launch: () => "Records the launch day with the decision.",
  close: () => "Ends the review.",
};

/** A guardian who asked does not answer while the requester is available. */
function askedBy({ personId }: Reader, review: Review): Review {
  const others = review.answerers.filter(({ id }) => id !== personId);
  return others.length > 0 ? { ...review, answerers: others } : review;
}

function tickedWords({ askable }: Review): string {
  const { results = [], threats = [] } = askable ?? {};
  const blocking = [
    ...(results.length > 0 ? [counted(results.length, "blocking result")] : []),
    ...(threats.length > 0 ? [counted(threats.length, "blocking threat")] : []),
  ];
  if (blocking.length === 0) return "Includes unanswered findings.";
  return `The ${listed(blocking)} ${results.length + threats.length === 1 ? "is" : "are"} selected.`;
}

const RESUMERS = partWords(CAPABILITIES.resume.by);

function answererWords(review: Review): string {
  const names = askers(review);
  if (names) return `${names} is next.`;
  if (review.state === "draft") return `${capital(othersWho("submit"))} can finish or cancel the draft.`;
  return m`${capital(othersWho("assign_guardian"))} must assign a guardian.`;
}

function nextWords(review: Review, permission: (verb: ReviewVerb) => Permission): string {
  if (review.openElsewhereAt !== null) return "A later import closes it, or a program manager cancels it.";
  const { state, reviewer } = review;
  if (state === "submitted") return `${capital(claimerOf(review))} can claim it.`;
  if (state === "in_review") return `${reviewer?.name ?? "The reviewer"} is next.`;
  if (state === "changes_requested" || state === "draft") return answererWords(review);
  if (state === "on_hold") return `On hold until ${RESUMERS} resumes it.`;
  if (state === "approved" || state === "approved_with_conditions") {
    if (review.launchedSince) return leftIn(review) ?? "Launched. It can be closed.";
    return inTheWay(review) ?? "Record its launch next.";
  }
  // Findings after the launch concern live systems and are resolved here.
  const left = state === "rejected" || (state === "closed" && review.launchedOn) ? leftIn(review) : null;
  const unless = permission("reopen").allowed ? ", unless it is reopened" : "";
  return left ?? `Nothing left to do${unless}.`;
}

/**
 * Whether a launch today may bypass something. An approval by another tracker counts, because it covers no launch after
 * its import.
 */
function isHeld(review: Review): boolean {
  return inTheWay(review) !== null || (review.imported && review.decisions.length === 0);
}

/** The first obstacle between approval and launch, with the number of others; null if none. */
function inTheWay({ gates, revision, decisions: [decision] }: Review): string | null {
  const [first, ...more] = launchObstacles({ gates, revision, decision });
  if (first === undefined) return null;
  return `${first.replace(/\.$/, "")}${more.length > 0 ? `, and ${more.length} more` : ""}.`;
}
