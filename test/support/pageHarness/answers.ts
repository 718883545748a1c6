/** What bots answer in the pictures: each thing Markdown can say, once. */
export const ANSWER_SHORT =
  'Sunlight is scattered by the air, and **blue light is scattered most** because its waves are short. So blue reaches our eyes from every part of the sky.';

export const ANSWER_EN = `## Rayleigh scattering

The sky is blue because of *Rayleigh scattering*: shorter waves scatter more.

1. Sunlight holds all colours.
2. Molecules scatter \`blue\` about **5.5 times** more than red.
   - see [the formula](https://en.wikipedia.org/wiki/Rayleigh_scattering)

\`\`\`python
def scattering(wavelength: float) -> float:
    """Relative to 700 nm."""
    return (700 / wavelength) ** 4  # inverse fourth power

print(f"blue: {scattering(450):.1f}x", True, None)
\`\`\`

| colour | nm | relative |
|---|--:|--:|
| red | 700 | 1.0 |
| blue | 450 | 5.9 |

> It is not the reflection of the sea.
`;

export const ANSWER_ZH = `快速排序先选一个**基准**，再把数组分成两半：

- 小于基准的放左边
- 大于基准的放右边

\`\`\`typescript
export function quickSort(items: readonly number[]): number[] {
  const [pivot, ...rest] = items;
  if (pivot === undefined) return [];
  return [...quickSort(rest.filter(x => x < pivot)), pivot, ...quickSort(rest.filter(x => x >= pivot))];
}
\`\`\`

平均时间复杂度是 O(n log n)。`;
