import { Redactor } from "../../provider/api/redaction.ts";
import { isMarkedSecret } from "./steps.ts";

/** Variables of the environment that hold secrets. */
const SECRET_VARIABLES = [
  "GENESYSCLOUD_OAUTHCLIENT_SECRET",
  "GENESYSCLOUD_ACCESS_TOKEN",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
];

/**
 * Every secret that a run comes to know. No part of a report is made from one; this is the second lock, for texts from outside
 * (the API, the engine, a program's own messages) that repeat what they were told.
 */
export class KnownSecrets {
  private readonly secrets = new Set<string>();

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    for (const variable of SECRET_VARIABLES) this.remember(environment[variable]);
  }

  /** Every text within a value. */
  remember(value: unknown): void {
    if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) this.remember(part);
    } else if (value !== undefined && value !== null) {
      this.secrets.add(String(value));
    }
  }

  /** What a state, exported with its secrets in clear, marks as secret. */
  rememberMarked(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    if (isMarkedSecret(value)) {
      if (typeof value.plaintext === "string") this.remember(JSON.parse(value.plaintext));
    } else {
      for (const part of Object.values(value)) this.rememberMarked(part);
    }
  }

  /** The same data, with every known secret replaced in its texts. */
  hideIn<T>(data: T): T {
    const texts: string[] = [];
    mapTexts(data, (text) => {
      texts.push(text);
      return text;
    });
    const all = texts.join("\n");
    const redactor = new Redactor();
    // Thousands of secrets, none of which is there as a rule: only those that are there are replaced, text by text.
    for (const secret of this.secrets) {
      if (all.includes(secret) || all.includes(encodeURIComponent(secret.toWellFormed()))) redactor.remember(secret);
    }
    return mapTexts(data, (text) => redactor.clean(text)) as T;
  }
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((part) => mapTexts(part, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)]));
}
