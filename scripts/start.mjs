// Plain JavaScript without dependencies, because it runs before anything is installed, and reports an outdated Node.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Guardians needs Node 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
  process.exitCode = 1;
} else {
  import("./steps/start.mjs").then(({ start }) => start({ dev: process.argv.includes("--dev") }));
}
