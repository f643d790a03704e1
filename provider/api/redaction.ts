const REPLACEMENT = "[redacted]";

/**
 * Remembers every secret that passes through the API client, so that text from outside (an API's message that echoes what
 * it was sent) can be cleaned before it becomes part of an error.
 */
export class Redactor {
  private readonly secrets = new Set<string>();

  /** Remembers a secret. Too short ones are left out: replacing them would garble any text. */
  remember(secret: string | undefined): void {
    if (secret !== undefined && secret.length >= 8) this.secrets.add(secret);
  }

  /** The text with every remembered secret replaced. */
  clean(text: string): string {
    let cleaned = text;
    for (const secret of this.secrets) cleaned = cleaned.replaceAll(secret, REPLACEMENT);
    return cleaned;
  }
}
