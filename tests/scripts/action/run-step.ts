import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";

export const SHA = "a".repeat(40);

/** What action.yml names, the folder of the job, and what GitHub is there. */
export type Job = { program: string; folder: string; github: string };

/** The inputs by name, the base of the pull request as the event has it, and what else is different about the run. */
export type Step = {
  inputs?: Record<string, string>;
  base?: { sha: string; ref?: string };
  run?: Record<string, string>;
};

/** Runs the step as a runner does, and reads what it left. */
export async function runStep({ program, folder, github }: Job, { inputs = {}, base, run = {} }: Step) {
  const at = (name: string) => path.join(folder, name);
  const files = {
    GITHUB_OUTPUT: at("output.txt"),
    GITHUB_STEP_SUMMARY: at("summary.txt"),
    GITHUB_EVENT_PATH: at("event.txt"),
  };
  const { sha = SHA, ...rest } = run;
  writeFileSync(files.GITHUB_OUTPUT, "");
  writeFileSync(files.GITHUB_STEP_SUMMARY, "");
  writeFileSync(
    files.GITHUB_EVENT_PATH,
    JSON.stringify({ pull_request: { number: 7, head: { sha }, ...(base ? { base } : {}) } }),
  );
  const given = { token: "job-token", paths: "infra", ...inputs };
  const env = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH ?? "",
    RUNNER_TEMP: folder,
    GITHUB_API_URL: github,
    GITHUB_REPOSITORY: "octo/app",
    GITHUB_WORKFLOW: "Checks",
    GITHUB_JOB: "policies",
    GITHUB_RUN_NUMBER: "5",
    GITHUB_RUN_ATTEMPT: "1",
    ...files,
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...rest,
  };
  const child = spawn(process.execPath, [program], { cwd: folder, env });
  const closed = once(child, "close");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await closed;
  return {
    code,
    out,
    err,
    outputs: readOutputs(readFileSync(files.GITHUB_OUTPUT, "utf8")),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8"),
  };
}

function readOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = "", , value = ""] of file.matchAll(/^([\w-]+)<<(end-[\w-]+)\n([\s\S]*?)\n\2\n/gm))
    outputs[name] = value;
  return outputs;
}
