import { readFeedback } from "#components/reviews/decisions/read-feedback.ts";
import { chosenOf } from "#components/ui/controls/chosen-of.ts";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { toBeChosen } from "#components/ui/controls/to-be-chosen.ts";
import type {
  ApproveInput,
  BreakGlassInput,
  ClaimInput,
  CloseInput,
  HoldInput,
  LaunchInput,
  MoveInput,
  ReasonInput,
  RejectInput,
  RequestChangesInput,
  ResubmitInput,
} from "#lib/reviews/input.ts";
import { REASON_CODES } from "#lib/reviews/rules/states.ts";
import type { MoveInputs, MoveVerb } from "./moves.ts";

type Read<Input> = (form: FormData, sequence: number) => Input;

/** The input of a move from the controls of its dialog. What the verb refuses comes back as a problem. */
export function readMove<V extends MoveVerb>(verb: V, form: FormData, sequence: number): MoveInputs[V] {
  return READERS[verb](form, sequence);
}

const alone: Read<MoveInput> = (_form, sequence): MoveInput => ({ sequence });
const withReason: Read<ReasonInput> = (form, sequence): ReasonInput => ({ sequence, reason: formText(form, "reason") });

/** Each names what it answers: only then a field that the input does not have fails to compile. */
const READERS: { [V in MoveVerb]: Read<MoveInputs[V]> } = {
  submit: alone,
  claim: (form, sequence): ClaimInput => ({ sequence, conflict: formText(form, "conflict") }),
  approve: (form, sequence): ApproveInput => ({ ...withReason(form, sequence), feedback: readFeedback(form) }),
  approve_with_conditions: (form, sequence): ApproveInput => ({
    ...withReason(form, sequence),
    conditions: readConditions(form),
    feedback: readFeedback(form),
  }),
  request_changes: (form, sequence): RequestChangesInput => ({
    sequence,
    reasonCode: formChoice(form, "reasonCode", REASON_CODES),
    message: formText(form, "message"),
    asks: { results: form.getAll("asks.results").map(String), threats: form.getAll("asks.threats").map(Number) },
  }),
  reject: (form, sequence): RejectInput => ({ ...withReason(form, sequence), feedback: readFeedback(form) }),
  resubmit: (form, sequence): ResubmitInput => ({ sequence, message: formText(form, "message") }),
  endorse: alone,
  confirm_no_policies: alone,
  record_launch: (form, sequence): LaunchInput => ({ sequence, launchedOn: formText(form, "launchedOn") }),
  break_glass: (form, sequence): BreakGlassInput => ({
    ...withReason(form, sequence),
    launchedOn: formText(form, "launchedOn"),
  }),
  hold: (form, sequence): HoldInput => ({
    ...withReason(form, sequence),
    reasonCode: formChoice(form, "reasonCode", REASON_CODES),
    resumeOn: formText(form, "resumeOn"),
  }),
  resume: alone,
  release: withReason,
  reopen: withReason,
  close: (form, sequence): CloseInput => ({ ...withReason(form, sequence), dropped: form.has("dropped") }),
  cancel: withReason,
};

function readConditions(form: FormData): ApproveInput["conditions"] {
  const whens = form.getAll("conditions.when").map(String);
  const owners = form.getAll("conditions.ownerId").map(Number);
  const dues = form.getAll("conditions.dueOn").map(String);
  return form.getAll("conditions.text").map((text, index) => ({
    text: String(text),
    when: toBeChosen(chosenOf(["before_launch", "after_launch"], whens[index] ?? "")),
    ownerId: owners[index] ?? 0,
    dueOn: dues[index] ?? "",
  }));
}
