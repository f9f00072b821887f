import Link from "next/link";
import { quarterName } from "#components/metrics/metric-words.ts";
import { type MemberName, memberTag } from "#lib/member-name.ts";
import type { GuardianEffectOutput } from "#lib/metrics/output.ts";
import { claimWords, EFFECT_WORDS, FINDINGS, speedWords } from "#lib/metrics/rules/effect-words.ts";
import { formatCount } from "#lib/numbers.ts";

type Props = { effect: GuardianEffectOutput; members: MemberName; rowsHref: string };

/** The program-wide guardian effect, if shown. Letters never report possible chance. */
export function LetterEffect({ effect, members, rowsHref }: Props) {
  const { state, from, to, n, speed, findings } = effect;
  const sides = memberTag(members)`n = ${formatCount(n.guardian)} with a guardian, ${formatCount(n.none)} without`;
  return (
    <>
      {speed && findings ? (
        <p>
          <Link href={rowsHref} prefetch={false}>
            Lead time: {speedWords(effect)}. Findings per review: {claimWords(findings, FINDINGS)}.
          </Link>
        </p>
      ) : (
        <p>
          <Link href={rowsHref} prefetch={false}>
            {EFFECT_WORDS[state]}.
          </Link>
        </p>
      )}
      <p className="dimmed">
        The program, {from.label} to {quarterName(to)}; {sides}, weighted to the same mix of quarters, tiers and types.
      </p>
    </>
  );
}
