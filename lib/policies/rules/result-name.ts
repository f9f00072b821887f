import { CHECK_WORDS } from "./check-words.ts";
import type { RunResult } from "./compare-runs.ts";

/** A result's name: the profile rule's name, else the check with the code of its finding. */
export function resultName({ whole, reason }: RunResult): { name: string; code: string | null } {
  const rule = reason?.rule ?? null;
  if (rule !== null && whole.check === "access_not_granted") return { name: rule, code: null };
  if (rule === null && whole.check === "access_not_granted") {
    const [name = "", more] = whole.message.split(":", 2);
    if (more !== undefined) return { name, code: null };
  }
  return { name: CHECK_WORDS[whole.check], code: rule };
}
