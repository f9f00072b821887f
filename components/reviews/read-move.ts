import { chosenOf } from "#components/ui/chosen-of.ts";
import { formChoice } from "#components/ui/form-choice.ts";
import { formText } from "#components/ui/form-text.ts";
import { toBeChosen } from "#components/ui/to-be-chosen.ts";
import type { ApproveInput, MoveInput, ReasonInput } from "#lib/reviews/input.ts";
import { REASON_CODES } from "#lib/reviews/rules/states.ts";
import type { MoveInputs, MoveVerb } from "./moves.ts";
import { readFeedback } from "./read-feedback.ts";

type Read<Input> = (form: FormData, sequence: number) => Input;

/** The input of a move from the controls of its dialog. What the verb refuses comes back as a problem. */
export function readMove<V extends MoveVerb>(verb: V, form: FormData, sequence: number): MoveInputs[V] {
  return READERS[verb](form, sequence);
}

const alone: Read<MoveInput> = (_form, sequence) => ({ sequence });
const withReason: Read<ReasonInput> = (form, sequence) => ({ sequence, reason: formText(form, "reason") });

const READERS: { [V in MoveVerb]: Read<MoveInputs[V]> } = {
  submit: alone,
  claim: (form, sequence) => ({ sequence, conflict: formText(form, "conflict") }),
  approve: (form, sequence) => ({ ...withReason(form, sequence), feedback: readFeedback(form) }),
  approve_with_conditions: (form, sequence) => ({
    ...withReason(form, sequence),
    conditions: readConditions(form),
    feedback: readFeedback(form),
  }),
  request_changes: (form, sequence) => ({
    sequence,
    reasonCode: formChoice(form, "reasonCode", REASON_CODES),
    message: formText(form, "message"),
  }),
  reject: (form, sequence) => ({ ...withReason(form, sequence), feedback: readFeedback(form) }),
  resubmit: (form, sequence) => ({ sequence, message: formText(form, "message") }),
  endorse: alone,
  record_launch: (form, sequence) => ({ sequence, launchedOn: formText(form, "launchedOn") }),
  break_glass: (form, sequence) => ({ ...withReason(form, sequence), launchedOn: formText(form, "launchedOn") }),
  hold: (form, sequence) => ({
    ...withReason(form, sequence),
    reasonCode: formChoice(form, "reasonCode", REASON_CODES),
    resumeOn: formText(form, "resumeOn"),
  }),
  resume: alone,
  release: withReason,
  reopen: withReason,
  close: (form, sequence) => ({ ...withReason(form, sequence), dropped: form.has("dropped") }),
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
