import type { StatusValue } from "#components/ui/words/status.tsx";
import type { ThreatRow } from "#lib/threat-models/output.ts";

const LOOKS: Record<ThreatRow["documentation"], { value: StatusValue; label: string }> = {
  undocumented: { value: "unmet", label: "No documented mitigation" },
  documented: { value: "due", label: "Mitigation documented" },
  done: { value: "met", label: "Mitigations done" },
  accepted: { value: "waived", label: "Accepted" },
  transferred: { value: "waived", label: "Transferred" },
  not_applicable: { value: "not_applicable", label: "Not applicable" },
  unknown: { value: "incomplete", label: "Status not understood" },
};

/** The documentation status of a threat. Without mitigation the threat says so, whatever its file claims. */
export function documentationLook({ unmitigated, documentation }: ThreatRow): { value: StatusValue; label: string } {
  return LOOKS[unmitigated ? "undocumented" : documentation];
}
