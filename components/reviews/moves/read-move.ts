import { readFeedback } from "#components/reviews/decisions/read-feedback.ts";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import type { ApproveInput } from "#lib/reviews/input.ts";
import { REASON_CODES } from "#lib/reviews/rules/states.ts";
import { MOVES, type MoveField, type MoveInputs, type MoveVerb } from "./moves.ts";

/** Builds an action's input from its dialog. Refusals by the verb return as a problem. */
export function readMove<V extends MoveVerb>(verb: V, form: FormData, sequence: number): MoveInputs[V] {
  const fields = MOVES.filter((move) => move.verb === verb).flatMap<MoveField>((move) => move.fields);
  return Object.assign({ sequence }, ...fields.map((field) => readField(field, form)));
}

function readField(field: MoveField, form: FormData): Record<string, unknown> {
  switch (field.kind) {
    case "asks":
      return {
        asks: { results: form.getAll("asks.results").map(String), threats: form.getAll("asks.threats").map(Number) },
      };
    case "conflict":
      return { conflict: formText(form, "conflict") };
    case "feedback":
      return { feedback: readFeedback(form) };
    case "conditions":
      return { conditions: readConditions(form) };
    case "reason_code":
      return { [field.name]: formChoice(form, field.name, REASON_CODES) };
    case "check":
      return { [field.name]: form.has(field.name) };
    default:
      return { [field.name]: formText(form, field.name) };
  }
}

function readConditions(form: FormData): ApproveInput["conditions"] {
  const whens = form.getAll("conditions.when").map(String);
  const owners = form.getAll("conditions.ownerId").map(Number);
  const dues = form.getAll("conditions.dueOn").map(String);
  return form.getAll("conditions.text").map((text, index) => ({
    text: String(text),
    when: requiredChoice(matchingChoice(["before_launch", "after_launch"], whens[index] ?? "")),
    ownerId: owners[index] ?? 0,
    dueOn: dues[index] ?? "",
  }));
}
