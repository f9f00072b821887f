import { refuseTooLarge } from "./documents.ts";
import { Fields } from "./fields.ts";
import { filterTakes } from "./finding-filter.ts";
import type { Operation, Surroundings } from "./message.ts";
import { type AccessPreviewFinding, previewFindings } from "./preview-findings.ts";
import { ANALYZER_ARN, type Analyzer } from "./preview-store.ts";
import type { Proposal } from "./proposal.ts";
import { InvalidConfiguration } from "./proposed-policy.ts";
import { readProposal } from "./read-proposal.ts";

function findingsOf(proposal: Proposal, surroundings: Surroundings): AccessPreviewFinding[] | undefined {
  const roleWithoutTrust =
    proposal.resourceType === "AWS::IAM::Role" && !proposal.texts.some(({ text }) => text !== "");
  if (roleWithoutTrust) return undefined;
  try {
    return previewFindings(proposal, surroundings);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return undefined;
    throw error;
  }
}

function archived(findings: AccessPreviewFinding[], { rules }: Analyzer): AccessPreviewFinding[] {
  return findings.map((finding) => {
    const meant = [...rules.values()].some(({ filter }) => filterTakes(filter, finding));
    return meant ? { ...finding, status: "ARCHIVED" } : finding;
  });
}

/** The preview is made at once, so it is never seen while it is being created. */
export const CREATE_ACCESS_PREVIEW: Operation = {
  name: "CreateAccessPreview",
  method: "PUT",
  path: /^\/access-preview$/,
  answer({ body }, surroundings) {
    const { store, account, now, newId } = surroundings;
    const fields = new Fields(body);
    const arn = fields.matching("analyzerArn", ANALYZER_ARN);
    const configurations = fields.record("configurations");
    const proposal = body.configurations === undefined ? undefined : readProposal(fields, configurations, account);
    fields.check();
    const analyzer = store.analyzerOf(arn);
    for (const { text } of proposal?.texts ?? []) refuseTooLarge(text, "configurations");
    const found = proposal === undefined ? undefined : findingsOf(proposal, surroundings);
    const findings = found === undefined ? undefined : archived(found, analyzer);
    const id = newId();
    const size = JSON.stringify([configurations, findings]).length;
    const createdAt = now.toISOString();
    const outcome = findings === undefined ? {} : { findings };
    store.keep({ id, analyzer: analyzer.name, configurations, createdAt, size, ...outcome });
    return { id };
  },
};
