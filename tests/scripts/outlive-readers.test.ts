import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const MODULE = pathToFileURL(path.resolve("scripts/steps/outlive-readers.mjs")).href;

/** A process that says on its lines what failed, as the server does, and answers how often it had to once nobody reads them. */
async function failuresOf(before: string): Promise<unknown> {
  const code = `
    ${before}
    let failures = 0;
    process.on("uncaughtException", ({ message }) => {
      failures += 1;
      if (failures < 5) process.stderr.write(message);
    });
    process.once("message", async () => {
      for (const stream of [process.stdout, process.stderr]) {
        stream.write("A line");
        for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
      }
      process.send(failures, () => process.disconnect());
    });
    process.send("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  await once(child, "message");
  const gone = [child.stdout, child.stderr].map((stream) => stream && once(stream, "close"));
  for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  await Promise.all(gone);
  child.send("write");
  const [failures] = await once(child, "message");
  await once(child, "close");
  return failures;
}

it("goes on, and is silent, when nobody reads its lines any more", async () => {
  expect(await failuresOf("")).toBeGreaterThan(1);
  expect(await failuresOf(`(await import(${JSON.stringify(MODULE)})).outliveReaders();`)).toBe(0);
});
