import type { IconName } from "./icon.tsx";

export const STATUS_VALUES = [
  "pass",
  "fail",
  "incomplete",
  "error",
  "running",
  "met",
  "unmet",
  "waived",
  "not_applicable",
  "due",
  "at_risk",
  "breached",
  "neutral",
  "good",
  "bad",
  "waiting",
  "watching",
  "returned",
  "paused",
  "conditional",
  "draft",
] as const;
export type StatusValue = (typeof STATUS_VALUES)[number];

type Tone = "good" | "bad" | "warn" | "info" | "special" | "muted";
type Look = { word: string; icon: IconName; tone: Tone };

/** The only set of statuses: the same icon, word and colour everywhere. */
const LOOKS: Record<StatusValue, Look> = {
  pass: { word: "Pass", icon: "check", tone: "good" },
  fail: { word: "Fail", icon: "cross", tone: "bad" },
  incomplete: { word: "Incomplete", icon: "half", tone: "warn" },
  error: { word: "Error", icon: "alert", tone: "bad" },
  running: { word: "Running", icon: "turning", tone: "info" },
  met: { word: "Met", icon: "check", tone: "good" },
  unmet: { word: "Missing", icon: "ring", tone: "warn" },
  waived: { word: "Waived", icon: "slash", tone: "special" },
  not_applicable: { word: "Not applicable", icon: "minus", tone: "muted" },
  due: { word: "Due", icon: "clock", tone: "muted" },
  at_risk: { word: "At risk", icon: "warning", tone: "warn" },
  breached: { word: "Breached", icon: "alert", tone: "bad" },
  neutral: { word: "Neutral", icon: "dot", tone: "muted" },
  good: { word: "Good", icon: "check", tone: "good" },
  bad: { word: "Bad", icon: "cross", tone: "bad" },
  waiting: { word: "Waiting", icon: "hourglass", tone: "info" },
  watching: { word: "In hand", icon: "eye", tone: "info" },
  returned: { word: "Returned", icon: "return", tone: "warn" },
  paused: { word: "Paused", icon: "pause", tone: "muted" },
  conditional: { word: "With conditions", icon: "flag", tone: "good" },
  draft: { word: "Draft", icon: "pencil", tone: "muted" },
};

/** The word of a status, for use without its icon. */
export function statusWord(value: StatusValue): string {
  return LOOKS[value].word;
}

type Props = { value: StatusValue; label?: string; size?: "sm" | "md"; quiet?: boolean };

/**
 * A status as icon, word and colour; `label` replaces the word with a more exact one. `quiet` suits list entries that
 * need no action. icon.css draws the icon, because an element each made up a tenth of a list.
 */
export function Status({ value, label, size = "md", quiet = false }: Props) {
  const { word, icon, tone } = LOOKS[value];
  return (
    <span className={`status ${size}${quiet ? " quiet" : ""} tone-${tone}`} data-icon={icon}>
      {label ?? word}
    </span>
  );
}
