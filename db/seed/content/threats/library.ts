import { exampleThreatComposer } from "#lib/threat-models/formats/example.ts";
import type { ServiceContent, ServiceKind } from "../organisation.ts";
import { BATCH, CLOUD, DATA_LAKE, DEVICES, PIPELINE, UPLOAD } from "./behind-the-scenes.ts";
import { API, IDENTITY, MOBILE, PAYMENTS, WEB } from "./customer-facing.ts";
import type { ThreatContent } from "./threat.ts";

const LIBRARY: Record<ServiceKind, ThreatContent[]> = {
  api: API,
  payments: PAYMENTS,
  batch: BATCH,
  web: WEB,
  upload: UPLOAD,
  mobile: MOBILE,
  identity: IDENTITY,
  data_lake: DATA_LAKE,
  pipeline: PIPELINE,
  cloud: CLOUD,
  devices: DEVICES,
  small: [],
};

/** How far a model has come: a first draft with gaps, whole, and whole with its mitigations carried out. */
export type ModelStage = "first" | "whole" | "carried_out";

/** The threat model of a service as a Threat Composer file. Of two versions, a threat keeps its id. */
export function threatModelFile(
  service: Pick<ServiceContent, "name" | "kind" | "description">,
  stage: ModelStage,
  gaps: boolean,
): string {
  const threats = LIBRARY[service.kind].map(({ threat, late }, index) => ({
    ...threat,
    mitigations: mitigationsOf(threat.mitigations, { stage, missing: isMissing({ stage, gaps, late, threat }), index }),
    ...(stage === "carried_out" && threat.priority === "High" ? { status: "resolved" as const } : {}),
  }));
  const model = exampleThreatComposer({
    seed: service.name,
    name: `${service.name} threat model`,
    description: service.description,
    architecture:
      "One service behind a load balancer, with a database of its own. The drawing is in the team's handbook.",
    dataflow:
      "Callers reach the service over TLS; it reads and writes its own data and calls the services named in the design.",
    threats,
  });
  return `${JSON.stringify(model, null, 2)}\n`;
}

/** A first draft leaves out what was found later; a threat of low priority may stay without a mitigation for good. */
function isMissing(facts: { stage: ModelStage; gaps: boolean; late: boolean; threat: { priority?: string } }): boolean {
  if (facts.threat.priority === "Low") return facts.stage !== "carried_out";
  return facts.late && facts.gaps && facts.stage === "first";
}

function mitigationsOf(texts: readonly string[], facts: { stage: ModelStage; missing: boolean; index: number }) {
  if (facts.missing) return [];
  const status = facts.stage === "carried_out" ? "resolved" : facts.index % 2 === 0 ? "in_progress" : "identified";
  return texts.map((content) => ({ content, status }) as const);
}
