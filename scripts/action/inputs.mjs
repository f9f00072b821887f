import { spawnSync } from "node:child_process";

/** Options of the command by the variable that holds them; `list` has one on each line. */
const OPTIONS = [
  { option: "--profile", name: "GUARDIANS_PROFILE" },
  { option: "--reference", name: "GUARDIANS_REFERENCE", list: true },
  { option: "--reference-type", name: "GUARDIANS_REFERENCE_TYPE" },
  { option: "--sensitive-actions", name: "GUARDIANS_SENSITIVE_ACTIONS" },
  { option: "--sensitive-resources", name: "GUARDIANS_SENSITIVE_RESOURCES" },
  { option: "--parameters", name: "GUARDIANS_PARAMETERS_FILE" },
  { option: "--exclude", name: "GUARDIANS_EXCLUDE", list: true },
  { option: "--account", name: "GUARDIANS_ACCOUNT" },
  { option: "--allow-external-principals", name: "GUARDIANS_ALLOW_EXTERNAL_PRINCIPALS" },
  { option: "--ignore", name: "GUARDIANS_IGNORE", list: true },
  { option: "--baseline", name: "GUARDIANS_BASELINE" },
  { option: "--fail-on", name: "GUARDIANS_FAIL_ON" },
];

/** What the workflow asks for. Throws where it asks for something that is not there. */
export function readInputs(env) {
  const value = (name) => (env[name] ?? "").trim();
  const lines = (name) =>
    value(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  // `--option=value` keeps a value that begins with a dash a value.
  const options = OPTIONS.flatMap(({ option, name, list }) => {
    const values = list ? lines(name) : [value(name)].filter((one) => one !== "");
    return values.map((one) => `${option}=${one}`);
  });
  const paths = lines("GUARDIANS_PATHS");
  return {
    options: [...options, ...comparison(value("GUARDIANS_AGAINST"), value("GUARDIANS_GATE"))],
    paths: paths.length > 0 ? paths : ["."],
    shadow: oneOf(value("GUARDIANS_MODE") || "enforce", ["enforce", "shadow"], "mode") === "shadow",
    annotations: flag(value("GUARDIANS_ANNOTATIONS"), "annotations"),
    comment: flag(value("GUARDIANS_COMMENT"), "comment"),
    author: value("GUARDIANS_COMMENT_AUTHOR") || "github-actions[bot]",
    sarifFile: value("GUARDIANS_SARIF_FILE") || null,
    token: value("GUARDIANS_TOKEN") || null,
  };
}

/** A change answers for what is new in it; without a version before everything counts. */
function comparison(against, gate) {
  const which = oneOf(gate || "new", ["new", "all"], "gate");
  return against === "" ? [] : [`--against=${mergeBase(against)}`, `--gate=${which}`];
}

/** What the other branch got since is no change of this one. In a shallow clone nobody knows where they parted. */
function mergeBase(against) {
  const { status, stdout } = spawnSync("git", ["merge-base", "--end-of-options", against, "HEAD"], {
    encoding: "utf8",
  });
  const commit = status === 0 ? stdout.trim() : "";
  return commit === "" ? against : commit;
}

function flag(value, input) {
  return oneOf(value || "true", ["true", "false"], input) === "true";
}

function oneOf(value, words, input) {
  if (words.includes(value)) return value;
  throw new Error(`The input ${input} must be ${words.join(" or ")}, not “${value}”.`);
}
