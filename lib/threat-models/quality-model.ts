import { grouped } from "#lib/grouped.ts";
import { strideLetters } from "./documentation.ts";
import { isWritten, normalised } from "./formats/placeholder.ts";
import type { ReadThreatModel } from "./formats/reading.ts";
import type { QualityCheck, QualityResult, QualityView } from "./quality-view.ts";
import { STRIDE_WORDS } from "./rules/stride.ts";

export const modelChecks: readonly QualityCheck[] = [
  { id: "Q09", title: "Duplicates", run: duplicates },
  { id: "Q10", title: "STRIDE not covered or not set", run: strideGaps },
  { id: "Q14", title: "No system diagram or no description", run: undescribed },
];

function strideGaps({ reading }: QualityView): QualityResult[] {
  const covered = new Set(reading.threats.flatMap((threat) => threat.stride));
  return [
    ...strideLetters
      .filter((letter) => !covered.has(letter))
      .map(
        (letter): QualityResult => ({
          level: "info",
          message: `No threat covers ${STRIDE_WORDS[letter]} (${letter}).`,
        }),
      ),
    ...reading.threats
      .filter((threat) => threat.stride.length === 0)
      .map(({ externalId, position }): QualityResult => {
        return {
          level: "info",
          message: "No STRIDE letter.",
          threatExternalId: externalId,
          path: ["threats", position],
        };
      }),
  ];
}

function undescribed({ reading }: QualityView): QualityResult[] {
  const results: QualityResult[] = [];
  if (!reading.hasDiagram && !reading.hasDataflowDescription) {
    results.push({ level: "warn", message: "There is no diagram and no description of the data flows." });
  }
  if (!isWritten(reading.description))
    results.push({ level: "warn", message: "The description of the system is empty." });
  return results;
}

function duplicates({ reading }: QualityView): QualityResult[] {
  const { threats, mitigations, assumptions } = reading;
  return [
    ...repeated(threats, "threats", "statement", (threat) => statementKey(reading, threat.statement, threat.assets)),
    ...repeated(mitigations, "mitigations", "text", (mitigation) => mitigationKey(reading, mitigation)),
    ...repeated(threats, "threats", "number", ({ numericId }) => numberKey(numericId)),
    ...repeated(mitigations, "mitigations", "number", ({ numericId }) => numberKey(numericId)),
    ...repeated(assumptions, "assumptions", "number", ({ numericId }) => numberKey(numericId)),
  ];
}

/** If threats are placed on elements, the same threat on another element is a different threat. */
function statementKey({ format }: ReadThreatModel, statement: string, assets: readonly string[]): string {
  const text = normalised(statement);
  return text === "" || format === "threat_composer" ? text : JSON.stringify([text, ...assets]);
}

/** Threat Dragon writes a mitigation into each threat, so a repeated text is not a duplicate there. */
function mitigationKey({ format }: ReadThreatModel, { content }: { content: string }): string {
  return format.startsWith("threat_dragon") ? "" : normalised(content);
}

function numberKey(numericId: number | null): string {
  return numericId === null ? "" : String(numericId);
}

type Numbered = { position: number; numericId: number | null };

function repeated<T extends Numbered>(
  items: readonly T[],
  list: string,
  what: string,
  keyOf: (item: T) => string,
): QualityResult[] {
  const groups = grouped(items, keyOf);
  return [...groups].flatMap(([key, [first, ...others]]): QualityResult[] => {
    if (key === "" || first === undefined || others.length === 0) return [];
    const places = [first, ...others].map((item) => item.position + 1).join(", ");
    return [
      {
        level: "info",
        message: `The same ${what} appears on ${list} ${places} of the list.`,
        path: [list, first.position],
      },
    ];
  });
}
