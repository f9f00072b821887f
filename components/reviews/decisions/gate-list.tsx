import { waiverGrantWords } from "#components/policies/results/waiver-grant-words.ts";
import { Icon, type IconName } from "#components/ui/words/icon.tsx";
import { paths } from "#lib/paths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { GATE_WORDS } from "#lib/reviews/rules/gates.ts";
import { counted } from "#lib/words.ts";
import classes from "./gate-list.module.css";
import type { ShownGate, ShownState } from "./shown-gates.ts";

type Ask = { id: number; gate: string | null; reason: string; askedBy: { name: string } };
type Props = {
  gates: readonly ShownGate[];
  asks?: readonly Ask[];
  /** The active waivers. */
  waivers?: ReviewDetail["gateWaivers"];
  ended?: ReviewDetail["endedGateWaivers"];
  statedConflict?: ReviewDetail["statedConflict"];
  threatModelId: number | null;
  /** Number of waived policy check results. */
  waived?: number;
};

const LOOKS: Record<ShownState, { icon: IconName; word: string; tone: string }> = {
  met: { icon: "check", word: "Met", tone: "good" },
  unmet: { icon: "ring", word: "Missing", tone: "warn" },
  past: { icon: "ring", word: "Not met", tone: "muted" },
  waived: { icon: "slash", word: "Waived", tone: "special" },
  not_applicable: { icon: "minus", word: "Does not apply", tone: "muted" },
};

/** The gates as a checklist. A met gate is one line; a missing one says what is missing and links to the fix. */
export function GateList({
  gates,
  asks = [],
  waivers = [],
  ended = [],
  statedConflict = null,
  threatModelId,
  waived = 0,
}: Props) {
  return (
    <ul className={classes.gates} id="gates" aria-label="Gates">
      {gates.map((gate) => {
        const { icon, word, tone } = LOOKS[gate.state];
        const said = gate.state !== "met" && gate.state !== "not_applicable";
        const link = gate.state === "unmet" ? linkOf(gate, threatModelId) : null;
        return (
          <li key={gate.id} data-state={gate.state} title={said ? undefined : gate.reason}>
            <span className={`tone-${tone}`}>
              <Icon name={icon} size={14} />
            </span>
            <span className={classes.name}>{GATE_WORDS[gate.id]}</span>
            <span className={`${classes.state} tone-${tone}`}>{word}</span>
            {said ? (
              <p>
                {gate.reason} {link ? <a href={link.href}>{link.words}</a> : null}
              </p>
            ) : null}
            {gate.id === "conflicts" && statedConflict ? <p>In their words: {statedConflict}</p> : null}
            {gate.state === "waived"
              ? waivers
                  .filter((waiver) => waiver.gate === gate.id)
                  .map((waiver) => <p key={waiver.gate}>Given {waiverGrantWords(waiver)}</p>)
              : null}
            {gate.state === "unmet" || gate.state === "past"
              ? ended
                  .filter((waiver) => waiver.gate === gate.id)
                  .map(({ endedBy, reason }) => (
                    <p key={gate.id}>
                      {endedBy?.name ?? "Someone"} ended its waiver: {reason}
                    </p>
                  ))
              : null}
            {gate.id === "policy_checks" && gate.state === "met" && waived > 0 ? (
              <p>
                {counted(waived, "result is waived.", "results are waived.")} <a href="#checks">See them</a>
              </p>
            ) : null}
            {asks
              .filter((ask) => ask.gate === gate.id)
              .map((ask) => (
                <p key={ask.id}>
                  Waiver requested by {ask.askedBy.name}: {ask.reason}
                </p>
              ))}
          </li>
        );
      })}
    </ul>
  );
}

function linkOf({ id, meets }: ShownGate, threatModelId: number | null): { href: string; words: string } | null {
  if (id === "threat_model" && threatModelId !== null) {
    return { href: paths.threatModel(threatModelId), words: "Open it" };
  }
  // Claiming and endorsing happen here, with the actions below.
  if (meets === "decision") return null;
  return { href: `#${meets}`, words: meets === "evidence" ? "Add one" : "See them" };
}
