import { execFileSync } from "node:child_process";

const IDENTITY = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];

/** Git as it works in a folder: a command, and a commit of all there is. Answers what it prints. */
export function gitIn(folder: () => string) {
  const git = (...args: string[]) =>
    execFileSync("git", [...IDENTITY, ...args], { cwd: folder(), encoding: "utf8", stdio: "pipe" });
  const commit = (): string => {
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "x");
    return git("rev-parse", "HEAD").trim();
  };
  return { git, commit };
}
