// What action.yml runs. Plain JavaScript without dependencies: it runs before anything is installed.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.log(
    `::error title=Guardians::Node 20.19 or newer is needed; this is ${process.versions.node}. Add actions/setup-node.`,
  );
  process.exitCode = 1;
} else {
  const { action } = await import("./action/action.mjs");
  process.exitCode = await action(process.env);
}
