import { type ExampleModel, type ExampleThreat, exampleThreatComposer } from "#lib/threat-models/formats/example.ts";
import { BACKEND_THREATS } from "./threats/backend-threats.ts";
import { SHOP } from "./threats/shop.ts";
import { SIGN_IN_THREATS } from "./threats/sign-in-threats.ts";
import type { Kind, Model } from "./threats/threat.ts";

/**
 * Threats by kind of service. A model submitted too early lacks the first threat's mitigation; a later edition adds the
 * last threat.
 */
const MODELS: Record<Kind, Model> = { ...SHOP, ...SIGN_IN_THREATS, ...BACKEND_THREATS };

/**
 * One edition of a service's threat model. The first may have a threat without a mitigation; later ones have all
 * mitigations, and from the third on they include the last threat.
 */
export function modelText(service: { name: string; description: string; kind: Kind }, edition: Edition): string {
  const { dataflow, threats } = MODELS[service.kind];
  const known = edition.number < 3 ? threats.slice(0, -1) : threats;
  const model: ExampleModel = {
    seed: service.name,
    name: service.name,
    description: `${service.description} Edition ${edition.number}.`,
    dataflow,
    threats: known.map((threat, index) => (index === 0 && edition.gap ? bare(threat) : threat)),
  };
  return `${JSON.stringify(exampleThreatComposer(model), null, 2)}\n`;
}

/** `gap`: the first threat, a high one, has no mitigation yet. */
export type Edition = { number: number; gap: boolean };

function bare({ mitigations: _mitigations, ...threat }: ExampleThreat): ExampleThreat {
  return threat;
}
