import { describe, expect, it } from 'vitest';
import { completeAddress } from '../../../../src/extension/discovery/serverAddress.ts';

const address = (baseUrl: string, addedScheme?: 'http' | 'https', cut?: string) => ({
  kind: 'address',
  baseUrl,
  addedScheme,
  cut,
});

describe('completeAddress', () => {
  it.each([
    ['http://127.0.0.1:11434/v1', address('http://127.0.0.1:11434/v1')],
    ['https://api.example.com/v1/', address('https://api.example.com/v1')],
    ['HTTPS://API.example.com', address('https://api.example.com/v1')],
    ['https://openrouter.ai/api/v1', address('https://openrouter.ai/api/v1')],
    // Without a scheme.
    ['localhost:11434', address('http://localhost:11434/v1', 'http')],
    ['127.0.0.1:8000/v1', address('http://127.0.0.1:8000/v1', 'http')],
    ['192.168.1.7:1234', address('http://192.168.1.7:1234/v1', 'http')],
    ['10.0.0.2:8080', address('http://10.0.0.2:8080/v1', 'http')],
    ['172.20.0.2:8080', address('http://172.20.0.2:8080/v1', 'http')],
    ['172.32.0.2:8080', address('https://172.32.0.2:8080/v1', 'https')],
    ['100.100.1.1:8080', address('http://100.100.1.1:8080/v1', 'http')],
    ['[::1]:8080', address('http://[::1]:8080/v1', 'http')],
    ['[2001:db8::1]:8080', address('https://[2001:db8::1]:8080/v1', 'https')],
    ['gpubox:8000', address('http://gpubox:8000/v1', 'http')],
    ['gpubox.local:8000', address('http://gpubox.local:8000/v1', 'http')],
    ['host.docker.internal:1234', address('http://host.docker.internal:1234/v1', 'http')],
    ['api.example.com', address('https://api.example.com/v1', 'https')],
    ['//api.example.com/v2', address('https://api.example.com/v2', 'https')],
    ['8.8.8.8:8000', address('https://8.8.8.8:8000/v1', 'https')],
    // Copied with one of the server's calls, with line ends, in marks.
    [
      'http://a.local/v1/chat/completions',
      address('http://a.local/v1', undefined, '/chat/completions'),
    ],
    ['http://a.local/v1/models/', address('http://a.local/v1', undefined, '/models')],
    ['localhost:11434/api/tags', address('http://localhost:11434/v1', 'http', '/api/tags')],
    ['localhost:8080/health', address('http://localhost:8080/v1', 'http', '/health')],
    [' http://127.0.0.1:\n8000/v1 \r\n', address('http://127.0.0.1:8000/v1')],
    ['<http://127.0.0.1:8000/v1>', address('http://127.0.0.1:8000/v1')],
    ['"http://127.0.0.1:8000/v1"', address('http://127.0.0.1:8000/v1')],
  ])('completes %j', (typed, expected) => {
    expect(completeAddress(typed)).toEqual(expected);
  });

  it.each([
    ['', 'empty'],
    [' \n\u200b', 'empty'],
    ['ftp://example.com', 'unclear'],
    ['ws://localhost:8080', 'unclear'],
    ['http://', 'unclear'],
    ['localhost:99999', 'unclear'],
    ['a b c!', 'unclear'],
    ['https://anna:secret@example.com/v1', 'secret'],
    ['anna@example.com', 'secret'],
    ['https://example.com/v1?key=abc', 'secret'],
    ['https://example.com/#/v1', 'secret'],
  ])('takes %j for %s', (typed, kind) => {
    expect(completeAddress(typed).kind).toBe(kind);
  });
});
