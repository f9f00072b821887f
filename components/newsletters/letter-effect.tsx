import { quarterName } from "#components/metrics/metric-words.ts";
import type { GuardianEffectOutput } from "#lib/metrics/output.ts";
import { claimWords, EFFECT_WORDS, FINDINGS, SPEED } from "#lib/metrics/rules/effect-words.ts";
import { formatCount } from "#lib/numbers.ts";

/** What a guardian changes in the program, as far as it is shown: no letter has what may be chance. */
export function LetterEffect({ effect }: { effect: GuardianEffectOutput }) {
  const { state, from, to, n, speed, findings } = effect;
  const sides = `n = ${formatCount(n.guardian)} with a guardian, ${formatCount(n.none)} without`;
  return (
    <>
      {speed && findings ? (
        <p>
          Lead time: {claimWords(speed, SPEED)}. Findings per review: {claimWords(findings, FINDINGS)}.
        </p>
      ) : (
        <p>{EFFECT_WORDS[state]}.</p>
      )}
      <p className="dimmed">
        The program, {from.label} to {quarterName(to)}; {sides}, weighted to the same mix of tiers and types.
      </p>
    </>
  );
}
