import type * as vscode from 'vscode';
import { cleanKey } from '../../bots/requestHeaders.ts';

type Storage = Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;

/** API keys and secret headers in the editor's secret storage, by server; never in settings, logs or exports. */
export class ApiKeys {
  readonly #secrets: Storage;

  constructor(secrets: Storage) {
    this.#secrets = secrets;
  }

  get(baseUrl: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(nameOfKey(baseUrl)));
  }

  /** An empty key forgets the stored one. */
  set(baseUrl: string, key: string): Promise<void> {
    return this.#keep(nameOfKey(baseUrl), cleanKey(key) ?? key.trim());
  }

  getHeader(baseUrl: string, header: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(nameOfHeader(baseUrl, header)));
  }

  /** An empty value forgets the stored one. */
  setHeader(baseUrl: string, header: string, value: string): Promise<void> {
    return this.#keep(nameOfHeader(baseUrl, header), value.trim());
  }

  async #keep(name: string, secret: string): Promise<void> {
    if (secret === '') await this.#secrets.delete(name);
    else await this.#secrets.store(name, secret);
  }
}

function nameOfKey(baseUrl: string): string {
  return `chatzoo.apiKey:${baseUrl}`;
}

function nameOfHeader(baseUrl: string, header: string): string {
  return `chatzoo.header:${baseUrl}:${header.toLowerCase()}`;
}
