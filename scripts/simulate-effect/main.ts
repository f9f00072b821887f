import { parseArgs } from "node:util";
import { speedsAgree } from "#lib/metrics/rules/effect-words.ts";
import { type Estimate, type GuardianEffect, guardianEffect } from "#lib/metrics/rules/guardian-effect.ts";
import { random } from "#lib/random.ts";
import { syntheticReviews, type Truth, WORLDS } from "#tests/support/synthetic-reviews.ts";

const SIZE = { teams: 40, reviews: 800 };
const TRUTHS = [
  { faster: 0.2, fewer: 0.2 },
  { faster: 0, fewer: 0 },
];
const MEASURES = [
  { name: "speed", of: ({ speed }: GuardianEffect) => speed, true: ({ faster }: Truth) => faster },
  { name: "speed within teams", of: ({ within }: GuardianEffect) => within, true: ({ faster }: Truth) => faster },
  { name: "findings", of: ({ findings }: GuardianEffect) => findings, true: ({ fewer }: Truth) => fewer },
];

/**
 * For each way of assigning guardians to teams: the mean error in points, how often the interval contains the truth,
 * how often a difference is claimed, and how often "faster" is claimed; in percent.
 */
function main(): void {
  const { values } = parseArgs({
    options: { times: { type: "string", default: "1000" }, draws: { type: "string", default: "400" } },
  });
  const [times, draws] = [Number(values.times), Number(values.draws)];
  for (const { world, ...part } of WORLDS.flatMap((world) => TRUTHS.map((part) => ({ world, ...part })))) {
    const truth: Truth = { ...SIZE, ...part, world };
    const effects = Array.from({ length: times }, (_, time) => {
      const chance = random(`${world} ${part.faster} ${time}`);
      return guardianEffect(syntheticReviews(chance, truth), chance.next, draws);
    });
    for (const { name, of, true: isTrue } of MEASURES) {
      const known = isTrue(truth);
      const estimates = effects.map(of).filter((each): each is Estimate => each !== null);
      const values = estimates.flatMap(({ value }) => (value === null ? [] : [value]));
      const bias = values.reduce((sum, value) => sum + value - known, 0) / values.length;
      const holds = share(estimates, ({ low, high }) => low <= known && known <= high);
      const claims = share(estimates, ({ claimed }) => claimed);
      console.log(
        `${world}: ${name}, ${known * 100} % true: bias ${(bias * 100).toFixed(2)} points, the interval contains it in ${holds} %, claimed in ${claims} % of ${estimates.length}`,
      );
    }
    const faster = effects.filter((effect) => speedsAgree(effect) && (effect.speed?.low ?? 0) > 0);
    console.log(`${world}: “faster” is claimed in ${((100 * faster.length) / effects.length).toFixed(1)} %`);
  }
}

function share(estimates: readonly Estimate[], of: (estimate: Estimate) => boolean): string {
  return ((100 * estimates.filter(of).length) / estimates.length).toFixed(1);
}

main();
