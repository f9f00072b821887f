import { refuseTooLarge } from "./documents.ts";
import { Fields } from "./fields.ts";
import { filterTakes } from "./finding-filter.ts";
import type { JudgingOperation, Means, Surroundings } from "./message.ts";
import { type AccessPreviewFinding, previewFindings } from "./preview-findings.ts";
import { ANALYZER_ARN, type Analyzer } from "./preview-store.ts";
import type { Proposal } from "./proposal.ts";
import { InvalidConfiguration } from "./proposed-policy.ts";
import { readProposal } from "./read-proposal.ts";
import { validationException } from "./wire-error.ts";

function findingsOf(proposal: Proposal, means: Means): AccessPreviewFinding[] | undefined {
  const roleWithoutTrust =
    proposal.resourceType === "AWS::IAM::Role" && !proposal.texts.some(({ text }) => text !== "");
  if (roleWithoutTrust) return undefined;
  try {
    return previewFindings(proposal, means);
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

/** More than fits in a resource policy that AWS accepts; and the same as JSON, in characters. */
const MOST_FINDINGS = 5_000;
const MOST_CHARACTERS = 4_000_000;

function refuseTooMany(findings: AccessPreviewFinding[] | undefined): void {
  if (findings === undefined) return;
  if (findings.length <= MOST_FINDINGS && JSON.stringify(findings).length <= MOST_CHARACTERS) return;
  const message = `The configuration grants more access than can be listed: ${findings.length} findings.`;
  throw validationException(message, "fieldValidationFailed", [{ name: "configurations", message }]);
}

type Judged = { arn: string; configurations: Record<string, unknown>; findings?: AccessPreviewFinding[] };

/** The preview is created immediately, so it is never seen in the creating state. */
export const CREATE_ACCESS_PREVIEW: JudgingOperation = {
  name: "CreateAccessPreview",
  method: "PUT",
  path: /^\/access-preview$/,
  judge({ body }, means): Judged {
    const fields = new Fields(body);
    const arn = fields.matching("analyzerArn", ANALYZER_ARN);
    const configurations = fields.record("configurations");
    const proposal =
      body.configurations === undefined ? undefined : readProposal(fields, configurations, means.account);
    fields.check();
    for (const { text } of proposal?.texts ?? []) refuseTooLarge(text, "configurations");
    const findings = proposal === undefined ? undefined : findingsOf(proposal, means);
    refuseTooMany(findings);
    return { arn, configurations, ...(findings === undefined ? {} : { findings }) };
  },
  keep({ arn, configurations, findings: found }: Judged, { store, now, newId }: Surroundings) {
    const analyzer = store.analyzerOf(arn);
    const findings = found === undefined ? undefined : archived(found, analyzer);
    const id = newId();
    const size = JSON.stringify([configurations, findings]).length;
    const createdAt = now.toISOString();
    const outcome = findings === undefined ? {} : { findings };
    store.keep({ id, analyzer: analyzer.name, configurations, createdAt, size, ...outcome });
    return { id };
  },
};
