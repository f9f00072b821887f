import { baseOfPullRequest } from "./pull-request.mjs";

/** Command options by their input; a `list` input has one value per line. */
const OPTIONS = [
  { option: "--profile", input: "profile" },
  { option: "--reference", input: "reference", list: true },
  { option: "--reference-type", input: "reference-type" },
  { option: "--sensitive-actions", input: "sensitive-actions" },
  { option: "--sensitive-resources", input: "sensitive-resources" },
  { option: "--parameters", input: "parameters-file" },
  { option: "--exclude", input: "exclude", list: true },
  { option: "--account", input: "account" },
  { option: "--allow-external-principals", input: "allow-external-principals" },
  { option: "--ignore", input: "ignore", list: true },
  { option: "--baseline", input: "baseline" },
  { option: "--fail-on", input: "fail-on" },
];

/**
 * Removes the inputs and the runner's tokens from the job's environment, because no program started here needs them.
 * Returns the complete original.
 */
export function takeFromJob(env) {
  const whole = { ...env };
  for (const name of Object.keys(whole)) {
    if (/^(?:INPUT|ACTIONS)_/.test(name)) delete env[name];
  }
  return whole;
}

/** The variable in which a runner passes an input. Dashes stay. Source: GitHub, Metadata syntax reference, inputs. */
function variableOf(input) {
  return `INPUT_${input.toUpperCase()}`;
}

/** The workflow's inputs. Throws for anything that does not exist. */
export function readInputs(env) {
  const value = (input) => (env[variableOf(input)] ?? "").trim();
  const lines = (input) =>
    value(input)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  // With `--option=value`, a value that begins with a dash stays a value.
  const options = OPTIONS.flatMap(({ option, input, list }) => {
    const values = list ? lines(input) : [value(input)].filter((one) => one !== "");
    return values.map((one) => `${option}=${one}`);
  });
  const paths = lines("paths");
  return {
    options: [...options, ...comparison(value("against") || baseOfPullRequest(env), value("gate"))],
    paths: paths.length > 0 ? paths : ["."],
    shadow: oneOf(value("mode") || "enforce", ["enforce", "shadow"], "mode") === "shadow",
    annotations: flag(value("annotations"), "annotations"),
    comment: flag(value("comment"), "comment"),
    author: value("comment-author") || "github-actions[bot]",
    sarifFile: value("sarif-file") || null,
    token: value("token") || null,
  };
}

/** By default a change is judged by what is new in it; without a previous version everything counts. */
function comparison(against, gate) {
  const which = oneOf(gate || "new", ["new", "all"], "gate");
  return against === "" ? [] : [`--against=${against}`, `--gate=${which}`];
}

function flag(value, input) {
  return oneOf(value || "true", ["true", "false"], input) === "true";
}

function oneOf(value, words, input) {
  if (words.includes(value)) return value;
  throw new Error(`The input ${input} must be ${words.join(" or ")}, not “${value}”.`);
}
