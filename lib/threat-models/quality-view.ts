import { grouped } from "#lib/grouped.ts";
import { otmMitigationState, statusKey } from "./documentation.ts";
import type { MitigationLink, ReadThreatModel, ThreatItem } from "./formats/reading.ts";

export type QualityLevel = "block" | "warn" | "info";

/** `path` leads through the lists of the reading: ["mitigations", 3], ["links", "mitigation", 0]. */
export type QualityResult = {
  level: QualityLevel;
  message: string;
  threatExternalId?: string;
  path?: (string | number)[];
};
export type QualityItem = QualityResult & { id: string };
export type QualityCheck = { id: string; title: string; run: (view: QualityView) => QualityResult[] };

type MitigationProgress = "done" | "will_not_action" | "open";

export type QualityView = {
  reading: ReadThreatModel;
  /** The progress of each linked mitigation of a threat; empty for formats without such a status. */
  progressOf: (threat: ThreatItem) => MitigationProgress[];
};

export function qualityView(reading: ReadThreatModel): QualityView {
  const byThreat = grouped(reading.links.mitigation, (link) => link.linkedId);
  const statusOf = new Map(reading.mitigations.map((mitigation) => [mitigation.externalId, mitigation.rawStatus]));
  const progress = (link: MitigationLink) => {
    return link.rawStatus === undefined
      ? composerProgress(statusOf.get(link.mitigationId) ?? null)
      : otmProgress(link.rawStatus);
  };
  return {
    reading,
    progressOf: ({ externalId }) => {
      if (reading.format.startsWith("threat_dragon")) return [];
      return (byThreat.get(externalId) ?? []).filter((link) => link.resolved).map(progress);
    },
  };
}

function composerProgress(status: string | null): MitigationProgress {
  const key = status === null ? "" : statusKey(status);
  if (key === "mitigationresolved") return "done";
  return key === "mitigationresolvedwillnotaction" ? "will_not_action" : "open";
}

function otmProgress(state: string | null): MitigationProgress {
  return otmMitigationState(state) === "done" ? "done" : "open";
}
