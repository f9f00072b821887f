import { fileKind } from "#lib/file-kind.ts";
import type { Began } from "#lib/processes/message.ts";
import { sha256 } from "#lib/sha256.ts";
import { diffReadings } from "./diff.ts";
import { type ReadThreatModel, readThreatModel } from "./formats/read.ts";
import type { AssumptionItem, MitigationItem, Problem, ThreatItem } from "./formats/reading.ts";
import { withIdsOf } from "./match-versions.ts";
import { itemsMeaning, modelMeaning } from "./meaning.ts";
import type { ModelPage, ThreatDetail } from "./output.ts";
import { qualityItems } from "./quality.ts";
import type { QualityItem } from "./quality-view.ts";
import { changeWords } from "./rules/change-words.ts";
import { qualityGroups } from "./rules/quality-groups.ts";
import { rewordingsOf } from "./rules/rewordings.ts";
import { threatDetail } from "./rules/threat-detail.ts";
import { isUndocumented } from "./unmitigated.ts";

type File = { fileName: string; content: string };

/** The stored parts of a model. The written file is left out, because it would only be cloned once more. */
export type StoredModel = Pick<ReadThreatModel, "format" | "shape" | "name" | "links" | "warnings"> & {
  threats: Omit<ThreatItem, "raw">[];
  mitigations: Omit<MitigationItem, "raw">[];
  assumptions: Omit<AssumptionItem, "raw">[];
  /** The digest of the model's meaning. */
  meaning: string;
  /** The digest of its items and links alone. */
  itemsMeaning: string;
  /** Threats without a documented mitigation, and whether they block. */
  levels: ReturnType<typeof undocumentedLevels>;
  /** Threats whose decision lacks something it needs. */
  undecided: ReturnType<typeof undecidedThreats>;
};

/** A model as it is stored, or every reason why it cannot be read. */
type ModelRead = { ok: true; model: StoredModel } | { ok: false; problems: Problem[] };

/** What a version's text says beyond its rows, and its changes since the previous one. Null if it cannot be read. */
type ModelView = Pick<ModelPage, "description" | "mitigations" | "assumptions" | "quality"> & {
  changes: Omit<NonNullable<ModelPage["changes"]>, "since"> | null;
  chosen: ThreatDetail | null;
};

/** A version, the previous one, and the external id of the selected threat. */
type Viewed = { now: File; before: File | null; chosen: string | null };

/** All work on threat models written by strangers, in a process that may be terminated. */
export const MODEL_TASKS = {
  readModel({ fileName, content }: File, began: Began): ModelRead {
    began(fileName);
    const reading = readThreatModel(content);
    if (reading.ok) return { ok: true, model: stored(reading) };
    const kind = fileKind(fileName, content);
    return kind ? { ok: false, problems: [{ path: [], message: `This is ${kind}, not a threat model.` }] } : reading;
  },
  countThreats({ fileName, content }: File, began: Began) {
    began(fileName);
    const reading = readThreatModel(content);
    if (!reading.ok) return reading;
    const { threats } = reading;
    return { ok: true as const, threats: threats.length, undocumented: threats.filter(isUndocumented).length };
  },
  viewModel({ now, before, chosen }: Viewed, began: Began): ModelView | null {
    const [reading, readBefore] = [now, before].map((file) => {
      if (!file) return null;
      began(file.fileName);
      return readThreatModel(file.content);
    });
    if (!reading?.ok || readBefore?.ok === false) return null;
    const earlier = readBefore ? withIdsOf(reading, readBefore) : null;
    began(now.fileName);
    const items = qualityItems(reading);
    const diff = earlier && diffReadings(earlier, reading);
    const reworded = diff && rewordingsOf(reading, diff);
    const given = { reading, earlier, diff, reworded, items };
    return {
      description: reading.description,
      mitigations: reading.mitigations.map(({ externalId, content, rawStatus, threatIds }) => {
        return { externalId, text: content, status: rawStatus, threats: threatIds.length };
      }),
      assumptions: reading.assumptions.map(({ externalId, content }) => ({ externalId, text: content })),
      quality: qualityGroups(reading, items),
      changes:
        earlier && diff && reworded
          ? {
              groups: changeWords(earlier, reading, diff, reworded),
              added: diff.threats.added,
              changed: diff.toReviewAgain,
            }
          : null,
      chosen: chosen === null ? null : threatDetail(given, chosen),
    };
  },
};

function stored(reading: ReadThreatModel): StoredModel {
  const { format, shape, name, links, warnings } = reading;
  const items = qualityItems(reading);
  return {
    ...{ format, shape, name, links, warnings },
    threats: reading.threats.map(({ raw: _, ...threat }) => threat),
    mitigations: reading.mitigations.map(({ raw: _, ...mitigation }) => mitigation),
    assumptions: reading.assumptions.map(({ raw: _, ...assumption }) => assumption),
    meaning: sha256(modelMeaning(reading)),
    itemsMeaning: sha256(itemsMeaning(reading)),
    levels: undocumentedLevels(items),
    undecided: undecidedThreats(items),
  };
}

/** Threats whose decision lacks something it needs, by external id (Q15). */
function undecidedThreats(items: readonly QualityItem[]): Set<string> {
  return new Set(items.flatMap(({ id, threatExternalId }) => (id === "Q15" ? (threatExternalId ?? []) : [])));
}

/** Threats without a documented mitigation, by external id, and whether they block or only warn (Q01). */
function undocumentedLevels(items: readonly QualityItem[]): Map<string, "block" | "warn"> {
  return new Map(
    items.flatMap(({ id, threatExternalId, level }) => {
      if (id !== "Q01" || threatExternalId === undefined) return [];
      return [[threatExternalId, level === "block" ? "block" : "warn"] as const];
    }),
  );
}
