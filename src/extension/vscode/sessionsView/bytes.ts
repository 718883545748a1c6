const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in the words of the language, with two digits at most below ten: "478 bytes", "1.3 MB". */
export function bytesText(bytes: number, language: string): string {
  let [value, step] = [bytes, 0];
  // Rounded, so that 999,999 is 1 MB and not 1,000 kB.
  while (Math.round(value) >= 1000 && step < UNITS.length - 1) {
    value /= 1000;
    step++;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
