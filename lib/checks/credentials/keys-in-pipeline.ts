import type { LineTable } from "#lib/templates/line-table.ts";
import { alternative } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";

/** The parts of a pipeline's file by which it is known, whatever it is named. */
const PIPELINE = /^(?:jobs|stages|phases|pipelines|workflows|before_script|steps)\s*:/m;
const PIPELINE_FILE =
  /(?:^|\/)(?:\.github\/workflows\/[^/]+|\.gitlab-ci|buildspec[^/]*|azure-pipelines[^/]*|bitbucket-pipelines)\.ya?ml$/;

/** A file that says what a CI service runs: YAML with jobs, stages or phases, and no resources. */
export function isPipeline(file: string, text: string): boolean {
  return /\.ya?ml$/i.test(file) && (PIPELINE_FILE.test(file) || (PIPELINE.test(text) && !/^Resources\s*:/m.test(text)));
}

const KEYS = /^[ \t]*(?:-[ \t]+)?["']?(aws-access-key-id|AWS_ACCESS_KEY_ID)["']?[ \t]*:[ \t]*\S/gm;

/** CRED-6: steps and variables of a pipeline that sign in with an access key. */
export function keysInPipeline(text: string, lines: LineTable, file: string): CredentialReason[] {
  if (!isPipeline(file, text)) return [];
  return [...text.matchAll(KEYS)].map(({ 0: line, 1: name = "", index }, count) => {
    const start = index + line.indexOf(name);
    return {
      rule: "CRED-6",
      level: "blocking",
      message: `The pipeline signs in to AWS with a stored access key (${name}).`,
      alternative: alternativeOf(file, text),
      span: lines.span(start, start + name.length),
      resource: null,
      resourceType: null,
      subject: `${name} ${count}`,
    };
  });
}

function alternativeOf(file: string, text: string): string {
  if (/buildspec/.test(file) || /^phases\s*:/m.test(text)) {
    return "Give the CodeBuild project a service role with what the build needs; it has its credentials without any key.";
  }
  if (/gitlab/.test(file)) {
    return `${alternative("saas-ci")} In GitLab ask for the token with id_tokens, and hand it to AssumeRoleWithWebIdentity.`;
  }
  if (/\.github\//.test(file) || /uses\s*:\s*aws-actions\//.test(text)) {
    return `${alternative("saas-ci")} In GitHub give the job the permission id-token: write, and the step role-to-assume.`;
  }
  return alternative("saas-ci");
}
