import type { FieldProblem } from "#lib/errors.ts";
import { controlProblem } from "./control-problem.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * What is wrong with one control: `host` is the field around it, where that is said; `focus` is what a person sees of it. What
 * it `lacks` is said until it is there, what was refused until it is changed.
 */
export type Wrong = { problem: FieldProblem; control: Control; host: Element; focus: HTMLElement; lacks: boolean };

/** What the controls of a form lack before anything is sent, in their order. */
export function lackingIn(form: HTMLFormElement): Wrong[] {
  return controlsOf(form).flatMap((control) => {
    const message = controlProblem(control, chosenOf(control));
    return message === null ? [] : wrongAt(control, { path: [control.name], message }, true);
  });
}

/**
 * The problems that belong to a control of a form, in the order of the controls. A control is named as its field is in the input of
 * the verb: "dueOn", or "conditions.dueOn" for each one of a list, in their order.
 */
export function wrongIn(form: HTMLFormElement, problems: readonly FieldProblem[]): Wrong[] {
  const controls = controlsOf(form);
  const wrong = problems.flatMap((problem) => {
    const control = controlOf(controls, problem);
    return control ? wrongAt(control, problem, false) : [];
  });
  return wrong.sort((one, other) => controls.indexOf(one.control) - controls.indexOf(other.control));
}

/** Whether a control still lacks what was said of it, or still holds what was refused. */
export function isStillWrong({ control, problem, lacks }: Wrong): boolean {
  return !lacks || controlProblem(control, chosenOf(control)) === problem.message;
}

function wrongAt(control: Control, problem: FieldProblem, lacks: boolean): Wrong[] {
  const host = fieldOf(control);
  const focus = host?.contains(control) ? control : host?.querySelector<HTMLElement>(SHOWN);
  return host && focus ? [{ problem, control, host, focus, lacks }] : [];
}

const FIELD = ".mantine-InputWrapper-root";
const SHOWN = "input:not([type=hidden]), button, select, textarea";

/** A control that is not shown stands beside the field that shows it. */
function fieldOf(control: Control): Element | null {
  const beside = [control.nextElementSibling, control.previousElementSibling];
  return control.closest(FIELD) ?? beside.find((element) => element?.matches(FIELD)) ?? null;
}

/** What is chosen of a list that is searched: it stands beside the field that shows it. */
function chosenOf(control: Control): string | null {
  if (control.getAttribute("aria-haspopup") !== "listbox") return null;
  const beside = control.closest(FIELD)?.nextElementSibling;
  return beside instanceof HTMLInputElement && beside.type === "hidden" ? beside.value : null;
}

function controlOf(controls: readonly Control[], { path }: FieldProblem): Control | undefined {
  const names = path.filter((part) => typeof part === "string");
  const index = path.find((part) => typeof part === "number") ?? 0;
  const named = (name: string | undefined) => controls.filter((control) => control.name === name);
  return named(names.join("."))[index] ?? named(names.at(-1))[0];
}

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (element): element is Control =>
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement,
  );
}
