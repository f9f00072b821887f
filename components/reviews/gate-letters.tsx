import { GATE_WORDS, type GateId, type GateState } from "#lib/reviews/rules/gates.ts";
import classes from "./gate-letters.module.css";
import type { ShownGate } from "./review-line.ts";

const LETTERS: Record<GateId, string> = {
  threat_model: "M",
  policy_checks: "P",
  findings: "F",
  conflicts: "C",
  endorsement: "E",
};
const WORDS: Record<GateState, string> = {
  met: "met",
  unmet: "missing",
  waived: "waived",
  not_applicable: "does not apply",
};

/** The gates of a review in one cell: a letter each, whose shape says how it stands, and their words for screen readers in one run. */
export function GateLetters({ gates }: { gates: readonly ShownGate[] }) {
  const words = ({ id, state }: Pick<ShownGate, "id" | "state">) => `${GATE_WORDS[id]}: ${WORDS[state]}.`;
  return (
    <>
      <span className={classes.gates} aria-hidden="true">
        {gates.map((gate) => (
          <span key={gate.id} data-state={gate.state} title={`${words(gate)} ${gate.reason}`}>
            {gate.state === "not_applicable" ? "·" : LETTERS[gate.id]}
          </span>
        ))}
      </span>
      <span className="sr-only">{gates.map(words).join(" ")}</span>
    </>
  );
}

/** What the letters and their shapes mean, under a list. */
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
      {(["met", "unmet", "waived", "not_applicable"] as const).map((state) => (
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
