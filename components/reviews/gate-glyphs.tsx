import { Icon, type IconName } from "#components/ui/icon.tsx";
import { GATE_WORDS, type Gate, type GateState } from "#lib/reviews/rules/gates.ts";
import classes from "./gate-glyphs.module.css";

const GLYPHS: Record<GateState, { icon: IconName; tone: string; word: string }> = {
  met: { icon: "check", tone: "tone-good", word: "met" },
  unmet: { icon: "ring", tone: "tone-warn", word: "unmet" },
  waived: { icon: "flag", tone: "tone-special", word: "waived" },
  not_applicable: { icon: "minus", tone: "tone-muted", word: "not applicable" },
};

/** The gates of a review in one cell: a glyph each, with its words on hover and for screen readers. */
export function GateGlyphs({ gates }: { gates: readonly Pick<Gate, "id" | "state" | "reason">[] }) {
  return (
    <span className={classes.gates}>
      {gates.map((gate) => {
        const { icon, tone, word } = GLYPHS[gate.state];
        const words = `${GATE_WORDS[gate.id]}: ${word}`;
        return (
          <Icon key={gate.id} name={icon} size={14} label={words} className={tone} title={`${words}. ${gate.reason}`} />
        );
      })}
    </span>
  );
}
