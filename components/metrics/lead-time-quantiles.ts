import type { Metrics } from "#lib/metrics/output.ts";
import { quantileWords } from "#lib/metrics/rules/figure.ts";

/** "a quarter decided in 3.0 d, half in 8.1 d, three quarters: not reached" */
export function leadTimeQuantiles({ n, p25, median, p75 }: Metrics["leadTime"]): string {
  const parts = [
    { part: "a quarter", reached: "a quarter decided", quantile: p25 },
    { part: "half", reached: "half", quantile: median },
    { part: "three quarters", reached: "three quarters", quantile: p75 },
  ];
  const said = parts.map(({ part, reached, quantile }) => {
    const words = quantileWords(quantile, n);
    return quantile.state === "shown" && quantile.value !== null ? `${reached} in ${words}` : `${part}: ${words}`;
  });
  return said.join(", ");
}
