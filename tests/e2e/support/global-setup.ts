import type { TestProject } from "vitest/node";
import { startApp } from "./start-app.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the application of the browser tests answers, with the demo program in it. */
    origin: string;
  }
}

/** One application for all browser tests: they run one after another, in the order of their names. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const app = await startApp();
  project.provide("origin", app.origin);
  return async () => {
    await app.stop();
    if (app.log().trim()) throw new Error(`The application wrote to its log during the tests:\n${app.log()}`);
  };
}
