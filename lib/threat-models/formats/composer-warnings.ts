import { isComposerMitigationStatus, isComposerThreatStatus, strideLetters } from "../documentation.ts";
import type { JsonObject, Path, ReadThreatModel, ThreatItem, Warning } from "./reading.ts";
import { composerKeys } from "./threat-composer-schema.ts";

/** Content that was not understood, or refers to nothing; none of it is dropped. */
export function composerWarnings(reading: ReadThreatModel): Warning[] {
  const threatsPath: Path = reading.shape === "legacy_array" ? [] : ["threats"];
  return [
    ...unknownKeys([reading.envelope.values], "document", () => []),
    ...reading.threats.flatMap((threat) => threatWarnings(threat, [...threatsPath, threat.position])),
    ...reading.mitigations.flatMap(({ rawStatus, position }) => {
      if (rawStatus === null || isComposerMitigationStatus(rawStatus)) return [];
      return [{ path: ["mitigations", position, "status"], message: `the status "${rawStatus}" is not known` }];
    }),
    ...linkWarnings(reading),
    ...unknownKeys(raws(reading.threats), "threats", (index) => [...threatsPath, index]),
    ...unknownKeys(raws(reading.mitigations), "mitigations", (index) => ["mitigations", index]),
    ...unknownKeys(raws(reading.assumptions), "assumptions", (index) => ["assumptions", index]),
  ];
}

function threatWarnings(threat: ThreatItem, path: Path): Warning[] {
  const warnings: Warning[] = [];
  const { rawStatus, rawPriority, priority } = threat;
  if (rawStatus !== null && !isComposerThreatStatus(rawStatus)) {
    warnings.push({ path: [...path, "status"], message: `the status "${rawStatus}" is not known` });
  }
  if (rawPriority !== null && priority === null) {
    warnings.push({ path: [...path, "metadata"], message: `the priority "${rawPriority}" is not known` });
  }
  const seen = new Set<string>();
  for (const { key, value } of threat.metadata) {
    if (seen.has(key)) {
      warnings.push({ path: [...path, "metadata"], message: `"${key}" is given more than once; the first is used` });
    }
    seen.add(key);
    if (key === "STRIDE" && !isStride(value)) {
      warnings.push({
        path: [...path, "metadata"],
        message: "STRIDE contains something other than the letters S T R I D E",
      });
    }
    if ((key === "Priority" || key === "Comments") && typeof value !== "string") {
      warnings.push({ path: [...path, "metadata"], message: `"${key}" is a list; expected text` });
    }
  }
  return warnings;
}

function isStride(value: string | string[]): boolean {
  const known: readonly string[] = strideLetters;
  return Array.isArray(value) && value.every((letter) => known.includes(letter));
}

function linkWarnings({ links }: ReadThreatModel): Warning[] {
  const mitigation = links.mitigation.flatMap((link, index) => {
    if (link.resolved) return [];
    const message = `the link from mitigation ${link.mitigationId} to ${link.linkedId} points to an item that does not exist`;
    return [{ path: ["mitigationLinks", index], message }];
  });
  const assumption = links.assumption.flatMap((link, index) => {
    if (link.resolved) return [];
    const message = `the link from assumption ${link.assumptionId} to ${link.linkedId} points to an item that does not exist`;
    return [{ path: ["assumptionLinks", index], message }];
  });
  return [...mitigation, ...assumption];
}

function raws(items: readonly { raw: JsonObject }[]): JsonObject[] {
  return items.map((item) => item.raw);
}

/** One warning per key, at the first item that has it. */
function unknownKeys(items: readonly JsonObject[], kind: string, pathOf: (index: number) => Path): Warning[] {
  const known = composerKeys[kind];
  const found = new Map<string, { index: number; count: number }>();
  items.forEach((item, index) => {
    for (const key of Object.keys(item)) {
      if (known?.has(key)) continue;
      const earlier = found.get(key);
      found.set(key, earlier ? { ...earlier, count: earlier.count + 1 } : { index, count: 1 });
    }
  });
  return [...found].map(([key, { index, count }]) => {
    const times = count === 1 ? "" : ` (${count} times)`;
    return {
      path: [...pathOf(index), key],
      message: `"${key}" is not part of Threat Composer v1; it is kept unchanged${times}`,
    };
  });
}
