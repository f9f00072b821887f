import { type Answers, isNew, noAnswers, record } from "./ask-family.ts";
import { Chance } from "./chance.ts";
import { drawChange, drawParts, drawPolicy } from "./draw-policy.ts";
import { requestDrawer } from "./draw-request.ts";
import { noNewAccess, parsed } from "./family.ts";
import { type PlainRequest, readingsFor } from "./plain-policy.ts";

const REQUESTS_PER_PAIR = 100;

/** Compares pairs of drawn policies until that many requests have been drawn against what did not fail. */
export function sample({ seed, samples }: { seed: number; samples: number }): Answers {
  const chance = new Chance(seed);
  const answers = noAnswers(`sampled by seed ${seed}`);
  while (answers.requests < samples) {
    const parts = drawParts(chance);
    const policy = drawPolicy(parts, chance);
    const known = chance.often(0.5) ? drawChange(policy, parts, chance) : drawPolicy(parts, chance);
    const pair = { policy, known };
    const readings = readingsFor([policy, known]);
    const result = noNewAccess(known, "identity").ask(parsed(policy, "identity"));
    let found: PlainRequest | undefined;
    if (result.verdict !== "FAIL") {
      const draw = requestDrawer([policy, known], chance);
      for (let drawn = 0; drawn < REQUESTS_PER_PAIR && found === undefined; drawn++) {
        const request = draw();
        answers.requests++;
        if (isNew(pair, request, readings)) found = request;
      }
    }
    record(answers, pair, result, found, readings);
  }
  return answers;
}
