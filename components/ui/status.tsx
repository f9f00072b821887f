import { Icon, type IconName } from "./icon.tsx";

export type StatusValue =
  | "pass"
  | "fail"
  | "incomplete"
  | "error"
  | "running"
  | "met"
  | "unmet"
  | "waived"
  | "not_applicable"
  | "due"
  | "at_risk"
  | "breached"
  | "neutral"
  | "good"
  | "bad"
  | "waiting";

type Tone = "good" | "bad" | "warn" | "info" | "special" | "muted";
type Look = { word: string; icon: IconName; tone: Tone };

/** The one set of statuses: the same icon, word and colour wherever one is shown. */
const LOOKS: Record<StatusValue, Look> = {
  pass: { word: "Pass", icon: "check", tone: "good" },
  fail: { word: "Fail", icon: "cross", tone: "bad" },
  incomplete: { word: "Incomplete", icon: "question", tone: "warn" },
  error: { word: "Error", icon: "bolt", tone: "bad" },
  running: { word: "Running", icon: "turning", tone: "info" },
  met: { word: "Met", icon: "check", tone: "good" },
  unmet: { word: "Unmet", icon: "ring", tone: "warn" },
  waived: { word: "Waived", icon: "flag", tone: "special" },
  not_applicable: { word: "Not applicable", icon: "minus", tone: "muted" },
  due: { word: "Due", icon: "clock", tone: "info" },
  at_risk: { word: "At risk", icon: "warning", tone: "warn" },
  breached: { word: "Breached", icon: "stop", tone: "bad" },
  neutral: { word: "Neutral", icon: "dot", tone: "muted" },
  good: { word: "Good", icon: "check", tone: "good" },
  bad: { word: "Bad", icon: "cross", tone: "bad" },
  waiting: { word: "Waiting", icon: "hourglass", tone: "info" },
};

/** A status as icon, word and colour. `label` replaces the word where a more exact one is known. */
export function Status({ value, label, size = "md" }: { value: StatusValue; label?: string; size?: "sm" | "md" }) {
  const { word, icon, tone } = LOOKS[value];
  return (
    <span className={`status tone-${tone}`} data-status={value} data-size={size}>
      <Icon name={icon} size={size === "sm" ? 14 : 16} />
      {label ?? word}
    </span>
  );
}
