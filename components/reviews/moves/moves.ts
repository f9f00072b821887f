import { REVIEW_READERS } from "#components/reviews/review-readers.ts";
import type { IconName } from "#components/ui/words/icon.tsx";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import type * as reviews from "#lib/reviews/input.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { closesAsDropped } from "#lib/reviews/rules/close.ts";

/** The verb input of each action. */
export type MoveInputs = {
  submit: reviews.MoveInput;
  claim: reviews.ClaimInput;
  approve: reviews.ApproveInput;
  approve_with_conditions: reviews.ApproveInput;
  request_changes: reviews.RequestChangesInput;
  reject: reviews.RejectInput;
  resubmit: reviews.ResubmitInput;
  endorse: reviews.MoveInput;
  confirm_no_policies: reviews.MoveInput;
  record_launch: reviews.LaunchInput;
  break_glass: reviews.BreakGlassInput;
  remind: reviews.MoveInput;
  hold: reviews.HoldInput;
  resume: reviews.MoveInput;
  release: reviews.ReleaseInput;
  reopen: reviews.ReasonInput;
  close: reviews.CloseInput;
  cancel: reviews.CancelInput;
};
export type MoveVerb = keyof MoveInputs;

/** A field of an action. Each kind is one dialog control and one field of the verb's input. */
export type MoveField<Name = string> =
  | { kind: "line" | "text"; name: Name; label: string; description?: string; required?: boolean; max: number }
  | { kind: "day"; name: Name; label: string; description?: string; required?: boolean; value?: string }
  | { kind: "reason_code"; name: Name; label: string }
  | { kind: "check"; name: Name; label: string; required?: boolean }
  | { kind: "asks" }
  | { kind: "conflict" }
  | { kind: "feedback" }
  | { kind: "conditions" };

export type Move<V extends MoveVerb> = {
  verb: V;
  label: string;
  icon?: IconName;
  /** Dialog title, before the review's reference; defaults to the label. */
  titled?: string;
  /** A few words of explanation below, when the same for every review. */
  note?: string;
  explain: string;
  success: string;
  fields: MoveField[];
  tone?: "primary" | "danger";
};

/** An action whose controls are fields of its input. */
type MoveOf<V extends MoveVerb> = Move<V> & { fields: MoveField<Exclude<keyof MoveInputs[V], "sequence">>[] };

const REASON_CODE: MoveField<"reasonCode"> = {
  kind: "reason_code",
  name: "reasonCode",
  label: "Reason",
};

/**
 * The actions on a review, in the order a person looks for them. The capability table says who may use each and when.
 */
export const MOVES: { [V in MoveVerb]: MoveOf<V> }[MoveVerb][] = [
  {
    verb: "submit",
    label: "Submit",
    explain: "The evidence is sealed as revision 1, its checks run, and the lead clock starts.",
    success: "Submitted.",
    fields: [],
    tone: "primary",
  },
  {
    verb: "claim",
    label: "Claim",
    icon: "eye",
    explain: "You become the reviewer. Only you can decide while you hold it.",
    success: "Claimed. It is yours to review.",
    fields: [{ kind: "conflict" }],
    tone: "primary",
  },
  {
    verb: "approve",
    label: "Approve",
    icon: "check",
    explain: "The change may launch. The decision is bound to the evidence you see now.",
    success: "Approved.",
    fields: [
      {
        kind: "text",
        name: "reason",
        label: "Note",
        description: "What convinced you. Optional.",
        max: REVIEW_LENGTHS.reason,
      },
      { kind: "feedback" },
    ],
    tone: "primary",
  },
  {
    verb: "approve_with_conditions",
    label: "Approve with conditions",
    icon: "flag",
    titled: "Approve with conditions:",
    explain: "The change may launch once the pre-launch conditions are verified.",
    success: "Approved with conditions.",
    fields: [
      { kind: "conditions" },
      { kind: "text", name: "reason", label: "Note", description: "Optional.", max: REVIEW_LENGTHS.reason },
      { kind: "feedback" },
    ],
  },
  {
    verb: "request_changes",
    label: "Request changes",
    icon: "return",
    titled: "Request changes on",
    explain: "The requester answers next. Unanswered findings are included.",
    success: "Changes requested.",
    fields: [
      REASON_CODE,
      { kind: "asks" },
      {
        kind: "text",
        name: "message",
        max: REVIEW_LENGTHS.comment,
        label: "What has to change",
        description: "Optional if something is selected or a finding is unanswered.",
      },
    ],
  },
  {
    verb: "reject",
    label: "Reject",
    icon: "cross",
    explain: "The change may not launch. The requester can follow up with a new, linked review.",
    success: "Rejected.",
    fields: [
      { kind: "line", name: "reason", label: "Reason", required: true, max: REVIEW_LENGTHS.reason },
      { kind: "feedback" },
    ],
    tone: "danger",
  },
  {
    verb: "resubmit",
    label: "Answer",
    icon: "return",
    explain: "Upload a new revision or answer every item to continue. Your answer covers all open items.",
    success: "Answered. The reviewer or the queue acts next.",
    fields: [{ kind: "text", name: "message", label: "Your answer", max: REVIEW_LENGTHS.comment }],
    tone: "primary",
  },
  {
    verb: "endorse",
    label: "Endorse revision",
    icon: "people",
    titled: "Endorse the revision of",
    explain: "You support the current revision as a second engineer. A new revision needs a new endorsement.",
    success: "Endorsed.",
    fields: [],
  },
  {
    verb: "confirm_no_policies",
    label: "Confirm no policies",
    icon: "check",
    titled: "Confirm that no policies change in",
    note: "The high tier needs an engineer's confirmation",
    explain: "You have checked that this change does not alter any IAM policy. Valid for the current evidence only.",
    success: "Confirmed.",
    fields: [],
  },
  {
    verb: "record_launch",
    label: "Record launch",
    icon: "launch",
    titled: "Record the launch of",
    explain: "The launch day of the approved change.",
    success: "Launch recorded.",
    fields: [{ kind: "day", name: "launchedOn", label: "Launched on", required: true }],
  },
  {
    verb: "break_glass",
    label: "Launch by break-glass",
    icon: "launch",
    titled: "Launch by break-glass:",
    note: "Launches despite open blockers, with a reason",
    explain:
      "For a launch that could not wait, before approval or despite open blockers. The review keeps the reason and the blockers.",
    success: "Launch recorded, with its reason.",
    fields: [
      { kind: "day", name: "launchedOn", label: "Launched on", required: true },
      { kind: "line", name: "reason", label: "Reason", required: true, max: REVIEW_LENGTHS.reason },
    ],
    tone: "danger",
  },
  {
    verb: "remind",
    label: "Remind",
    icon: "mail",
    titled: "Remind the next person for",
    note: "One notice a day to the next person",
    explain: "The reviewer, or the people who answer, get one notice. At most one reminder a day.",
    success: "Reminder sent.",
    fields: [],
  },
  {
    verb: "hold",
    label: "Put on hold",
    icon: "pause",
    titled: "Put on hold:",
    note: "Pauses the due time, not the lead time",
    explain: "The SLA clock pauses; the lead clock does not.",
    success: "On hold.",
    fields: [
      REASON_CODE,
      { kind: "line", name: "reason", label: "Reason", required: true, max: REVIEW_LENGTHS.reason },
      { kind: "day", name: "resumeOn", label: "Resume on", required: true },
    ],
  },
  {
    verb: "resume",
    label: "Resume",
    icon: "turning",
    explain: "Returns the review to its previous state.",
    success: "Resumed.",
    fields: [],
    tone: "primary",
  },
  {
    verb: "release",
    label: "Release",
    icon: "people",
    explain: "Returns the review to the queue.",
    success: "Released.",
    fields: [
      {
        kind: "line",
        name: "reason",
        label: "Reason",
        description: REVIEW_READERS,
        required: true,
        max: REVIEW_LENGTHS.reason,
      },
    ],
  },
  {
    verb: "reopen",
    label: "Reopen",
    icon: "return",
    explain: "The decision stays on record. A new cycle starts on the current evidence.",
    success: "Reopened.",
    fields: [{ kind: "line", name: "reason", label: "Reason", required: true, max: REVIEW_LENGTHS.reason }],
  },
  {
    verb: "close",
    label: "Close",
    icon: "minus",
    explain: "Closes the review.",
    success: "Closed.",
    fields: [
      { kind: "line", name: "reason", label: "Reason", required: true, max: REVIEW_LENGTHS.reason },
      { kind: "check", name: "dropped", label: "The approved change was dropped and will not launch" },
    ],
  },
  {
    verb: "cancel",
    label: "Cancel review",
    icon: "cross",
    explain: "Ends the review without a decision. It stays on record.",
    success: "Cancelled.",
    fields: [{ kind: "line", name: "reason", label: "Reason", required: true, max: REVIEW_LENGTHS.reason }],
    tone: "danger",
  },
];

/** `today`: the program's current day. */
type Standing = Pick<ReviewDetail, "state" | "launchedSince" | "answerOwed"> & { today: string };

/**
 * The fields of an action on this review. A due answer is required, a launch defaults to today, only unlaunched changes
 * can be dropped, and closing a launched one needs no reason.
 */
export function fieldsOf(
  { verb, fields }: Move<MoveVerb>,
  { state, launchedSince, answerOwed, today }: Standing,
): MoveField[] {
  return fields.flatMap((field) => {
    if (!("name" in field)) return field;
    if (field.kind === "day" && field.name === "launchedOn") return { ...field, value: today };
    if (verb === "close" && field.name === "reason" && launchedSince) return [];
    if (verb === "resubmit" && field.name === "message") return { ...field, required: answerOwed };
    if (verb !== "close" || field.name !== "dropped") return field;
    return closesAsDropped(state, launchedSince) ? { ...field, required: true } : [];
  });
}
