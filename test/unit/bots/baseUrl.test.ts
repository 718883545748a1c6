import { describe, expect, it } from 'vitest';
import { normaliseBaseUrl } from '../../../src/bots/baseUrl.ts';

describe('normaliseBaseUrl', () => {
  it.each([
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434/v1'],
    [' https://api.example.com/openai/v1// ', 'https://api.example.com/openai/v1'],
    ['https://api.example.com/v1/chat/completions', 'https://api.example.com/v1'],
    ['https://api.example.com/v1/chat/completions/', 'https://api.example.com/v1'],
    ['HTTPS://API.Example.com:443/V1', 'https://api.example.com/V1'],
    ['http://host/chat/completions', 'http://host'],
    ['http://[::1]:8080', 'http://[::1]:8080/v1'],
  ])('makes of %s %s', (text, expected) => {
    expect(normaliseBaseUrl(text)).toBe(expected);
  });

  it.each([
    'localhost:8080',
    '127.0.0.1:8080/v1',
    'ftp://host/v1',
    'file:///etc/passwd',
    'http://',
    'http:host',
    'http://me@host/v1',
    'http://me:pass@host/v1',
    'http://host/v1?key=x',
    'http://host/v1#x',
    'http://a b/v1',
    'http://host:99999/v1',
  ])('refuses %s', text => {
    expect(normaliseBaseUrl(text)).toBeUndefined();
  });
});
