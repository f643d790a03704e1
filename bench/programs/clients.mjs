/** How many clients the program declares. */
export const count = Number(process.env.BENCH_CLIENTS);

/** The arguments of one client; BENCH_DESCRIPTION changes all of them. */
export function clientArgs(index) {
  return {
    name: `Bench client ${index}`,
    description: process.env.BENCH_DESCRIPTION ?? "as created",
    authorizedGrantType: "CODE",
    registeredRedirectUris: ["https://app.example.com/callback"],
    scopes: ["analytics:readonly"],
    secretVersion: "1",
  };
}

/** Whether the program has a resource that uses the secret of the first client. */
export const hasDownstream = process.env.BENCH_DOWNSTREAM !== undefined;

/** The arguments of that resource. */
export function credentialArgs({ clientId, clientSecret }) {
  return { name: "Bench credential", fields: { clientId, clientSecret } };
}
