import type { ExampleThreat } from "#lib/threat-models/formats/example.ts";

/** A threat of the library. A `late` one has no documented mitigation until the model is looked at together. */
export type ThreatContent = { threat: ExampleThreat & { mitigations: string[] }; late: boolean };

const GOALS: Record<string, string> = { C: "confidentiality", I: "integrity", A: "availability" };
const PRIORITIES = { H: "High", M: "Medium", L: "Low" } as const;

/**
 * `facts` are priority, STRIDE letters and impacted goals: "H SI C". The sentence reads: a [source] [prerequisites] can
 * [action], which leads to [impact].
 */
export function threat(
  facts: `${keyof typeof PRIORITIES} ${string} ${string}`,
  [source, prerequisites, action, impact]: readonly [string, string, string, string],
  asset: string,
  ...mitigations: string[]
): ThreatContent {
  const [priority = "M", stride = "", goals = ""] = facts.split(" ");
  return {
    late: false,
    threat: {
      source,
      prerequisites,
      action,
      impact,
      goals: [...goals].map((letter) => GOALS[letter] ?? letter),
      assets: [asset],
      priority: PRIORITIES[priority as keyof typeof PRIORITIES],
      stride,
      mitigations,
    },
  };
}

/** The same, found when guardian and engineer look at the model together. */
export function late(content: ThreatContent): ThreatContent {
  return { ...content, late: true };
}
