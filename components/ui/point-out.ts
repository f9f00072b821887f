import type { FieldProblem } from "#lib/errors.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * Says at each control of a form what is wrong with it, and puts the focus on the first. A control is named as its field is in the
 * input of the verb: "dueOn", or "conditions.dueOn" for each one of a list, in their order.
 */
export function pointOut(form: HTMLFormElement, problems: readonly FieldProblem[]): void {
  const wrong = problems.flatMap((problem) => {
    const control = controlOf(form, problem);
    return control ? [{ control, message: problem.message }] : [];
  });
  for (const { control, message } of wrong) {
    control.setCustomValidity(message);
    control.setAttribute("aria-invalid", "true");
  }
  const first = controlsOf(form).find((control) => control.validity.customError);
  first?.focus();
  first?.reportValidity();
}

/** Takes back what was said at the controls: it was about what they held then. */
export function takeBack(form: HTMLFormElement): void {
  for (const control of controlsOf(form)) {
    if (!control.validity.customError) continue;
    control.setCustomValidity("");
    control.removeAttribute("aria-invalid");
  }
}

function controlOf(form: HTMLFormElement, { path }: FieldProblem): Control | undefined {
  const names = path.filter((part) => typeof part === "string");
  const index = path.find((part) => typeof part === "number") ?? 0;
  const named = (name: string | undefined) => controlsOf(form).filter((control) => control.name === name);
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
