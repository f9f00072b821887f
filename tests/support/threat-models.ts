/** A small Threat Composer model: four threats, of which the second and third have no documented mitigation. */
export function composerModel(
  parts: {
    name?: string;
    mitigation?: string;
    thirdPriority?: string | null;
    dropLast?: boolean;
    secondStatus?: string;
    withoutBlocking?: boolean;
  } = {},
): string {
  const { name = "Payments", thirdPriority = "Low", dropLast = false, secondStatus, withoutBlocking = false } = parts;
  const { mitigation = "Check the owner of each order" } = parts;
  const threat = (n: number, statement: string, priority: string | null, status = "threatIdentified") => ({
    id: `threat-${n}`,
    numericId: n,
    statement,
    status,
    metadata: priority ? [{ key: "Priority", value: priority }] : [],
  });
  const withReason = (decided: ReturnType<typeof threat>, value: string) => {
    return { ...decided, metadata: [...decided.metadata, { key: "Comments", value }] };
  };
  const threats = [
    threat(1, "A customer can read the orders of another customer", "High"),
    threat(2, "A stolen token never expires", withoutBlocking ? "Medium" : "High", secondStatus),
    threat(3, "An operator can delete the audit log", thirdPriority),
    withReason(threat(4, "A printer can be set on fire", "Low", "threatResolvedNotUseful"), "Unknown printer."),
  ];
  return JSON.stringify({
    schema: 1,
    applicationInfo: { name, description: "Takes payments." },
    architecture: { description: "" },
    dataflow: { description: "Browser to API to ledger." },
    assumptions: [{ id: "assumption-1", numericId: 1, content: "The ledger is trusted" }],
    mitigations: [{ id: "mitigation-1", numericId: 1, content: mitigation, status: "mitigationResolved" }],
    assumptionLinks: [{ type: "Threat", assumptionId: "assumption-1", linkedId: "threat-1" }],
    mitigationLinks: [
      { mitigationId: "mitigation-1", linkedId: "threat-1" },
      { mitigationId: "mitigation-gone", linkedId: "threat-2" },
    ],
    threats: dropLast ? threats.slice(0, 3) : threats,
  });
}
