import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../steps/root.mjs";
import { addSummary, annotate, setOutputs } from "./commands.mjs";
import { commentKey, keepComment } from "./comment.mjs";
import { githubApi, Refused } from "./github-api.mjs";
import { readInputs } from "./inputs.mjs";
import { pullRequestOf } from "./pull-request.mjs";

/**
 * Runs the checks the workflow requests and publishes the results everywhere. Returns the step's exit code; in shadow
 * mode it fails only if the checks could not run.
 */
export async function action(env) {
  try {
    const inputs = readInputs(env);
    const files = await check(inputs, env);
    const markdown = read(files.markdown);
    const report = JSON.parse(read(files.report) || "null");
    addSummary(
      env.GITHUB_STEP_SUMMARY,
      markdown || "## Policy checks: could not run\n\nSee the job log for the reason.",
    );
    await comment(inputs, env, markdown);
    setOutputs(env.GITHUB_OUTPUT, outputsOf(files, report, inputs));
    return inputs.shadow && files.code !== 1 ? 0 : files.code;
  } catch (error) {
    annotate("error", error instanceof Error ? error.message : String(error));
    return failed(env);
  }
}

/**
 * Sets the outputs of a failed run, whose reason is in the log. If the outputs cannot be written, the log says only
 * this.
 */
function failed(env) {
  try {
    setOutputs(env.GITHUB_OUTPUT, { verdict: "error", "exit-code": 1 });
  } catch {}
  return 1;
}

/** Runs the command once and has it write every report. Its output is safe for a log. */
async function check({ options, paths, annotations, sarifFile }, env) {
  const folder = mkdtempSync(path.join(env.RUNNER_TEMP || tmpdir(), "guardians-"));
  const report = path.join(folder, "report.json");
  const markdown = path.join(folder, "report.md");
  const written = [`json=${report}`, `markdown=${markdown}`, ...(sarifFile ? [`sarif=${sarifFile}`] : [])];
  const args = [
    path.join(root, "bin/guardians.mjs"),
    "check",
    ...options,
    `--format=${annotations ? "github" : "text"}`,
    ...written.map((one) => `--write=${one}`),
    "--",
    ...paths,
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "pipe"] });
  let problems = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    problems += chunk;
  });
  const ended = await new Promise((resolve) => {
    child.once("error", (error) => {
      problems += `The check could not be started: ${error.message}`;
      resolve(1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
  const code = existsSync(report) ? ended : 1;
  if (problems.trim() !== "") annotate(code === 1 ? "error" : "warning", problems.trim().slice(0, 4000));
  return { code, report, markdown };
}

/** A comment is optional: if it cannot be written, the verdict does not change. */
async function comment({ comment, token, author }, env, markdown) {
  const pull = comment && markdown !== "" ? pullRequestOf(env) : null;
  if (!pull || !token) return;
  const mark = {
    key: commentKey(env.GITHUB_WORKFLOW ?? "", env.GITHUB_JOB ?? ""),
    sha: pull.sha,
    run: { number: Number(env.GITHUB_RUN_NUMBER ?? 0), attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1) },
  };
  const api = githubApi({ url: env.GITHUB_API_URL ?? "https://api.github.com", token });
  const repository = env.GITHUB_REPOSITORY ?? "";
  try {
    const done = await keepComment({ api, repository, number: pull.number, author, mark, markdown });
    if (done === "outdated")
      annotate("notice", "The comment was left unchanged because a later commit or run has already written it.");
  } catch (error) {
    const forbidden = error instanceof Refused && (error.status === 403 || error.status === 404);
    const hint = "The token cannot comment. Give the job the permission pull-requests: write. Forks never have it.";
    annotate(
      "warning",
      `Could not write the comment. ${forbidden ? hint : error instanceof Error ? error.message : error}`,
    );
  }
}

function outputsOf({ code, report: file }, report, { sarifFile }) {
  const { blocked, incomplete, warning } = report?.counts ?? { blocked: 0, incomplete: 0, warning: 0 };
  return {
    verdict: report?.verdict ?? "error",
    "exit-code": code,
    blocking: blocked,
    incomplete,
    warnings: warning,
    "report-file": report ? file : "",
    "sarif-file": report && sarifFile ? sarifFile : "",
  };
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
