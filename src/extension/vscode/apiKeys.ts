import type * as vscode from 'vscode';

/** API keys in the editor's secret storage, one a server; never in settings, logs or exports. */
export class ApiKeys {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  get(baseUrl: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(nameOf(baseUrl)));
  }

  /** An empty key forgets the stored one. */
  async set(baseUrl: string, key: string): Promise<void> {
    const clean = key.trim();
    if (clean === '') await this.#secrets.delete(nameOf(baseUrl));
    else await this.#secrets.store(nameOf(baseUrl), clean);
  }
}

function nameOf(baseUrl: string): string {
  return `chatzoo.apiKey:${baseUrl}`;
}
