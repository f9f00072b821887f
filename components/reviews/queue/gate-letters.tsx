import type { ShownState } from "#components/reviews/decisions/shown-gates.ts";
import { GATE_WORDS, type GateId } from "#lib/reviews/rules/gates.ts";
import classes from "./gate-letters.module.css";
import type { GateLetter } from "./review-line.ts";

const LETTERS: Record<GateId, string> = {
  threat_model: "M",
  policy_checks: "P",
  findings: "F",
  conflicts: "C",
  endorsement: "E",
};
const WORDS: Record<ShownState, string> = {
  met: "met",
  unmet: "missing",
  waived: "waived",
  past: "unmet, but not blocking",
  not_applicable: "does not apply",
};
export const LETTER_STATES = ["met", "unmet", "waived", "past", "not_applicable"] as const;

/** A review's gates in one cell: one letter each, shaped by state, with one continuous text for screen readers. */
export function GateLetters({ gates }: { gates: readonly GateLetter[] }) {
  return (
    <>
      <span className={classes.gates} aria-hidden="true">
        {gates.map((gate) => (
          <span key={gate.id} data-state={gate.state}>
            {gate.state === "not_applicable" ? "·" : LETTERS[gate.id]}
          </span>
        ))}
      </span>
      <span className="sr-only">{gates.map(wordsOf).join(" ")}</span>
    </>
  );
}

/** Adds each letter's reason on hover. Prerendered reasons would make up a ninth of a page of fifty reviews. */
export function tellReasons(cell: HTMLElement, gates: readonly GateLetter[]): void {
  for (const [at, letter] of cell.querySelectorAll<HTMLElement>("[data-state]").entries()) {
    const gate = gates[at];
    if (gate) letter.title = `${wordsOf(gate)} ${gate.reason}`;
  }
}

function wordsOf({ id, state }: GateLetter): string {
  return `${GATE_WORDS[id]}: ${WORDS[state]}.`;
}

/** Explains the letters and shapes, below a list. */
export function GateLegend() {
  return (
    <p className={classes.legend}>
      <span>
        Gates:{" "}
        {Object.entries(LETTERS).map(([id, letter], at) => (
          <span key={id}>
            {at > 0 ? ", " : ""}
            <b>{letter}</b> {GATE_WORDS[id as GateId].toLowerCase()}
          </span>
        ))}
      </span>
      {LETTER_STATES.map((state) => (
        <span key={state} className={classes.sample}>
          <span className={classes.gates} aria-hidden="true">
            <span data-state={state}>{state === "not_applicable" ? "·" : "M"}</span>
          </span>
          {WORDS[state]}
        </span>
      ))}
    </p>
  );
}
