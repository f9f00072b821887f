import type { FieldProblem } from "#lib/errors.ts";
import { controlOf } from "./control-of.ts";
import { controlProblem } from "./control-problem.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * A problem with one control: `words` appear in `host`, the field; `focus` is its visible part. With `lacks`, the
 * message shows until a value is provided; a refused value's, until changed.
 */
export type Wrong = {
  problem: FieldProblem;
  words: string;
  control: Control;
  host: Element;
  focus: HTMLElement;
  lacks: boolean;
};

/** The form's missing values before submission, in control order. */
export function lackingIn(form: HTMLFormElement): Wrong[] {
  return controlsOf(form).flatMap((control) => {
    const message = controlProblem(control, chosenOf(control));
    return message === null ? [] : wrongAt({ control, words: message }, { path: [control.name], message }, true);
  });
}

/** Problems with a control in the form, in control order. */
export function wrongIn(form: HTMLFormElement, problems: readonly FieldProblem[]): Wrong[] {
  const controls = controlsOf(form);
  const wrong = problems.flatMap((problem) => {
    const found = controlOf(controls, problem);
    return found ? wrongAt(found, problem, false) : [];
  });
  return wrong.sort((one, other) => controls.indexOf(one.control) - controls.indexOf(other.control));
}

/** Whether a control is still incomplete, or still has its refused value. */
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
/** A checkbox outside any group. */
const ALONE = ".mantine-Checkbox-root";
const SHOWN = "input:not([type=hidden]), button, select, textarea";

/** A hidden control is next to its visible field. */
function fieldOf(control: Control): Element | null {
  const beside = [control.nextElementSibling, control.previousElementSibling];
  return control.closest(FIELD) ?? beside.find((element) => element?.matches(FIELD)) ?? control.closest(ALONE);
}

/** The selection of a searchable list, stored next to its visible field. */
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
