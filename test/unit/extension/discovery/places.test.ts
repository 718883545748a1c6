import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../../src/extension/discovery/machine.ts';
import { knownPlaces, lmStudioSettings } from '../../../../src/extension/discovery/places.ts';

const linux: Machine = { platform: 'linux', home: '/home/anna', env: {} };
const mac: Machine = { platform: 'darwin', home: '/Users/anna', env: {} };
const windows: Machine = {
  platform: 'win32',
  home: 'C:\\Users\\anna',
  env: {
    APPDATA: 'C:\\Users\\anna\\AppData\\Roaming',
    LOCALAPPDATA: 'C:\\Users\\anna\\AppData\\Local',
  },
};

function folders(machine: Machine, program: string): readonly string[] {
  return knownPlaces(machine)
    .filter(place => place.program === program)
    .map(place => place.folder);
}

describe('where programs keep their models', () => {
  it.each([
    [linux, 'LM Studio', '/home/anna/.lmstudio/models'],
    [linux, 'LM Studio', '/home/anna/.cache/lm-studio/models'],
    [linux, 'Ollama', '/home/anna/.ollama/models'],
    [linux, 'Ollama', '/usr/share/ollama/.ollama/models'],
    [linux, 'Hugging Face', '/home/anna/.cache/huggingface/hub'],
    [linux, 'Jan', '/home/anna/jan/models'],
    [linux, 'Jan', '/home/anna/.local/share/Jan/data/llamacpp/models'],
    [linux, 'llama.cpp', '/home/anna/.cache/llama.cpp'],
    [linux, 'GPT4All', '/home/anna/.local/share/nomic.ai/GPT4All'],
    [mac, 'LM Studio', '/Users/anna/.lmstudio/models'],
    [mac, 'Ollama', '/Users/anna/.ollama/models'],
    [mac, 'Hugging Face', '/Users/anna/.cache/huggingface/hub'],
    [mac, 'Jan', '/Users/anna/Library/Application Support/Jan/data/llamacpp/models'],
    [mac, 'llama.cpp', '/Users/anna/Library/Caches/llama.cpp'],
    [mac, 'GPT4All', '/Users/anna/Library/Application Support/nomic.ai/GPT4All'],
    [windows, 'LM Studio', 'C:\\Users\\anna\\.lmstudio\\models'],
    [windows, 'Ollama', 'C:\\Users\\anna\\.ollama\\models'],
    [windows, 'Hugging Face', 'C:\\Users\\anna\\.cache\\huggingface\\hub'],
    [windows, 'Jan', 'C:\\Users\\anna\\AppData\\Roaming\\Jan\\data\\llamacpp\\models'],
    [windows, 'llama.cpp', 'C:\\Users\\anna\\AppData\\Local\\llama.cpp'],
    [windows, 'GPT4All', 'C:\\Users\\anna\\AppData\\Local\\nomic.ai\\GPT4All'],
  ])('$platform: %s in %s', (machine, program, folder) => {
    expect(folders(machine, program)).toContain(folder);
  });

  it('follows the variables of those programs', () => {
    const env = {
      OLLAMA_MODELS: '/data/ollama',
      HF_HOME: '/data/hf',
      HF_HUB_CACHE: '/data/hub',
      LLAMA_CACHE: '/data/llama',
      XDG_CACHE_HOME: '/data/cache',
      XDG_DATA_HOME: '/data/share',
    };
    const machine = { ...linux, env };
    expect(folders(machine, 'Ollama')).toContain('/data/ollama');
    expect(folders(machine, 'Hugging Face')).toEqual([
      '/data/hub',
      '/data/hf/hub',
      '/data/cache/huggingface/hub',
    ]);
    expect(folders(machine, 'llama.cpp')).toEqual(['/data/llama', '/data/cache/llama.cpp']);
    expect(folders(machine, 'GPT4All')).toContain('/data/share/nomic.ai/GPT4All');
  });

  it('has each folder once, and none for a variable that is empty', () => {
    const env = { OLLAMA_MODELS: '/home/anna/.ollama/models', LLAMA_CACHE: ' ' };
    const places = knownPlaces({ ...linux, env });
    const all = places.map(({ folder }) => folder);
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain(' ');
  });

  it.each([
    [{ ...linux, env: { XDG_CACHE_HOME: '', XDG_DATA_HOME: '', XDG_CONFIG_HOME: '' } }, linux],
    [{ ...windows, env: { APPDATA: '', LOCALAPPDATA: '' } }, windows],
  ])('takes an empty variable of $platform for none', (machine, without) => {
    expect(knownPlaces(machine)).toEqual(knownPlaces(without));
  });

  it('begins with the folder of its own and with those that LM Studio was told', () => {
    const places = knownPlaces(linux, { chatZoo: '/m', lmStudio: ['/big/lm'] });
    expect(places[0]).toEqual({ program: 'ChatZoo', layout: 'folders', folder: '/m' });
    expect(places[1]).toEqual({ program: 'LM Studio', layout: 'folders', folder: '/big/lm' });
  });

  it('knows where LM Studio keeps its settings', () => {
    expect(lmStudioSettings(windows)).toContain('C:\\Users\\anna\\.lmstudio\\settings.json');
    expect(lmStudioSettings(linux)).toContain('/home/anna/.cache/lm-studio/settings.json');
  });
});
