import type { Chance } from "./chance.ts";
import { NUMBER } from "./draw-policy.ts";
import { keyUse, mayHaveSeveral } from "./key-use.ts";
import { listOf, type PlainPolicy, type PlainRequest } from "./plain-policy.ts";
import * as s from "./shapes.ts";

const TEXTS = ["a", "A", "b", "aa", "aA", "ab", "*", "a*"] as const;

/** Draws requests that come near what the policies speak of. */
export function requestDrawer(policies: PlainPolicy[], chance: Chance): () => PlainRequest {
  const uses = policies.map(keyUse);
  const several = [s.PREFIX, s.USER, s.TAG].filter((key) => mayHaveSeveral(key, uses));
  const patterns = policies
    .flatMap(({ Statement }) => Statement.flatMap(({ Resource, NotResource }) => listOf(Resource ?? NotResource ?? [])))
    .filter((pattern) => pattern !== "*");
  return () => {
    const context: Record<string, string[]> = {};
    for (const key of [s.USER, s.TAG, s.PREFIX]) context[key] = drawValues(context, several.includes(key), chance);
    context[s.MFA] = chance.often(0.3) ? [] : [chance.of(["true", "false"])];
    context[NUMBER] = chance.often(0.3) ? [] : [chance.of(["0", "1", "1.0", "1.5", "2", "3", "a"])];
    const pattern = chance.often(0.7) ? chance.from(patterns) : undefined;
    return {
      principal: { kind: "Attached" },
      action: chance.of(["s3:GetObject", "s3:GetObject", "s3:PutObject", "iam:PassRole"]),
      resource: pattern === undefined ? s.arn(chance.of(TEXTS)) : instance(pattern, context, chance),
      context,
    };
  };
}

function drawValues(context: Record<string, string[]>, several: boolean, chance: Chance): string[] {
  if (chance.often(0.2)) return [];
  const others = Object.values(context).flat();
  const draw = () => {
    const other = chance.often(0.4) ? chance.from(others) : undefined;
    if (other === undefined) return chance.of(["", ...TEXTS]);
    return chance.often(0.6) ? other : chance.of([other.toUpperCase(), other.toLowerCase(), `a${other}`, `${other}a`]);
  };
  return several && chance.often(0.5) ? [draw(), draw()] : [draw()];
}

/** A text that the pattern is likely to match. */
function instance(pattern: string, context: Record<string, string[]>, chance: Chance): string {
  return pattern
    .replace(/\$\{([^,}]*)(?:, '(.*?)')?\}/g, (_, key: string, fallback = "b") => context[key]?.[0] ?? fallback)
    .replace(/\*/g, () => chance.text(["a", "A", "b"], 2))
    .replace(/\?/g, () => chance.of(["a", "A", "b"]));
}
