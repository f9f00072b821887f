import type { AssumptionItem, MitigationItem } from "./formats/reading.ts";
import type { QualityCheck, QualityResult, QualityView } from "./quality-view.ts";

export const linkChecks: readonly QualityCheck[] = [
  { id: "Q06", title: "Unlinked mitigation or assumption", run: unlinked },
  { id: "Q07", title: "Mitigation without a status", run: withoutStatus },
  { id: "Q08", title: "Link to an item that does not exist", run: dangling },
];

function unlinked({ reading }: QualityView): QualityResult[] {
  const linked = new Set<string>();
  for (const link of reading.links.mitigation) if (link.resolved) linked.add(link.mitigationId).add(link.linkedId);
  for (const link of reading.links.assumption) if (link.resolved) linked.add(link.assumptionId).add(link.linkedId);
  const alone = (name: string, list: string, items: readonly (MitigationItem | AssumptionItem)[]) =>
    items
      .filter((item) => !linked.has(item.externalId))
      .map((item): QualityResult => {
        return {
          level: "info",
          message: `${name} "${shortened(item.content)}" is not linked to anything.`,
          path: [list, item.position],
        };
      });
  return [
    ...alone("Mitigation", "mitigations", reading.mitigations),
    ...alone("Assumption", "assumptions", reading.assumptions),
  ];
}

/** Threat Dragon keeps no mitigation status; OTM keeps it on each link. */
function withoutStatus({ reading }: QualityView): QualityResult[] {
  if (reading.format.startsWith("threat_dragon")) return [];
  const onLink = new Set(reading.links.mitigation.flatMap((link) => (link.rawStatus ? link.mitigationId : [])));
  return reading.mitigations
    .filter((mitigation) => mitigation.rawStatus === null && !onLink.has(mitigation.externalId))
    .map(({ content, position }) => {
      return {
        level: "info",
        message: `Mitigation "${shortened(content)}" has no status.`,
        path: ["mitigations", position],
      };
    });
}

function dangling({ reading }: QualityView): QualityResult[] {
  const threats = new Set(reading.threats.map((threat) => threat.externalId));
  const about = (linkedId: string) => (threats.has(linkedId) ? { threatExternalId: linkedId } : {});
  return [
    ...reading.links.mitigation.flatMap(({ resolved, mitigationId, linkedId }, index): QualityResult[] => {
      if (resolved) return [];
      const message = `The link from mitigation ${mitigationId} to ${linkedId} points to an item that does not exist.`;
      return [{ level: "warn", message, ...about(linkedId), path: ["links", "mitigation", index] }];
    }),
    ...reading.links.assumption.flatMap(({ resolved, assumptionId, linkedId }, index): QualityResult[] => {
      if (resolved) return [];
      const message = `The link from assumption ${assumptionId} to ${linkedId} points to an item that does not exist.`;
      return [{ level: "warn", message, ...about(linkedId), path: ["links", "assumption", index] }];
    }),
  ];
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
