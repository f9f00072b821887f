import { Fields } from "./fields.ts";
import type { Operation, Surroundings } from "./message.ts";
import { type AccessPreviewFinding, previewFindings } from "./preview-findings.ts";
import { ANALYZER_ARN } from "./preview-store.ts";
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
    const { name: analyzer } = store.analyzerOf(arn);
    const findings = proposal === undefined ? undefined : findingsOf(proposal, surroundings);
    const id = newId();
    const size = JSON.stringify([configurations, findings]).length;
    const createdAt = now.toISOString();
    store.keep({ id, analyzer, configurations, createdAt, size, ...(findings === undefined ? {} : { findings }) });
    return { id };
  },
};
