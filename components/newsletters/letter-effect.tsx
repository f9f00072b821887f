import { EFFECT_WORDS, effectWords, intervalWords, quarterName } from "#components/metrics/metric-words.ts";
import type { EstimateOutput, GuardianEffectOutput } from "#lib/metrics/output.ts";
import { formatCount } from "#lib/numbers.ts";

/** What a guardian changes in the program, as far as it is shown: no letter has what may be chance. */
export function LetterEffect({ effect }: { effect: GuardianEffectOutput }) {
  const { state, from, to, n, speed, findings } = effect;
  const sides = `n = ${formatCount(n.guardian)} with a guardian, ${formatCount(n.none)} without`;
  return (
    <>
      {speed && findings ? (
        <p>
          Lead time: {claimWords(speed, "faster", "slower")}. Findings per review:{" "}
          {claimWords(findings, "fewer", "more")}.
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

/** "18.2 % faster (95 %: 2.1 to 31 % faster)" */
function claimWords(estimate: EstimateOutput, less: string, more: string): string {
  const claim = estimate.claimed ? effectWords(estimate, less, more) : "no difference shown";
  return `${claim} (${intervalWords(estimate, less, more)})`;
}
