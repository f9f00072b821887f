import type { Hash } from "#lib/checks/fingerprint.ts";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { againstResults, type VersionBefore } from "#lib/cli/check/git/compare-with-version-before.ts";
import type { Settings } from "#lib/cli/check/input/settings.ts";
import type { Draft } from "#lib/cli/check/report/placed-result.ts";
import type { ReadText } from "#lib/cli/check/secrets/without-secrets.ts";
import type { ServiceFacts } from "#lib/iam/index.ts";
import { brokenChecks, resultDrafts } from "./result-drafts.ts";

/** Findings in a text alone, and compared with its previous version. */
export type Judged = { own: Draft[]; against: Draft[]; leftOut: string[]; errors: string[] };

export type Judging = {
  name: string;
  /** Pipelines and files of other programs need not be readable as templates. */
  needNotRead: boolean;
  previous: VersionBefore | null;
  facts: ServiceFacts | undefined;
  hash: Hash;
};

export function judgedDrafts({ text, reading }: ReadText, settings: Settings, given: Judging): Judged {
  const { name, needNotRead, previous, facts, hash } = given;
  const { checks, managed } = settings;
  const judged = judgeDocument({ name, text, reading }, checks, { hash, managed, facts });
  const own = needNotRead ? judged.filter(({ check }) => check !== "readable") : judged;
  const against = reading.ok && previous ? againstResults(reading, previous, settings, judged, facts) : [];
  const results = [...own, ...against];
  return {
    own: resultDrafts(own),
    against: resultDrafts(against),
    leftOut: [...new Set(results.flatMap(({ leftOut = [] }) => leftOut))],
    errors: brokenChecks(results),
  };
}
