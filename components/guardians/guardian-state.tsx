import { Status, type StatusValue } from "#components/ui/words/status.tsx";
import { GUARDIAN_STATE_WORDS, type GuardianState } from "#lib/guardians/rules.ts";
import { m } from "#lib/member-name.ts";

const LOOKS: Record<GuardianState, StatusValue> = {
  nominated: "waiting",
  consented: "waiting",
  training: "running",
  active: "good",
  paused: "paused",
  alumni: "neutral",
};

/** A guardian's state, styled as lightly as the surrounding text because it needs no action. */
export function GuardianStateMark({ state, label }: { state: GuardianState | null; label?: string }) {
  if (state === null) return <span className="dimmed">{m`Not a guardian`}</span>;
  return <Status value={LOOKS[state]} label={label ?? GUARDIAN_STATE_WORDS[state]} size="sm" quiet />;
}
