/**
 * Says in one line why a database cannot be used, before anything is served. The URL is never shown, because it
 * contains a password.
 */
export async function checkPostgres(url) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  const { host, port, database } = client;
  const where = `PostgreSQL at ${host}:${port}, database ${database}`;
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`Cannot connect to ${where}: ${error.message || error.code}. Check DATABASE_URL.`);
  }
  try {
    const { rows } = await client.query("show server_version_num");
    const version = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (version < 15) throw new Error(`${where} is version ${version}. Guardians needs 15 or newer.`);
  } finally {
    await client.end();
  }
}
