import { type RefObject, useEffect } from "react";
import type { Problem } from "#lib/web/problem.ts";

/** Puts the focus on the first question that a refusal says is not answered. */
export function useFirstMissing(form: RefObject<HTMLFormElement | null>, problem: Problem | null): void {
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[data-error] input")?.focus();
  }, [form, problem]);
}
