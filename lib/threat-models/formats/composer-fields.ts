import { strideLetters } from "../documentation.ts";
import { threatSentence } from "../sentence.ts";
import { itemNumber, priorityOf } from "./prose.ts";
import type { MetadataEntry, ThreatItem } from "./reading.ts";
import type { ComposerThreat } from "./threat-composer-schema.ts";

type ComposerThreatFields = Pick<
  ThreatItem,
  | "numericId"
  | "statement"
  | "priority"
  | "rawPriority"
  | "stride"
  | "tags"
  | "rawStatus"
  | "source"
  | "prerequisites"
  | "action"
  | "impact"
  | "goals"
  | "assets"
  | "comments"
  | "metadata"
>;

/** Every field of a threat except its links. The export also uses this to see which fields have changed. */
export function readComposerThreatFields(raw: Partial<ComposerThreat>): ComposerThreatFields {
  const parts = {
    source: raw.threatSource ?? null,
    prerequisites: raw.prerequisites ?? null,
    action: raw.threatAction ?? null,
    impact: raw.threatImpact ?? null,
    goals: raw.impactedGoal ?? [],
    assets: raw.impactedAssets ?? [],
  };
  const metadata = raw.metadata ?? [];
  const rawPriority = firstText(metadata, "Priority");
  return {
    numericId: raw.numericId ?? itemNumber(raw.id),
    statement: raw.statement?.trim() ? raw.statement : threatSentence(parts),
    ...parts,
    priority: priorityOf(rawPriority),
    rawPriority,
    stride: strideOf(metadata),
    tags: raw.tags ?? [],
    rawStatus: raw.status ?? null,
    comments: firstText(metadata, "Comments"),
    metadata,
  };
}

function strideOf(metadata: readonly MetadataEntry[]): string[] {
  const value = metadata.find((entry) => entry.key === "STRIDE")?.value;
  const known: readonly string[] = strideLetters;
  return Array.isArray(value) ? [...new Set(value.filter((letter) => known.includes(letter)))] : [];
}

function firstText(metadata: readonly MetadataEntry[], key: string): string | null {
  const value = metadata.find((entry) => entry.key === key)?.value;
  return typeof value === "string" ? value : null;
}
