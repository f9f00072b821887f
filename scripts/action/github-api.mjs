import { setTimeout as wait } from "node:timers/promises";

const TRIES = 3;
const TIMEOUT_MS = 15_000;

/** GitHub refused the request; `status` is its status code. */
export class Refused extends Error {
  constructor(status, what) {
    super(`GitHub answered ${status} to ${what}.`);
    this.status = status;
  }
}

/** Calls GitHub's REST API with the job's token. Retries temporary failures. */
export function githubApi({ url, token, pause = 1000 }) {
  return async function call(method, path, body) {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          accept: "application/vnd.github+json",
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          "user-agent": "guardians",
          "x-github-api-version": "2022-11-28",
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return response.status === 204 ? null : response.json();
      const passing = response.status >= 500 || response.status === 429;
      // A POST may already have created the comment, so it must not be repeated.
      if (!passing || attempt === TRIES || method === "POST") throw new Refused(response.status, `${method} ${path}`);
      await wait(pause * attempt);
    }
  };
}
