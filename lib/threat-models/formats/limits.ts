import { FILE_BYTES } from "#lib/lengths.ts";
import type { Path } from "./reading.ts";

export const limits = {
  bytes: FILE_BYTES.threatModel,
  entities: 5_000,
  /** Each link is a row; the largest known model has a few hundred. */
  links: 20_000,
  depth: 64,
  /** Values in the whole document. Keeps validation of a hostile file short; 5,000 full entities stay far below. */
  values: 250_000,
  /** Lexical pieces of a YAML file: its tree costs far more memory than that of JSON. */
  yamlPieces: 500_000,
  yamlLines: 200_000,
  /** Problems and warnings listed individually; the rest is only counted. */
  problems: 1_000,
} as const;

type Remark = { path: Path; message: string };

export function atMost<T extends Remark>(remarks: T[], what: "problems" | "warnings"): (T | Remark)[] {
  const rest = remarks.length - limits.problems;
  if (rest <= 0) return remarks;
  return [...remarks.slice(0, limits.problems), { path: [], message: `… and ${rest} more ${what}.` }];
}
