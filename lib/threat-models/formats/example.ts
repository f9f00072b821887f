import { strideLetters } from "../documentation.ts";
import { threatSentence } from "../sentence.ts";
import { derivedId } from "./derived-id.ts";

type ExampleMitigation =
  | string
  | { content: string; status?: "identified" | "in_progress" | "resolved" | "will_not_action" };

export type ExampleThreat = {
  source: string;
  prerequisites?: string;
  action: string;
  impact?: string;
  goals?: string[];
  assets?: string[];
  priority?: "High" | "Medium" | "Low";
  stride?: string;
  tags?: string[];
  comments?: string;
  status?: "identified" | "resolved" | "not_useful";
  /** Equal texts on several threats become one mitigation linked to each. */
  mitigations?: ExampleMitigation[];
  assumptions?: string[];
};

export type ExampleModel = {
  /** Ids derive from the seed or, without one, from the name. Two versions of one model share it. */
  seed?: string;
  name: string;
  description: string;
  dataflow?: string;
  architecture?: string;
  threats: ExampleThreat[];
};

const threatStatus = {
  identified: "threatIdentified",
  resolved: "threatResolved",
  not_useful: "threatResolvedNotUseful",
} as const;

const mitigationStatus = {
  identified: "mitigationIdentified",
  in_progress: "mitigationInProgress",
  resolved: "mitigationResolved",
  will_not_action: "mitigationResolvedWillNotAction",
} as const;

/** A Threat Composer v1 document from a short description. A threat keeps its id while its source and action stay the same. */
export function exampleThreatComposer(model: ExampleModel) {
  const seed = model.seed ?? model.name;
  const threats = model.threats.map((threat, index) => exampleThreat(threat, index, seed));
  const mitigations = new Map<string, ReturnType<typeof exampleMitigation>>();
  const assumptions = new Map<string, ReturnType<typeof exampleAssumption>>();
  const mitigationLinks: { mitigationId: string; linkedId: string }[] = [];
  const assumptionLinks: { type: "Threat"; assumptionId: string; linkedId: string }[] = [];
  model.threats.forEach((threat, index) => {
    const linkedId = threats[index]?.id ?? "";
    for (const given of threat.mitigations ?? []) {
      const { content, status } = typeof given === "string" ? { content: given } : given;
      const known = mitigations.get(content);
      const mitigation = known ?? exampleMitigation(content, status, mitigations.size, seed);
      mitigations.set(content, mitigation);
      mitigationLinks.push({ mitigationId: mitigation.id, linkedId });
    }
    for (const content of threat.assumptions ?? []) {
      const assumption = assumptions.get(content) ?? exampleAssumption(content, assumptions.size, seed);
      assumptions.set(content, assumption);
      assumptionLinks.push({ type: "Threat", assumptionId: assumption.id, linkedId });
    }
  });
  return {
    schema: 1,
    applicationInfo: { name: model.name, description: model.description },
    architecture: { description: model.architecture ?? "" },
    dataflow: { description: model.dataflow ?? "" },
    assumptions: [...assumptions.values()],
    mitigations: [...mitigations.values()],
    assumptionLinks,
    mitigationLinks,
    threats,
  };
}

function exampleThreat(threat: ExampleThreat, index: number, seed: string) {
  const { source, prerequisites, action, impact, goals = [], assets = [] } = threat;
  const parts = { source, prerequisites: prerequisites ?? null, action, impact: impact ?? null, goals, assets };
  const stride = strideLetters.filter((letter) => threat.stride?.includes(letter));
  return {
    id: derivedId(seed, "threat", source, action),
    numericId: index + 1,
    displayOrder: index + 1,
    metadata: [
      ...(threat.priority === undefined ? [] : [{ key: "Priority", value: threat.priority }]),
      ...(stride.length === 0 ? [] : [{ key: "STRIDE", value: stride }]),
      ...(threat.comments === undefined ? [] : [{ key: "Comments", value: threat.comments }]),
    ],
    ...(threat.tags === undefined ? {} : { tags: threat.tags }),
    threatSource: source,
    ...(prerequisites === undefined ? {} : { prerequisites }),
    threatAction: action,
    ...(impact === undefined ? {} : { threatImpact: impact }),
    ...(threat.goals === undefined ? {} : { impactedGoal: threat.goals }),
    ...(threat.assets === undefined ? {} : { impactedAssets: threat.assets }),
    statement: threatSentence(parts),
    ...(threat.status === undefined ? {} : { status: threatStatus[threat.status] }),
  };
}

type MitigationStatus = keyof typeof mitigationStatus;

function exampleMitigation(content: string, status: MitigationStatus | undefined, index: number, seed: string) {
  return {
    id: derivedId(seed, "mitigation", content),
    numericId: index + 1,
    displayOrder: index + 1,
    metadata: [],
    content,
    ...(status === undefined ? {} : { status: mitigationStatus[status] }),
  };
}

function exampleAssumption(content: string, index: number, seed: string) {
  return {
    id: derivedId(seed, "assumption", content),
    numericId: index + 1,
    displayOrder: index + 1,
    metadata: [],
    content,
  };
}
