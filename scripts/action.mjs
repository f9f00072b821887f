// The program of action.yml. Plain JavaScript without dependencies, because nothing is installed where it runs.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.log(
    `::error title=Guardians::Guardians needs Node 20.19 or newer; this is ${process.versions.node}. Use a runner with Node 24.`,
  );
  process.exitCode = 1;
} else {
  const { action } = await import("./action/action.mjs");
  const { takeFromJob } = await import("./action/inputs.mjs");
  process.exitCode = await action(takeFromJob(process.env));
}
