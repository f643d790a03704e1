import { DEFAULT_LOGIN, type Simulator } from "../../simulator/index.ts";

/**
 * The secrets of a simulated Genesys Cloud that stand in a text in clear: login secrets, tokens, client secrets old and new,
 * and the login as it travels in the Authorization header. Empty when nothing leaks; shortened, so that a failed test is
 * readable.
 */
export function leakedSecrets(simulator: Simulator, text: string): string[] {
  return found([...simulator.allSecrets(), basic()], text);
}

/** Those of them that only our own process ever knows: the login and its tokens, but no client secrets. */
export function leakedCredentials(simulator: Simulator, text: string): string[] {
  const secretOfClient = /^[\w-]{43}$/;
  const tokens = simulator.allSecrets().filter((secret) => !secretOfClient.test(secret));
  return found([DEFAULT_LOGIN.clientSecret, basic(), ...tokens], text);
}

function basic(): string {
  return Buffer.from(`${DEFAULT_LOGIN.clientId}:${DEFAULT_LOGIN.clientSecret}`).toString("base64");
}

function found(secrets: string[], text: string): string[] {
  return secrets
    .filter((secret) => text.includes(secret))
    .map((secret) => `${secret.slice(0, 12)}… near ${JSON.stringify(surroundings(text, secret))}`);
}

function surroundings(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 80), at);
}
