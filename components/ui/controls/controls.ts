import type { FieldProblem } from "#lib/errors.ts";
import { controlOf } from "./control-of.ts";
import { controlProblem } from "./control-problem.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * What is wrong with one control: `words` are said in `host`, the field around it; `focus` is what a person sees of it. What
 * it `lacks` is said until it is there, what was refused until it is changed.
 */
export type Wrong = {
  problem: FieldProblem;
  words: string;
  control: Control;
  host: Element;
  focus: HTMLElement;
  lacks: boolean;
};

/** What the controls of a form lack before anything is sent, in their order. */
export function lackingIn(form: HTMLFormElement): Wrong[] {
  return controlsOf(form).flatMap((control) => {
    const message = controlProblem(control, chosenOf(control));
    return message === null ? [] : wrongAt({ control, words: message }, { path: [control.name], message }, true);
  });
}

/** The problems that belong to a control of a form, in the order of the controls. */
export function wrongIn(form: HTMLFormElement, problems: readonly FieldProblem[]): Wrong[] {
  const controls = controlsOf(form);
  const wrong = problems.flatMap((problem) => {
    const found = controlOf(controls, problem);
    return found ? wrongAt(found, problem, false) : [];
  });
  return wrong.sort((one, other) => controls.indexOf(one.control) - controls.indexOf(other.control));
}

/** Whether a control still lacks what was said of it, or still holds what was refused. */
export function isStillWrong({ control, problem, lacks }: Wrong): boolean {
  return !lacks || controlProblem(control, chosenOf(control)) === problem.message;
}

type Found = { control: Control; words: string };

function wrongAt({ control, words }: Found, problem: FieldProblem, lacks: boolean): Wrong[] {
  const host = fieldOf(control);
  const focus = host?.contains(control) ? control : host?.querySelector<HTMLElement>(SHOWN);
  return host && focus ? [{ problem, words, control, host, focus, lacks }] : [];
}

const FIELD = ".mantine-InputWrapper-root";
/** A box to tick that belongs to no group. */
const ALONE = ".mantine-Checkbox-root";
const SHOWN = "input:not([type=hidden]), button, select, textarea";

/** A control that is not shown stands beside the field that shows it. */
function fieldOf(control: Control): Element | null {
  const beside = [control.nextElementSibling, control.previousElementSibling];
  return control.closest(FIELD) ?? beside.find((element) => element?.matches(FIELD)) ?? control.closest(ALONE);
}

/** What is chosen of a list that is searched: it stands beside the field that shows it. */
function chosenOf(control: Control): string | null {
  if (control.getAttribute("aria-haspopup") !== "listbox") return null;
  const beside = control.closest(FIELD)?.nextElementSibling;
  return beside instanceof HTMLInputElement && beside.type === "hidden" ? beside.value : null;
}

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (element): element is Control =>
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement,
  );
}
