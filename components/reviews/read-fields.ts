import { formText } from "#components/ui/form-text.ts";
import type { MoveField } from "./moves.ts";

const RATINGS = ["scope", "threats", "mitigations", "validation"] as const;

/** The input of a move from the controls of its dialog. What the verb refuses comes back as a problem. */
export function readFields(form: FormData, fields: readonly MoveField[]): Record<string, unknown> {
  return Object.assign({}, ...fields.map((field) => readField(form, field)));
}

function readField(form: FormData, field: MoveField): Record<string, unknown> {
  switch (field.kind) {
    case "conflict":
      return { conflict: formText(form, "conflict") };
    case "feedback":
      return readFeedback(form);
    case "conditions":
      return { conditions: readConditions(form) };
    case "check":
      return { [field.name]: form.has(field.name) };
    default:
      return { [field.name]: formText(form, field.name) };
  }
}

/** What was not chosen is no number: the verb says so. */
function chosenNumber(form: FormData, name: string): number | null {
  const chosen = formText(form, name);
  return chosen === "" ? null : Number(chosen);
}

/** Nothing where there is nothing to rate, or where rating was left for later. */
function readFeedback(form: FormData): Record<string, unknown> {
  const mode = formText(form, "feedback");
  if (mode === "decline") return { feedback: { declinedReason: formText(form, "declinedReason") } };
  if (mode !== "rate") return {};
  const ratings = Object.fromEntries(RATINGS.map((name) => [name, chosenNumber(form, name)]));
  return { feedback: { ...ratings, sentence: formText(form, "sentence") } };
}

function readConditions(form: FormData) {
  const texts = form.getAll("conditions.text").map(String);
  const whens = form.getAll("conditions.when").map(String);
  const owners = form.getAll("conditions.ownerId").map(Number);
  const dues = form.getAll("conditions.dueOn").map(String);
  return texts.map((condition, index) => ({
    text: condition,
    when: whens[index] ?? "",
    ownerId: owners[index] ?? 0,
    dueOn: dues[index] ?? "",
  }));
}
